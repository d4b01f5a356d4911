import type { ArtifactType } from '@slo-scout/backstage-plugin-slo-scout-common';
import { alertRules } from './alertRules/alertRules';
import { grafanaDashboard } from './grafanaDashboard/grafanaDashboard';
import { inhibitRules } from './inhibitRules/inhibitRules';
import { layoutOf } from './layout';
import { wrapFiles } from './output/wrapFiles';
import { recordingRules } from './recordingRules/recordingRules';
import { ruleTest } from './ruleTest/ruleTest';
import { runbook } from './runbook/runbook';
import type {
  ArtifactGenerator,
  GeneratorInput,
  GeneratorOutput,
} from './types';

/** One generator for each artifact type, in the order in which their files are shown. */
export const generators: ArtifactGenerator[] = [
  recordingRules,
  alertRules,
  inhibitRules,
  grafanaDashboard,
  runbook,
  ruleTest,
];

/**
 * Renders the files of the chosen types. The same input gives the same bytes,
 * whatever the order of its SLOs. Throws `GenerationRefused` where an SLO
 * cannot be rendered: then there is no file at all.
 *
 * @param available - generators to choose from, where they are not the default ones
 */
export function generateFiles(
  input: GeneratorInput,
  types: readonly ArtifactType[],
  available: ArtifactGenerator[] = generators,
): GeneratorOutput {
  const { target } = input;
  const given = { ...input, target: { ...target, layout: layoutOf(target) } };
  const outputs = available
    .filter(generator => types.includes(generator.type))
    .map(generator => generator.generate(given));
  return {
    files: wrapFiles(
      given,
      outputs.flatMap(output => output.files),
    ),
    notes: [...new Set(outputs.flatMap(output => output.notes))],
  };
}
