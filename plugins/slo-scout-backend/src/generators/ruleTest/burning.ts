import type { AlertCase, AlertTest, UnitTest } from './AlertTest';
import { around, beginsToFire, isSilent, stopsToFire } from './AlertTest';
import { upTo } from './intervals';
import type { Burn, Supply } from './Supply';
import { percent, span } from './words';

/**
 * Tests of an alert on a share of bad events: errors begin and end; a share
 * just below the threshold; too few events.
 */
export function burningTests(
  test: AlertCase,
  burn: Burn,
  supply: Supply,
): AlertTest {
  return {
    evaluationInterval: supply.evaluationInterval,
    tests: [
      beginsAndEnds(test, burn, supply),
      // The end of the first one shows it as well, where this one would be dear.
      ...(supply.dear ? [] : [justBelow(test, burn, supply)]),
      tooFew(test, burn, supply),
    ],
  };
}

/**
 * Twice the threshold, which is passed when half of the window is bad. A window
 * that stands alone has fewer evaluations, and is told apart later. Where that is
 * more than everything, it is everything.
 */
function burstOf({ threshold, short }: Burn): number {
  return Math.min(1, (short ? 2 : 1.25) * threshold);
}

const BELOW = 0.95;

function beginsAndEnds(test: AlertCase, burn: Burn, supply: Supply): UnitTest {
  const { long, short, threshold } = burn;
  const every = supply.evaluationInterval;
  const share = burstOf(burn);
  const begins = upTo(long, every) + 2 * every;
  const until = (threshold / share) * long + supply.delay;
  const burning = upTo(until, every) + 6 * every;
  const ends = begins + burning;
  const after = short ? BELOW * threshold : 0;
  // What the short window holds of the burst, or the long one, where it stands alone.
  const fades = short
    ? ends + (short * (share - threshold)) / (share - after)
    : begins + long + burning - until;
  const rest = around(fades, every).after + every - ends;
  const phases = [
    { seconds: begins, share: 0 },
    { seconds: burning, share },
    { seconds: rest, share: after },
  ];
  return {
    name: short
      ? 'fires while the budget burns, and stops when it no longer does'
      : 'fires when the budget is used up, and stops when the errors have left the window',
    says: [
      ...supply.says,
      `From ${span(begins)} on ${percent(share)} of ${
        supply.unit
      } are bad. It fires when more than ${percent(
        threshold,
      )} of the last ${span(long)} are:`,
      `after ${percent(threshold)} / ${percent(share)} of ${span(long)}${
        supply.delay > 0
          ? `, and ${span(supply.delay)} for the recording,`
          : ','
      } which is ${span(until)}, so at ${span(begins + until)}.`,
      short
        ? `From ${span(ends)} on ${percent(after)} are bad. Of the last ${span(
            short,
          )} no more than ${percent(threshold)} are ${span(
            fades - ends,
          )} later: it stops.`
        : `From ${span(ends)} on none are bad. From ${span(
            begins + long,
          )} on the bad ones leave the window, and ${span(
            burning - until,
          )} later enough of them have: it stops.`,
    ],
    ...supply.plenty(phases),
    expects: [
      ...beginsToFire(test, begins + until, every),
      ...stopsToFire(test, fades, every, ends),
    ],
  };
}

function justBelow(test: AlertCase, burn: Burn, supply: Supply): UnitTest {
  const every = supply.evaluationInterval;
  const share = BELOW * burn.threshold;
  const { reached } = supply.scarce({ share });
  const seconds =
    supply.unit === 'events' ? 20 * every : upTo(reached, every) + 12 * every;
  return {
    name: 'is silent below the threshold',
    says: [
      `${percent(share)} of ${
        supply.unit
      } are bad all along: not more than ${percent(burn.threshold)}.`,
    ],
    ...supply.plenty([{ seconds, share }]),
    expects: [
      isSilent(test, seconds - 8 * every, 'enough to judge'),
      isSilent(test, seconds, 'and still'),
    ],
  };
}

function tooFew(test: AlertCase, burn: Burn, supply: Supply): UnitTest {
  const every = supply.evaluationInterval;
  const { threshold, minimum } = burn;
  const share = Math.min(1.05 * threshold, (1 + threshold) / 2);
  const { series, interval, reached } = supply.scarce({ share });
  return {
    name: `is silent until there are ${minimum} ${supply.unit}`,
    says: [
      `${percent(share)} of ${
        supply.unit
      } are bad all along, more than ${percent(threshold)}, but there are few.`,
      `The window holds ${minimum} of them at ${span(reached)}: it fires.`,
    ],
    interval,
    series,
    expects: beginsToFire(test, reached, every),
  };
}
