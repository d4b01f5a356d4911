import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError, isError } from '@backstage/errors';
import {
  type ArtifactGenerator,
  createRunbookGenerator,
  GenerationRefused,
  generators,
  type RunbookOptions,
  tryTemplates,
} from '../generators';
import { checkRunbookFile } from '../validators';

const MAX_TEMPLATE_BYTES = 256 * 1024;
const MAX_POLICY_LENGTH = 2000;

/**
 * The generators, with runbooks as `sloScout.runbook` and `sloScout.evidence` want
 * them. Templates are tried on invented services; one that would make runbooks
 * nobody can follow stops the start.
 */
export function readGenerators(config: Config): ArtifactGenerator[] {
  const options = readOptions(config);
  if (options.template || options.pageTemplate) refuseUnusable(options);
  const runbook = createRunbookGenerator(options);
  return generators.map(generator =>
    generator.type === runbook.type ? runbook : generator,
  );
}

function readOptions(config: Config): Partial<RunbookOptions> {
  const budgetPolicy = config.getOptionalString(
    'sloScout.runbook.budgetPolicy',
  );
  if (budgetPolicy !== undefined && budgetPolicy.length > MAX_POLICY_LENGTH) {
    throw new InputError(
      `sloScout.runbook.budgetPolicy may have ${MAX_POLICY_LENGTH} characters at most. Write the rest on a page of its own and link it.`,
    );
  }
  return {
    template: readTemplate(config, 'sloScout.runbook.template'),
    pageTemplate: readTemplate(config, 'sloScout.runbook.pageTemplate'),
    budgetPolicy,
    traceUrl: readUrl(config, 'sloScout.evidence.traceUrl', 'trace_id'),
    capsuleUrl: readUrl(config, 'sloScout.evidence.capsuleUrl', 'capsule_id'),
  };
}

/** Relative paths are from the directory that the portal was started in. */
export function readTemplate(
  config: Config,
  key: string,
  where = key,
): string | undefined {
  const path = config.getOptionalString(key);
  if (path === undefined) return undefined;
  const file = resolve(path);
  try {
    const { size } = statSync(file);
    if (size > MAX_TEMPLATE_BYTES) {
      throw new InputError(
        `it has ${size} bytes; a template may have ${MAX_TEMPLATE_BYTES} at most`,
      );
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `${where} (${file}) cannot be used: ${
        isError(error) ? error.message : error
      }.`,
    );
  }
}

function readUrl(
  config: Config,
  key: string,
  placeholder: string,
): string | undefined {
  const template = config.getOptionalString(key);
  if (template === undefined) return undefined;
  const filled = template.replaceAll(`{${placeholder}}`, 'x');
  const isWeb = /^https?:\/\//i.test(filled) && URL.canParse(filled);
  if (!isWeb || filled === template) {
    throw new InputError(
      `${key} must be an address of http or https with {${placeholder}} where the id goes, and is ${JSON.stringify(
        template,
      )}.`,
    );
  }
  return template;
}

function refuseUnusable(options: Partial<RunbookOptions>) {
  try {
    for (const { files, paths } of tryTemplates(options)) {
      for (const file of files) {
        const [error] = checkRunbookFile(file, new Set(paths)).errors;
        if (error) {
          const template = file.path.endsWith('.md')
            ? 'sloScout.runbook.pageTemplate'
            : 'sloScout.runbook.template';
          throw new InputError(
            `${template} makes runbooks that nobody can follow: ${error.message}`,
          );
        }
      }
    }
  } catch (error) {
    if (!(error instanceof GenerationRefused)) throw error;
    throw new InputError(
      `sloScout.runbook has a template that cannot be used. ${error.message}`,
    );
  }
}
