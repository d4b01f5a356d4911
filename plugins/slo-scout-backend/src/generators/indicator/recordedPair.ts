import type { PreparedSlo } from '../prepare';
import type { WindowedExpr } from './Indicator';

/**
 * Bad events over all events, each summed over the window. A mean of ratios
 * would give a quiet night the weight of a busy day.
 */
export function recordedErrorRatio(
  prepared: PreparedSlo,
  window: string,
): WindowedExpr {
  const sum = (name: 'bad' | 'total') =>
    `sum_over_time(${prepared.recorded(name)}[${window}])`;
  return { expr: `${sum('bad')} / ${sum('total')}`, source: 'recorded' };
}

/** Evaluations at which there was something to judge. */
export function recordedEvaluations(
  prepared: PreparedSlo,
  window: string,
): WindowedExpr {
  return {
    expr: `count_over_time(${prepared.recorded('total')}[${window}])`,
    source: 'recorded',
  };
}
