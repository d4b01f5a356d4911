import { prepare } from '../prepare';
import { headerLines, renderYaml } from '../ruleFile';
import type { ArtifactGenerator } from '../types';
import { defaultPageTemplate, defaultTemplate } from './defaultTemplates';
import { parsePage, renderPage } from './page';
import type { RunbookOptions } from './RunbookOptions';
import { fillTemplate, parseTemplate } from './template';
import { LOCAL_PROMETHEUS, valuesOf } from './values';

/** Whatever an organisation has not decided. */
export function withDefaults(options: Partial<RunbookOptions>): RunbookOptions {
  return {
    ...options,
    template: options.template ?? defaultTemplate,
    pageTemplate: options.pageTemplate ?? defaultPageTemplate,
  };
}

/**
 * Runbooks by templates, two files for each SLO: YAML by the schema, and the same
 * as a page for people. Throws `GenerationRefused` for templates that are not sound.
 */
export function createRunbookGenerator(
  options: Partial<RunbookOptions> = {},
): ArtifactGenerator {
  const complete = withDefaults(options);
  const template = parseTemplate(complete.template);
  parsePage(complete.pageTemplate);
  return {
    type: 'runbook',
    generate(input) {
      const prepared = prepare(input);
      return {
        files: prepared.slos.flatMap(slo => {
          const document = fillTemplate(
            template,
            valuesOf(input, prepared, slo, complete),
          );
          const slo_ids = [slo.slo.id];
          return [
            {
              type: 'runbook' as const,
              path: slo.runbookPagePath,
              content: renderPage(complete.pageTemplate, document, {
                prepared,
                slo,
              }),
              slo_ids,
            },
            {
              type: 'runbook' as const,
              path: slo.runbookPath,
              content: renderYaml(headerLines([slo]), document),
              slo_ids,
            },
          ];
        }),
        notes: input.target.prometheusUrl
          ? []
          : [
              `The address of Prometheus for ${input.environment} is not configured; the runbooks ask ${LOCAL_PROMETHEUS}.`,
            ],
      };
    },
  };
}

/** Runbooks by the templates in `templates/runbook`. */
export const runbook = createRunbookGenerator();
