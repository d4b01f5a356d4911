import type { ThresholdOperator } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Findings, shown } from '../Findings';
import type { Mapping } from '../Mapping';
import { readPercent, readShare } from '../readTarget';
import type { ReadContext } from '../types';

/** The target as a ratio; undefined after a fault. */
export function readTarget(
  objective: Mapping<{ target?: number; targetPercent?: number }>,
  { findings }: ReadContext,
): number | undefined {
  const target = objective.take('target');
  const percent = objective.take('targetPercent');
  if ((target === undefined) === (percent === undefined)) {
    findings.fault(objective.path, 'Give either target or targetPercent.');
    return undefined;
  }
  return target === undefined
    ? readPercent(percent!, objective.at('targetPercent'), findings)
    : readShare(target, objective.at('target'), findings);
}

/** The comparison of a threshold; undefined after a fault. */
export function readLimit(
  objective: Mapping<{ op?: ThresholdOperator; value?: number }>,
  findings: Findings,
): { op: ThresholdOperator; threshold: number } | undefined {
  const op = objective.take('op');
  const value = objective.take('value');
  if (!op) {
    findings.fault(
      objective.at('op'),
      'A thresholdMetric needs op: lt, lte, gt or gte.',
    );
  }
  if (value === undefined || !Number.isFinite(value)) {
    findings.fault(
      objective.at('value'),
      'A thresholdMetric needs value: the number it is compared with.',
    );
    return undefined;
  }
  // YAML has a zero below zero; rules do not.
  return op && { op, threshold: value === 0 ? 0 : value };
}

/** The name and the name for people of one objective's SLO; undefined after a fault. */
export function readNames(
  metadata: { name: string; displayName?: string },
  objectives: Array<Mapping<{ displayName?: string }>>,
  index: number,
  findings: Findings,
): { name: string; display_name?: string } | undefined {
  const displayNames =
    objectives.length === 1 ? [] : objectives.map(o => o.take('displayName'));
  const name = objectiveName(metadata.name, displayNames, index);
  const { path } = objectives[index];
  if (name.length > 63) {
    findings.fault(
      path,
      `The name ${shown(
        name,
      )} is longer than 63 letters. Shorten metadata.name, or the objective's displayName.`,
    );
    return undefined;
  }
  const parts = [metadata.displayName, displayNames[index]];
  const displayName = parts.filter(part => part !== undefined).join(': ');
  if ([...displayName].length > 200) {
    findings.fault(
      path,
      `The display name and the objective's have together more than 200 letters. Shorten one of them.`,
    );
    return undefined;
  }
  return { name, ...(displayName ? { display_name: displayName } : {}) };
}

/** The SLO's own name, or one for each objective where there are several. */
function objectiveName(
  name: string,
  displayNames: Array<string | undefined>,
  index: number,
): string {
  if (displayNames.length === 0) return name;
  const suffixes = displayNames.map(displayName => suffixOf(displayName ?? ''));
  const own = suffixes[index];
  const unique = own !== '' && suffixes.filter(s => s === own).length === 1;
  return `${name}-${unique ? own : index + 1}`;
}

/** "Good experience" as `good-experience`. */
function suffixOf(displayName: string): string {
  return displayName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
