import type { RawRatioSli } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  asVector,
  followsWindow,
  operand,
  withoutComments,
  withWindow,
} from '../../promql';
import type { PreparedSlo } from '../prepare';
import { brokenIndicator, unparsable } from './broken';
import { groupingOf, overwrittenNotes } from './grouping';
import type { Indicator } from './Indicator';
import { exactNotes, fromRaw, refuseExact } from './rawWindows';
import { recordedErrorRatio, recordedEvaluations } from './recordedPair';
import { timeSlices } from './timeSlices';

/**
 * A ready-made share of bad or good events. How many events there were it does
 * not say, so that every evaluation weighs the same in the budget.
 */
export function rawRatioIndicator(
  prepared: PreparedSlo,
  sli: RawRatioSli,
): Indicator {
  const { slo, names } = prepared;
  const bad = prepared.recorded('bad');
  const value = prepared.recorded('value');
  const failure = sli.of === 'failure';
  const judged = failure
    ? [
        { record: names.total, expr: `${bad} * 0 + 1` },
        { record: names.value, expr: `1 - ${bad}` },
      ]
    : [
        { record: names.bad, expr: `1 - ${value}` },
        { record: names.total, expr: `${value} * 0 + 1` },
      ];
  const record = failure ? names.bad : names.value;
  const broken = unparsable(sli.query);
  if (broken !== undefined) {
    return {
      ...brokenIndicator(prepared, broken),
      records: [{ record, expr: broken.text }, ...judged],
    };
  }
  const over = (window: string) =>
    asVector(withoutComments(withWindow(sli.query, window)));
  // A share of no events is NaN, of some among none it is infinite.
  const share = (window: string) =>
    `clamp(${over(window)} > -Inf < +Inf, 0, 1)`;
  const grouping = groupingOf(prepared, over(names.window));
  const overAnyWindow = followsWindow(sli.query, { counter: false });
  const notes = [
    ...overwrittenNotes(prepared, grouping),
    `${slo.name}: a ready-made ratio does not say how many events there were, so every evaluation weighs the same in the error budget, a quiet night like a busy day. With good or bad events and their total it would be weighed by events.`,
  ];
  const quiet = (window: string) =>
    `${over(window)} != ${operand(over(window))}`;
  if (slo.budgeting !== undefined) {
    return timeSlices(prepared, slo.budgeting, {
      value: window => (failure ? `1 - ${share(window)}` : share(window)),
      quiet,
      groupedBy: grouping.groupedBy,
      notes,
    });
  }
  if (!overAnyWindow) {
    refuseExact(
      slo,
      'its ratio cannot be asked for a longer window (it needs ranges of rate, increase or the like, or {{.window}}, without irate and subqueries)',
    );
  }
  return {
    records: [{ record, expr: share(names.window) }, ...judged],
    errorRatio: window =>
      overAnyWindow && fromRaw(slo, window)
        ? {
            expr: failure ? share(window) : `1 - ${share(window)}`,
            source: 'raw',
          }
        : recordedErrorRatio(prepared, window),
    events: window => recordedEvaluations(prepared, window),
    quiet: quiet(names.window),
    groupedBy: grouping.groupedBy,
    notes: [...notes, ...exactNotes(slo)],
  };
}
