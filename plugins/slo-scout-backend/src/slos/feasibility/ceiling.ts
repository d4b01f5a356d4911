import { Decimal } from '../../promql';

/**
 * The highest share of good events that a service can reach whose hard
 * dependencies keep exactly what they promise: the product of their objectives.
 *
 * This is the availability of a serial system: it works when all of its parts do,
 * and parts that fail independently of each other do so with the product of their
 * probabilities. For services: "The Calculus of Service Availability" (Treynor,
 * Dahlin, Rau, Beyer; ACM Queue 15(2), 2017), which adds that a service cannot be
 * more available than the intersection of all its critical dependencies.
 *
 * @param objectives - shares between 0 and 1, at least one
 */
export function ceilingOf(objectives: number[]): Decimal {
  return objectives
    .map(objective => Decimal.of(objective))
    .reduce((product, factor) => product.times(factor));
}

/** The highest decimal of so many places that is not above the value. */
export function floorTo(value: Decimal, places: number): Decimal {
  const unit = Decimal.of(`1e${places}`);
  const scaled = value.times(unit);
  const above = Decimal.of(scaled.ceil());
  const below = above.compare(scaled) > 0 ? above.minus(Decimal.of(1)) : above;
  return below.dividedBy(unit, places);
}

/** Digits after the point, as the number is written. */
export function placesOf(value: number): number {
  return Decimal.of(value).toString().split('.')[1]?.length ?? 0;
}

/** Digits of a percentage after the point, and of the share that it is made of. */
const PERCENT_PLACES = 6;

/** A share as percent, rounded down so that it never reads like a higher one. */
export function percent(share: Decimal): string {
  return `${floorTo(share.times(Decimal.of(100)), PERCENT_PLACES)} %`;
}

/** The same, for those who write the percentage themselves. */
export function shownShare(share: Decimal): number {
  return floorTo(share, PERCENT_PLACES + 2).toNumber();
}
