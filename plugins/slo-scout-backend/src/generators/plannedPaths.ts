import { layoutOf } from './layout';
import { prepare } from './prepare';
import type { GeneratorInput } from './types';

/**
 * Paths of the files that people are led to, whatever types are generated now:
 * rules, dashboard and runbooks.
 */
export function plannedPaths(input: GeneratorInput): string[] {
  const { target } = input;
  const prepared = prepare({
    ...input,
    target: { ...target, layout: layoutOf(target) },
  });
  return [
    prepared.recordingPath,
    prepared.alertPath,
    prepared.dashboardPath,
    ...prepared.slos.flatMap(slo => [slo.runbookPath, slo.runbookPagePath]),
  ];
}
