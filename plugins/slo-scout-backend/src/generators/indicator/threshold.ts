import type {
  ThresholdOperator,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  asVector,
  fillWindow,
  operand,
  printNumber,
  withoutComments,
} from '../../promql';
import type { PreparedSlo } from '../prepare';
import { brokenIndicator, unparsable } from './broken';
import { groupingOf, overwrittenNotes } from './grouping';
import type { Indicator } from './Indicator';
import { refuseExact } from './rawWindows';
import { recordedErrorRatio, recordedEvaluations } from './recordedPair';

/** What a value does when the indicator is bad: the opposite of the objective's operator. */
const BAD_WHEN: Record<ThresholdOperator, string> = {
  lt: '>=',
  lte: '>',
  gt: '<=',
  gte: '<',
};

/** A measured value compared with a limit; every sample is one event. */
export function thresholdIndicator(
  prepared: PreparedSlo,
  sli: ThresholdSli,
): Indicator {
  const { names } = prepared;
  refuseExact(
    prepared.slo,
    'a value is compared with its limit at each evaluation, and raw data does not say how often it was beyond it',
  );
  const value = prepared.recorded('value');
  const limit = printNumber(sli.threshold);
  const judged = [
    { record: names.bad, expr: `${value} ${BAD_WHEN[sli.op]} bool ${limit}` },
    { record: names.total, expr: `${value} * 0 + 1` },
  ];
  const broken = unparsable(sli.query);
  if (broken !== undefined) {
    return {
      ...brokenIndicator(prepared, broken),
      records: [{ record: names.value, expr: broken.text }, ...judged],
    };
  }
  const grouping = groupingOf(prepared, fillWindow(sli.query, '5m'));
  const query = asVector(withoutComments(fillWindow(sli.query, '5m')));
  return {
    // A quantile of no requests is NaN. Every comparison with NaN is false,
    // so the range of all finite numbers lets it pass no further.
    records: [
      { record: names.value, expr: `${query} > -Inf < +Inf` },
      ...judged,
    ],
    errorRatio: window => recordedErrorRatio(prepared, window),
    events: window => recordedEvaluations(prepared, window),
    quiet: `${query} != ${operand(query)}`,
    groupedBy: grouping.groupedBy,
    notes: overwrittenNotes(prepared, grouping),
  };
}
