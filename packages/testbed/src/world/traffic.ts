const DAY_SECONDS = 86_400;
const BUSIEST_HOUR = 14;
const DAY_SWING = 0.45;
const WEEKEND_LEVEL = 0.85;
const NOISE = 0.04;

/** Length of the slots in which traffic is constant, in seconds. */
export const SLOT_SECONDS = 60;

/** A number in [0, 1) that looks random and is always the same for the same input. */
export function hash01(seed: string, index: number): number {
  let h = 0x811c9dc5 ^ index;
  for (let i = 0; i < seed.length; i += 1) {
    h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** How busy the hour is: 0 at the quietest of the night, 1 at the busiest of the day (UTC). */
export function busyness(unixSeconds: number): number {
  const angle =
    (2 * Math.PI * (unixSeconds - BUSIEST_HOUR * 3600)) / DAY_SECONDS;
  return (1 + Math.cos(angle)) / 2;
}

function isWeekend(unixSeconds: number): boolean {
  const weekday = (Math.floor(unixSeconds / DAY_SECONDS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}

/**
 * Traffic in the slot that begins at this time, as a multiple of its weekday mean:
 * a day and night curve, quieter weekends, and a few per cent of noise.
 */
export function trafficLevel(seed: string, unixSeconds: number): number {
  const day = 1 + DAY_SWING * (2 * busyness(unixSeconds) - 1);
  const week = isWeekend(unixSeconds) ? WEEKEND_LEVEL : 1;
  const slot = Math.floor(unixSeconds / SLOT_SECONDS);
  return day * week * (1 + NOISE * (2 * hash01(seed, slot) - 1));
}
