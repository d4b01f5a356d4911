import { prepare } from '../prepare';
import { plannedPaths } from '../plannedPaths';
import type { GeneratedFile } from '../types';
import { checkPageTemplate, pageView } from './page';
import { createRunbookGenerator, withDefaults } from './runbook';
import type { RunbookOptions } from './RunbookOptions';
import { sampleInputs } from './samples';
import { fillTemplate, parseTemplate, type TemplateValues } from './template';
import { valuesOf } from './values';

/** Runbooks of an invented service, and the paths that they may link to. */
export interface Trial {
  files: GeneratedFile[];
  paths: string[];
}

/**
 * Tries templates on invented services, so that a bad one is found at the start
 * and not at night. Returns what came out for each service, for the validators.
 * Throws `GenerationRefused` with a sentence about the first fault.
 */
export function tryTemplates(given: Partial<RunbookOptions>): Trial[] {
  const options = withDefaults(given);
  const template = parseTemplate(options.template);
  const samples = sampleInputs.flatMap(input => {
    const prepared = prepare(input);
    return prepared.slos.map(slo => {
      // With addresses, so that a page may link what these lead to.
      const values = valuesOf(input, prepared, slo, {
        ...options,
        traceUrl: 'https://example.com/{trace_id}',
        capsuleUrl: 'https://example.com/{capsule_id}',
      });
      return { values, place: { prepared, slo } };
    });
  });
  checkPageTemplate(
    options.pageTemplate,
    samples.map(({ values, place }) =>
      pageView(fillTemplate(template, values), place),
    ),
    samples.flatMap(({ values }) => namesIn(values)),
  );
  const generator = createRunbookGenerator(options);
  return sampleInputs.map(input => ({
    files: generator.generate(input).files,
    paths: plannedPaths(input),
  }));
}

function namesIn({ values, lists = {} }: Partial<TemplateValues>): string[] {
  return [
    ...Object.keys(values ?? {}),
    ...Object.values(lists).flat().flatMap(namesIn),
  ];
}
