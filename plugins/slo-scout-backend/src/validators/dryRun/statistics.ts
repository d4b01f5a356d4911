/** What firings come to. Pure; times are unix seconds. */
import type { AlertOverlap } from '@slo-scout/backstage-plugin-slo-scout-common';

export interface Interval {
  start: number;
  end: number;
}

/** Shorter ones, and ones that follow so closely, are a nuisance rather than news. */
const SHORT = 5 * 60;
const CLOSE = 15 * 60;

/** Firings that flap: too short, or fired again right after the one before. */
export function flapsIn(firings: Interval[]): number {
  const ordered = [...firings].sort((a, b) => a.start - b.start);
  return ordered.filter(({ start, end }, i) => {
    const before = ordered[i - 1];
    const again = before !== undefined && start - before.end <= CLOSE;
    return end - start < SHORT || again;
  }).length;
}

/** Intervals in order, those that touch joined. */
export function joined(intervals: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { start, end } of [...intervals].sort(
    (a, b) => a.start - b.start,
  )) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

export function secondsOf(intervals: Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Seconds that both have. */
export function sharedSeconds(a: Interval[], b: Interval[]): number {
  const [one, other] = [joined(a), joined(b)];
  let seconds = 0;
  for (const left of one) {
    for (const right of other) {
      const start = Math.max(left.start, right.start);
      const end = Math.min(left.end, right.end);
      if (end > start) seconds += end - start;
    }
  }
  return seconds;
}

/** How much of an alert's firing others fired too, the most first. */
export function overlapsOf(
  firings: Interval[],
  others: Map<string, Interval[]>,
): AlertOverlap[] {
  const total = secondsOf(joined(firings));
  return [...others]
    .map(([alert, theirs]) => ({
      alert,
      seconds: sharedSeconds(firings, theirs),
    }))
    .filter(({ seconds }) => seconds > 0)
    .map(overlap => ({ ...overlap, share: overlap.seconds / total }))
    .sort((a, b) => b.seconds - a.seconds || (a.alert < b.alert ? -1 : 1));
}

/** Nights and weekends where people live. */
export class Clock {
  readonly #format: Intl.DateTimeFormat;

  /** Throws `RangeError` for a time zone that nobody knows. */
  constructor(readonly timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: 'numeric',
      hourCycle: 'h23',
    });
  }

  /** From 22:00 to 06:00. */
  isNight(seconds: number): boolean {
    const hour = Number(this.#part(seconds, 'hour'));
    return hour >= 22 || hour < 6;
  }

  isWeekend(seconds: number): boolean {
    return ['Sat', 'Sun'].includes(this.#part(seconds, 'weekday'));
  }

  #part(seconds: number, type: 'hour' | 'weekday'): string {
    const parts = this.#format.formatToParts(seconds * 1000);
    return parts.find(part => part.type === type)?.value ?? '';
  }
}

/** Share of items that are so; 0 where there are none. */
export function shareOf<T>(items: T[], isSo: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isSo).length / items.length;
}
