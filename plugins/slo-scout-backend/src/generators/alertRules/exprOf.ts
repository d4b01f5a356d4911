import { printNumber } from '../../promql';
import type { Indicator, WindowedExpr } from '../indicator/Indicator';
import type { PreparedSlo } from '../prepare';
import type { BurnRatePair } from './burnRates';
import type { PlannedAlert } from './plan';

/** The alert's condition. */
export function exprOf(
  slo: PreparedSlo,
  indicator: Indicator,
  { kind }: PlannedAlert,
): string {
  switch (kind.is) {
    case 'threshold': {
      // As the specification has it: beyond the limit, not at it.
      const high = kind.sli.op === 'lt' || kind.sli.op === 'lte';
      const limit = printNumber(kind.sli.threshold);
      return `${slo.recorded('value')} ${high ? '>' : '<'} ${limit}`;
    }
    case 'burn_rate':
      return slo.slo.sli.kind === 'ratio' && indicator.broken !== undefined
        ? indicator.broken
        : burnRateExpr(indicator, kind.pair);
    case 'no_data':
      return (
        indicator.broken ??
        `absent(${slo.recorded('total')})\nunless on ()\n${indicator.quiet}`
      );
    default:
      throw new TypeError('Unknown kind of alert');
  }
}

/** Recorded series have these labels, raw ones may not. */
const IGNORED = 'ignoring (environment, owner, service, slo)';

/**
 * Both windows burn too fast: the long one says that it matters, the short one
 * that it still goes on. Too few events are no evidence.
 */
function burnRateExpr(indicator: Indicator, pair: BurnRatePair): string {
  const long = indicator.errorRatio(pair.long);
  const short = indicator.errorRatio(pair.short);
  const events = indicator.events(pair.long);
  const threshold = printNumber(pair.threshold);
  const conditions: WindowedExpr[] = [
    { ...short, expr: `${short.expr} > ${threshold}` },
    ...(events
      ? [{ ...events, expr: `${events.expr} >= ${pair.minimumEvents}` }]
      : []),
  ];
  return conditions.reduce(
    (text, condition) => `${text}\n${and(long, condition)}\n${condition.expr}`,
    `${long.expr} > ${threshold}`,
  );
}

function and(left: WindowedExpr, right: WindowedExpr): string {
  return left.source === right.source ? 'and' : `and ${IGNORED}`;
}
