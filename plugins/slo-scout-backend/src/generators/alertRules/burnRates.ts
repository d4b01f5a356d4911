import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, parseDuration } from '../../promql';
import { minimumEvents } from './minimumEvents';
import { PAIRS } from './pairs';

export interface BurnRatePair {
  long: string;
  short: string;
  /** Share of the budget by which the factor was chosen, before it was raised to 1. */
  budgetPercent: number;
  tier: 'page' | 'ticket';
  /** How many times faster than allowed the budget burns; never below 1. */
  factor: Decimal;
  /** Share of bad events above which both windows must be. */
  threshold: Decimal;
  /** What the long window must hold at least, in what `countsOf` the SLO says. */
  minimumEvents: number;
}

const ONE = Decimal.of(1);

/**
 * The pairs of an SLO, shortest first, and a sentence about each that is left
 * out: one that could never fire, or one that only repeats a shorter pair.
 */
export function burnRatePairs(slo: Slo): {
  pairs: BurnRatePair[];
  notes: string[];
} {
  const budget = budgetOf(slo);
  const pairs: BurnRatePair[] = [];
  const notes: string[] = [];
  for (const pair of PAIRS) {
    const factor = factorOf(pair, slo.window);
    const threshold = factor.times(budget);
    const slowest = pairs.find(({ factor: f }) => f.compare(ONE) === 0);
    if (slowest) {
      notes.push(
        `${slo.name}: no alert over ${pair.long}, because the one over ${slowest.long} already fires as soon as the budget burns faster than the objective allows.`,
      );
    } else if (threshold.compare(ONE) >= 0) {
      notes.push(
        `${slo.name}: no alert over ${pair.long}, because it could never fire: burning the budget ${factor} times as fast as allowed would take more errors than there are events.`,
      );
    } else {
      pairs.push({
        ...pair,
        factor,
        threshold,
        minimumEvents: minimumEvents(slo, threshold, pair.long),
      });
    }
  }
  return { pairs, notes };
}

/** The share of events that may be bad, exact. */
export function budgetOf(slo: Slo): Decimal {
  return ONE.minus(Decimal.of(slo.objective));
}

/**
 * Budget share times period over long window, rounded where it does not end.
 * A pace below 1 would warn of a budget that is never used up: it is raised.
 */
function factorOf(
  pair: { long: string; budgetPercent: number },
  window: string,
): Decimal {
  const factor = Decimal.of(pair.budgetPercent)
    .times(Decimal.of(parseDuration(window)))
    .dividedBy(Decimal.of(100 * parseDuration(pair.long)), 4);
  return factor.compare(ONE) < 0 ? ONE : factor;
}

/** How fast the budget burns, for people. */
export function paceOf({ factor }: BurnRatePair): string {
  return factor.compare(ONE) === 0
    ? 'faster than the objective allows'
    : `at least ${factor} times as fast as the objective allows`;
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
