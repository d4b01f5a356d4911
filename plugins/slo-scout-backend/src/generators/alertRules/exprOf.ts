import { printNumber } from '../../promql';
import type { Indicator, WindowedExpr } from '../indicator/Indicator';
import { compare, PreparedSlo } from '../prepare';
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
      return slo.slo.sli.kind !== 'threshold' && indicator.broken !== undefined
        ? indicator.broken
        : burnRateExpr(slo, indicator, kind.pair);
    case 'budget_exhausted': {
      const { window } = slo.slo;
      return allOf(slo, [
        above(indicator.errorRatio(window), printNumber(kind.budget)),
        enough(indicator.events(window), kind.minimumEvents),
      ]);
    }
    case 'no_data':
      return (
        indicator.broken ??
        `absent(${slo.recorded('total')})\nunless on ()\n${indicator.quiet}`
      );
    default:
      throw new TypeError('Unknown kind of alert');
  }
}

/**
 * Both windows burn too fast: the long one says that it matters, the short one
 * that it still goes on. Too few events are no evidence.
 */
function burnRateExpr(
  slo: PreparedSlo,
  indicator: Indicator,
  pair: BurnRatePair,
): string {
  const threshold = printNumber(pair.threshold);
  return allOf(slo, [
    above(indicator.errorRatio(pair.long), threshold),
    above(indicator.errorRatio(pair.short), threshold),
    enough(indicator.events(pair.long), pair.minimumEvents),
  ]);
}

function above({ expr, source }: WindowedExpr, limit: string): WindowedExpr {
  return { expr: `${expr} > ${limit}`, source };
}

function enough({ expr, source }: WindowedExpr, least: number): WindowedExpr {
  return { expr: `${expr} >= ${least}`, source };
}

/** The first condition where all hold. Recorded series have labels that raw ones may not have. */
function allOf(slo: PreparedSlo, [first, ...others]: WindowedExpr[]): string {
  const ignored = slo.ruleLabels.slice().sort(compare).join(', ');
  return others.reduce(
    (text, { expr, source }) =>
      source === first.source
        ? `${text}\nand\n${expr}`
        : `${text}\nand ignoring (${ignored})\n${expr}`,
    first.expr,
  );
}
