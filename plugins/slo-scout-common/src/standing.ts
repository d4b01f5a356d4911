import type { SloMeasurement } from './types/measurement';
import { SLO_STATES, type SloState } from './types/overview';

/**
 * How an SLO, or one part of it, stands by what was measured of it. The portal's
 * page, its notifications and the card of an entity all say what this says.
 *
 * @public
 */
export function sloStateOf(
  measured: Pick<SloMeasurement, 'budget_left' | 'burn_rate_1h'> | undefined,
): SloState {
  const left = measured?.budget_left ?? null;
  const rate = measured?.burn_rate_1h ?? null;
  if (left !== null && left <= 0) return 'overspent';
  // An old figure or half of one is no proof that all is well.
  if (left === null || rate === null) return 'unknown';
  return rate > 1 ? 'burning' : 'healthy';
}

/**
 * Whether anything was ever measured of a part. One without data for longer than
 * its window has days only.
 *
 * @public
 */
export function wasMeasured({
  since,
  days,
}: Pick<SloMeasurement, 'since' | 'days'>): boolean {
  return since !== null || days.length > 0;
}

/**
 * The parts of one SLO that have data in its window. The first is the one by which the
 * SLO is judged: the worst by its state, of equals the one with less budget left. A
 * part without an event in the whole window has spent nothing and says nothing: a
 * region that was switched off must not keep the others from being told of. Where no
 * part has data there is none, and nobody knows how the SLO stands.
 *
 * @public
 */
export function worstPartsFirst(parts: SloMeasurement[]): SloMeasurement[] {
  return parts
    .filter(({ since }) => since !== null)
    .sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        leftOf(a) - leftOf(b) ||
        partKey(a).localeCompare(partKey(b), 'en'),
    );
}

/** A part that burns must not hide behind one that has less left, and is quiet. */
function rankOf(measured: SloMeasurement): number {
  return SLO_STATES.indexOf(sloStateOf(measured));
}

/** A large figure where it is not known, not Infinity: two of them must compare equal. */
function leftOf({ budget_left: left }: SloMeasurement): number {
  return left ?? Number.MAX_VALUE;
}

function partKey({ labels }: SloMeasurement): string {
  return Object.values(labels).join('\u0000');
}
