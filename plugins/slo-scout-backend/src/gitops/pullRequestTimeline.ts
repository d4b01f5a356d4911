import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';

const DAY_MS = 24 * 60 * 60_000;
const MAX_BARS = 31;
const HEIGHTS = '▁▂▃▄▅▆▇█';
const NONE = '·';

/** Days of the examined range, some in one bar where there are many. */
export interface Timeline {
  /** Midnight, UTC, Unix milliseconds. */
  from: number;
  bars: number;
  daysPerBar: number;
}

/** Undefined where the range is not told. */
export function timelineOf(results: DryRunResult[]): Timeline | undefined {
  const ends = results.flatMap(({ start, end }) =>
    start && end ? [Date.parse(start), Date.parse(end)] : [],
  );
  if (ends.length === 0 || ends.some(Number.isNaN)) return undefined;
  const from = Math.floor(Math.min(...ends) / DAY_MS) * DAY_MS;
  const days = Math.floor((Math.max(...ends) - from) / DAY_MS) + 1;
  const daysPerBar = Math.ceil(days / MAX_BARS);
  return { from, daysPerBar, bars: Math.ceil(days / daysPerBar) };
}

/** How to read the bars. */
export function timelineLegend({ from, bars, daysPerBar }: Timeline): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const last = from + (bars * daysPerBar - 1) * DAY_MS;
  const each = daysPerBar === 1 ? 'a day' : `${daysPerBar} days`;
  return `Each bar is ${each}, from ${day(from)} to ${day(
    last,
  )} (UTC); its height is the share of it in which the alert fired.`;
}

/** One character a bar: a dot where nothing fired, otherwise higher the longer. */
export function timelineBars(
  { from, bars, daysPerBar }: Timeline,
  firings: Array<{ start: string; end: string }>,
): string {
  const width = daysPerBar * DAY_MS;
  const fired = new Array<number>(bars).fill(0);
  const seen = new Array<boolean>(bars).fill(false);
  for (const firing of firings) {
    const [start, end] = [Date.parse(firing.start), Date.parse(firing.end)];
    const first = Math.floor((start - from) / width);
    const last = Math.floor((end - from) / width);
    for (let n = Math.max(0, first); n <= last && n < bars; n += 1) {
      const left = Math.max(start, from + n * width);
      fired[n] += Math.min(end, from + (n + 1) * width) - left;
      seen[n] = true;
    }
  }
  return fired
    .map((ms, n) => {
      if (!seen[n]) return NONE;
      const height = Math.min(1, ms / width) * (HEIGHTS.length - 1);
      return HEIGHTS[Math.ceil(height)];
    })
    .join('');
}
