import type { TickFailures } from './TickFailures';
import {
  emptySeries,
  type Grid,
  joinEqual,
  type Series,
  stepsBetween,
  tickAt,
  type Vector,
  withoutName,
} from './vector';

/** The `…_over_time` functions that are computed here. */
export const WINDOW_FUNCTIONS = [
  'sum_over_time',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'count_over_time',
  'present_over_time',
  'last_over_time',
  'stddev_over_time',
  'stdvar_over_time',
  'quantile_over_time',
] as const;

export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

/** A range of time that ends at each tick (before it by the offset). Seconds. */
export interface TimeWindow {
  length: number;
  offset: number;
  /** Prometheus 3 leaves out a sample exactly at the window's beginning. */
  leftOpen: boolean;
  /**
   * A sample is there only for ticks that come later than it by more than this.
   * Undefined: as soon as its time has come.
   */
  delay?: number;
}

/** Which samples of the inner grid stand in each window: indexes from..to, both included. */
export interface Spans {
  from: Int32Array;
  to: Int32Array;
}

export function spansOf(inner: Grid, outer: Grid, window: TimeWindow): Spans {
  const { length, offset, leftOpen } = window;
  const from = new Int32Array(outer.count);
  const to = new Int32Array(outer.count);
  for (let i = 0; i < outer.count; i++) {
    const tick = tickAt(outer, i);
    const end = stepsBetween(inner.start, tick - offset, inner.step);
    const first = stepsBetween(inner.start, tick - offset - length, inner.step);
    const opened = leftOpen ? Math.floor(first) + 1 : Math.ceil(first);
    const newest = newestWritten(inner, tick, window.delay);
    from[i] = clamp(opened, 0, inner.count);
    to[i] = clamp(Math.min(Math.floor(end), newest), -1, inner.count - 1);
  }
  return { from, to };
}

/** Index of the last sample that is there already at a tick. */
export function newestWritten(
  inner: Grid,
  tick: number,
  delay: number | undefined,
): number {
  return delay === undefined
    ? Infinity
    : Math.ceil(stepsBetween(inner.start, tick - delay, inner.step)) - 1;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** What becomes of the samples of a window. */
export interface Slide {
  fn: WindowFunction;
  /** Of `quantile_over_time`. */
  parameter?: number;
  /** Number of samples that each sample stands for. */
  weight: number;
}

/** Slides a window over a series and gives its value at the ticks of the outer grid. */
export function slide(
  series: Series,
  spans: Spans,
  outer: Grid,
  how: Slide,
): Series {
  const counts = countsBefore(series.present);
  const result = emptySeries(series.labels, outer);
  const valueAt = valuesOf(series, spans, how);
  for (let i = 0; i < outer.count; i++) {
    const count = Math.max(0, counts[spans.to[i] + 1] - counts[spans.from[i]]);
    if (count === 0) continue;
    result.present[i] = 1;
    result.values[i] = valueAt(i, count);
  }
  return result;
}

/** Only `last_over_time` says something of the series itself and leaves its name. */
export function slideVector(
  vector: Vector,
  spans: Spans,
  outer: Grid,
  how: Slide,
  failures: TickFailures,
): Vector {
  const slid = vector.map(series => slide(series, spans, outer, how));
  if (how.fn === 'last_over_time') return slid;
  return joinEqual(
    slid.map(series => ({ ...series, labels: withoutName(series.labels) })),
    failures,
  );
}

/** counts[i]: samples before index i. */
function countsBefore(present: Uint8Array): Int32Array {
  const counts = new Int32Array(present.length + 1);
  for (let i = 0; i < present.length; i++) {
    counts[i + 1] = counts[i] + present[i];
  }
  return counts;
}

type ValueAt = (tick: number, count: number) => number;

function valuesOf(
  series: Series,
  spans: Spans,
  { fn, weight, parameter = NaN }: Slide,
): ValueAt {
  switch (fn) {
    case 'count_over_time':
      return (_, count) => count * weight;
    case 'present_over_time':
      return () => 1;
    case 'sum_over_time': {
      const sums = foldSums(series, spans);
      return i => sums[i] * weight;
    }
    case 'avg_over_time': {
      const sums = foldSums(series, spans);
      return (i, count) => sums[i] / count;
    }
    case 'min_over_time':
    case 'max_over_time': {
      const folded = foldExtremes(series, spans, fn === 'max_over_time');
      return i => folded[i];
    }
    default: {
      const samples = (i: number) =>
        samplesIn(series, spans.from[i], spans.to[i]);
      if (fn === 'last_over_time') return i => samples(i).at(-1)!;
      if (fn === 'quantile_over_time') {
        return i => quantile(samples(i), parameter);
      }
      const root = fn === 'stddev_over_time';
      return i =>
        root ? Math.sqrt(variance(samples(i))) : variance(samples(i));
    }
  }
}

/**
 * Sums every window in amortised constant time a tick: what leaves on the left
 * is read from sums made from the right (`suffix`), what comes on the right is
 * added up. Nothing is ever subtracted, so sums of zeros stay exactly zero, and
 * every addition carries its rounding error along, as Prometheus' own sum does
 * (`kahanSumInc`): months of additions do not drift.
 */
function foldSums({ values, present }: Series, spans: Spans): Float64Array {
  const ticks = spans.from.length;
  const folded = new Float64Array(ticks);
  const suffixSum = new Float64Array(values.length + 1);
  const suffixError = new Float64Array(values.length + 1);
  let border = 0;
  let sum = 0;
  let error = 0;
  let next = 0;
  for (let i = 0; i < ticks; i++) {
    const from = spans.from[i];
    const to = spans.to[i];
    for (next = Math.max(next, from); next <= to; next++) {
      if (present[next] === 0) continue;
      const added = sum + values[next];
      error += roundingError(sum, values[next], added);
      sum = added;
    }
    if (from >= border) {
      suffixSum[next] = 0;
      suffixError[next] = 0;
      for (let k = next - 1; k >= from; k--) {
        const value = present[k] === 1 ? values[k] : 0;
        const added = suffixSum[k + 1] + value;
        suffixError[k] =
          suffixError[k + 1] + roundingError(suffixSum[k + 1], value, added);
        suffixSum[k] = added;
      }
      border = next;
      sum = 0;
      error = 0;
    }
    const left = from < border ? suffixSum[from] : 0;
    const total = left + sum;
    const lost =
      error +
      (from < border ? suffixError[from] : 0) +
      roundingError(left, sum, total);
    // The error of an infinite sum is no number.
    folded[i] = Number.isFinite(total) ? total + lost : total;
  }
  return folded;
}

/** What `a + b` lost when it was rounded to `sum`; exact. */
function roundingError(a: number, b: number, sum: number): number {
  return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
}

/** The same for minima and maxima. A NaN loses against every number, as in Prometheus. */
function foldExtremes(
  { values, present }: Series,
  spans: Spans,
  largest: boolean,
): Float64Array {
  const beats = largest
    ? (a: number, b: number) => a > b || Number.isNaN(b)
    : (a: number, b: number) => a < b || Number.isNaN(b);
  const folded = new Float64Array(spans.from.length);
  const suffix = new Float64Array(values.length + 1);
  let border = 0;
  let right = NaN;
  let next = 0;
  for (let i = 0; i < folded.length; i++) {
    const from = spans.from[i];
    const to = spans.to[i];
    for (next = Math.max(next, from); next <= to; next++) {
      if (present[next] === 1 && beats(values[next], right)) {
        right = values[next];
      }
    }
    if (from >= border) {
      suffix[next] = NaN;
      for (let k = next - 1; k >= from; k--) {
        const better = present[k] === 1 && beats(values[k], suffix[k + 1]);
        suffix[k] = better ? values[k] : suffix[k + 1];
      }
      border = next;
      right = NaN;
    }
    const left = from < border ? suffix[from] : NaN;
    folded[i] = beats(right, left) ? right : left;
  }
  return folded;
}

function samplesIn(
  { values, present }: Series,
  from: number,
  to: number,
): number[] {
  const samples: number[] = [];
  for (let k = from; k <= to; k++) {
    if (present[k] === 1) samples.push(values[k]);
  }
  return samples;
}

/** Mean of the squared distances from the mean, sample by sample as Prometheus has it. */
function variance(samples: number[]): number {
  let [mean, meanError, squares, squaresError] = [0, 0, 0, 0];
  samples.forEach((value, i) => {
    const delta = value - (mean + meanError);
    [mean, meanError] = compensated(delta / (i + 1), mean, meanError);
    [squares, squaresError] = compensated(
      delta * (value - (mean + meanError)),
      squares,
      squaresError,
    );
  });
  return (squares + squaresError) / samples.length;
}

function compensated(added: number, sum: number, error: number) {
  const next = sum + added;
  return [next, error + roundingError(sum, added, next)];
}

/** Between the two samples next to the rank, by their distance from it. */
function quantile(samples: number[], q: number): number {
  if (Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const sorted = samples.sort(nanFirst);
  const rank = q * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return sorted[lower] * (1 - weight) + sorted[upper] * weight;
}

function nanFirst(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}
