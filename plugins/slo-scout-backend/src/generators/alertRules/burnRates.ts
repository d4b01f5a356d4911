import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, parseDuration } from '../../promql';

/**
 * Windows of multi-window, multi-burn-rate alerts: Site Reliability Workbook,
 * chapter 5, table 5-8; the pair of one day is SoundCloud's and
 * kubernetes-mixin's. The share of the budget that is gone when the long
 * window is full decides how fast it may burn: 14.4, 6, 3 and 1 at 30 days.
 */
const PAIRS = [
  { long: '1h', short: '5m', budgetPercent: 2, tier: 'page' },
  { long: '6h', short: '30m', budgetPercent: 5, tier: 'page' },
  { long: '1d', short: '2h', budgetPercent: 10, tier: 'ticket' },
  { long: '3d', short: '6h', budgetPercent: 10, tier: 'ticket' },
] as const;

export interface BurnRatePair {
  long: string;
  short: string;
  budgetPercent: number;
  tier: 'page' | 'ticket';
  /** How many times faster than allowed the budget burns. */
  factor: Decimal;
  /** Share of bad events above which both windows must be. */
  threshold: Decimal;
  /** Events in the long window below which a single failure would fire the alert. */
  minimumEvents: number;
}

const ONE = Decimal.of(1);

/** The pairs of an SLO, and sentences about those that make no sense for it. */
export function burnRatePairs(slo: Slo): {
  pairs: BurnRatePair[];
  notes: string[];
} {
  const budget = ONE.minus(Decimal.of(slo.objective));
  const pairs: BurnRatePair[] = [];
  const notes: string[] = [];
  for (const pair of PAIRS) {
    const factor = factorOf(pair, slo.window);
    const threshold = factor.times(budget);
    if (factor.compare(ONE) < 0) {
      notes.push(
        `${slo.name}: no alert over ${pair.long}, because ${pair.budgetPercent} % of a budget of ${slo.window} in that time is less than the objective allows.`,
      );
    } else if (threshold.compare(ONE) >= 0) {
      notes.push(
        `${slo.name}: no alert over ${pair.long}, because it could never fire: burning the budget ${factor} times as fast as allowed would take more errors than there are events.`,
      );
    } else {
      const minimumEvents = ONE.dividedBy(threshold).ceil();
      pairs.push({ ...pair, factor, threshold, minimumEvents });
    }
  }
  return { pairs, notes };
}

/** Budget share times period over long window, rounded where it does not end. */
function factorOf(
  pair: { long: string; budgetPercent: number },
  window: string,
): Decimal {
  return Decimal.of(pair.budgetPercent)
    .times(Decimal.of(parseDuration(window)))
    .dividedBy(Decimal.of(100 * parseDuration(pair.long)), 4);
}

/** How fast the budget burns, for people. */
export function paceOf({ factor }: BurnRatePair): string {
  return factor.compare(ONE) === 0
    ? 'faster than the objective allows'
    : `${factor} times as fast as the objective allows`;
}

/** Hours until the whole budget is gone at this pace, for people. */
export function hoursToExhaustion(pair: BurnRatePair, window: string): string {
  const hours = Decimal.of(parseDuration(window) / 3_600_000).dividedBy(
    pair.factor,
    0,
  );
  return hours.toNumber() < 72
    ? `${hours} hours`
    : `${hours.dividedBy(Decimal.of(24), 0)} days`;
}
