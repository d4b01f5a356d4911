import type { Budgeting } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration, tryParseDuration } from '../../../promql';
import { Findings, shown } from '../Findings';
import type { Mapping } from '../Mapping';
import type { BudgetingMethod, OpenSloObjective } from './shape';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What is counted in the budget; says what is meant where nothing is said. */
export function readMethod(
  slo: Mapping<{ budgetingMethod?: BudgetingMethod }>,
  findings: Findings,
): BudgetingMethod {
  const method = slo.take('budgetingMethod');
  if (method === undefined) {
    findings.warn(
      slo.at('budgetingMethod'),
      'Not given; Occurrences is meant.',
    );
  }
  return method ?? 'Occurrences';
}

/** Says that a threshold needs no slices. */
export function warnOfSlices(path: string, findings: Findings) {
  findings.warn(
    path,
    'The value of a thresholdMetric is judged at every evaluation of its rule, so each evaluation is a slice already; the SLO counts those. timeSliceWindow and timeSliceTarget are not used.',
  );
}

/**
 * The slices of an objective. `budgeting` is absent for Occurrences; the whole
 * answer is undefined after a fault.
 */
export function readBudgeting(
  method: BudgetingMethod,
  objective: Mapping<OpenSloObjective>,
  findings: Findings,
): { budgeting?: Budgeting } | undefined {
  if (method === 'Occurrences') return {};
  const window = readSliceWindow(objective, findings);
  if (method === 'RatioTimeslices') {
    return window === undefined
      ? undefined
      : { budgeting: { method: 'ratio_timeslices', window } };
  }
  const target = objective.take('timeSliceTarget');
  if (target === undefined || !(target > 0 && target <= 1)) {
    findings.fault(
      objective.at('timeSliceTarget'),
      `Timeslices needs timeSliceTarget: the share of good events from which a slice is good, above 0 and at most 1${
        target === undefined ? '' : `, not ${shown(target)}`
      }.`,
    );
    return undefined;
  }
  return window === undefined
    ? undefined
    : { budgeting: { method: 'timeslices', window, target } };
}

function readSliceWindow(
  objective: Mapping<OpenSloObjective>,
  findings: Findings,
): string | undefined {
  const given = objective.take('timeSliceWindow');
  // A number is of minutes, says OpenSLO.
  const milliseconds =
    typeof given === 'number'
      ? given * MINUTE
      : tryParseDuration(given ?? '') ?? NaN;
  if (
    !Number.isInteger(milliseconds) ||
    milliseconds < MINUTE ||
    milliseconds > HOUR
  ) {
    findings.fault(
      objective.at('timeSliceWindow'),
      `Slices of time need timeSliceWindow: their length from 1m to 1h, such as 5m${
        given === undefined ? '' : `, not ${shown(given)}`
      }.`,
    );
    return undefined;
  }
  return formatDuration(milliseconds);
}
