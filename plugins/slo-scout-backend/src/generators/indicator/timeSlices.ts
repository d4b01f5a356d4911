import type { Budgeting } from '@slo-scout/backstage-plugin-slo-scout-common';
import { printNumber } from '../../promql';
import type { PreparedSlo } from '../prepare';
import type { Indicator } from './Indicator';
import { refuseExact } from './rawWindows';
import { recordedErrorRatio, recordedEvaluations } from './recordedPair';

/** What a slice of time is judged by. */
export interface SlicedSli {
  /** Share of good events over a window, from 0 to 1; nothing without traffic. */
  value(window: string): string;
  /** See `Indicator.quiet`. */
  quiet(window: string): string;
  groupedBy: string[];
  notes: string[];
}

/**
 * Slices of time as the unit of the budget. Every evaluation looks at the slice
 * that ends with it, so slices overlap, and each weighs the same. All windows
 * come from what was recorded: of raw data one cannot ask how many slices were
 * bad.
 */
export function timeSlices(
  prepared: PreparedSlo,
  budgeting: Budgeting,
  sliced: SlicedSli,
): Indicator {
  const { slo, names } = prepared;
  refuseExact(slo, 'slices of time are judged as they come');
  const value = prepared.recorded('value');
  return {
    records: [
      { record: names.value, expr: sliced.value(names.window) },
      {
        record: names.bad,
        expr:
          budgeting.method === 'timeslices'
            ? `${value} < bool ${printNumber(budgeting.target)}`
            : `1 - ${value}`,
      },
      { record: names.total, expr: `${value} * 0 + 1` },
    ],
    errorRatio: window => recordedErrorRatio(prepared, window),
    events: window => recordedEvaluations(prepared, window),
    quiet: sliced.quiet(names.window),
    groupedBy: sliced.groupedBy,
    notes: sliced.notes,
  };
}
