import { Decimal } from '../../promql';
import { Findings, shown } from './Findings';
import type { OpenSloObjective } from './openSlo';

/** The target as a ratio; undefined after a fault. */
export function readTarget(
  objective: OpenSloObjective,
  path: string,
  findings: Findings,
): number | undefined {
  const { target, targetPercent } = objective;
  if ((target === undefined) === (targetPercent === undefined)) {
    findings.fault(path, 'Give either target or targetPercent.');
    return undefined;
  }
  if (target !== undefined) {
    if (target > 0 && target < 1) return target;
    findings.fault(
      `${path}.target`,
      `${shown(target)} is not above 0 and below 1.${
        target > 1 && target < 100
          ? ` For percent write targetPercent: ${target}.`
          : ''
      }`,
    );
    return undefined;
  }
  if (targetPercent! > 0 && targetPercent! < 100) {
    return Decimal.of(targetPercent!).dividedBy(Decimal.of(100), 30).toNumber();
  }
  findings.fault(
    `${path}.targetPercent`,
    `${shown(targetPercent)} is not above 0 and below 100.`,
  );
  return undefined;
}

/** The SLO's own name, or one for each objective where there are several. */
export function objectiveName(
  name: string,
  objectives: OpenSloObjective[],
  index: number,
): string {
  if (objectives.length === 1) return name;
  const suffixes = objectives.map(o => suffixOf(o.displayName ?? ''));
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
