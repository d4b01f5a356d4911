import { formatYears } from './number';

const UNITS: Array<[label: string, seconds: number]> = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

export const YEAR_SECONDS = 365.25 * 86_400;
const MOST_YEARS = 10;

/** Nothing here is promised, kept or examined for longer: beyond it, days mislead. */
export const LONGEST_SECONDS = MOST_YEARS * YEAR_SECONDS;

/**
 * A length of time in at most two units, largest first: `12 min 30 s`, `2 d 4 h`.
 * Rounded to the smaller unit shown, so that it never reads `1 h 60 min`. A dash,
 * as for any figure that is not known, for what is no length: below 0, not finite.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds > LONGEST_SECONDS) return `> ${formatYears(MOST_YEARS)}`;
  if (seconds > 0 && seconds < 1) return '< 1 s';
  const whole = Math.round(seconds);
  if (whole === 0) return '0 s';
  const largest = UNITS.findIndex(([, size]) => whole >= size);
  const smaller = UNITS[largest + 1]?.[1] ?? 1;
  let rest = Math.round(whole / smaller) * smaller;
  // Rounding may have filled the next larger unit (59 min 60 s).
  const first = UNITS.findIndex(([, size]) => rest >= size);
  return UNITS.slice(first, first + 2)
    .map(([label, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count > 0 ? `${count} ${label}` : '';
    })
    .filter(part => part !== '')
    .join(' ');
}

const PROMETHEUS_UNITS: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};

/** Seconds of a Prometheus duration such as `30d`; undefined where it is none. */
export function prometheusSeconds(duration: string): number | undefined {
  const parts = [...duration.matchAll(/(\d+)([smhdw])/g)];
  if (parts.length === 0 || parts.map(p => p[0]).join('') !== duration) {
    return undefined;
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * PROMETHEUS_UNITS[unit],
    0,
  );
}

/** A Prometheus duration for people: `30d` is `30 d`. */
export function formatWindow(duration: string): string {
  const seconds = prometheusSeconds(duration);
  return seconds === undefined ? duration : formatDuration(seconds);
}
