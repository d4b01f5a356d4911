import type { Grid, Series } from './vector';
import { emptySeries } from './vector';

/** The `…_over_time` functions that are computed here. */
export const WINDOW_FUNCTIONS = [
  'sum_over_time',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'count_over_time',
  'present_over_time',
] as const;

export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

/** A range of time that ends at each tick (before it by the offset). Seconds. */
export interface TimeWindow {
  length: number;
  offset: number;
  /** Prometheus 3 leaves out a sample exactly at the window's beginning. */
  leftOpen: boolean;
}

/** Which samples of the inner grid stand in each window: indexes from..to, both included. */
interface Spans {
  from: Int32Array;
  to: Int32Array;
}

function spansOf(inner: Grid, outer: Grid, window: TimeWindow): Spans {
  const from = new Int32Array(outer.count);
  const to = new Int32Array(outer.count);
  for (let i = 0; i < outer.count; i++) {
    const end = outer.start + i * outer.step - window.offset - inner.start;
    const first = (end - window.length) / inner.step;
    const opened = window.leftOpen ? Math.floor(first) + 1 : Math.ceil(first);
    from[i] = clamp(opened, 0, inner.count);
    to[i] = clamp(Math.floor(end / inner.step), -1, inner.count - 1);
  }
  return { from, to };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/**
 * Slides a window over a series of the inner grid and gives its value at the
 * ticks of the outer one. `weight` is the number of samples that each stands for.
 */
export function slide(
  series: Series,
  inner: Grid,
  outer: Grid,
  window: TimeWindow,
  fn: WindowFunction,
  weight: number,
): Series {
  const spans = spansOf(inner, outer, window);
  const counts = countsBefore(series.present);
  const result = emptySeries(series.labels, outer);
  const fold = foldOf(fn);
  const folded = fold ? foldWindows(series, spans, fold) : undefined;
  for (let i = 0; i < outer.count; i++) {
    const count = Math.max(0, counts[spans.to[i] + 1] - counts[spans.from[i]]);
    if (count === 0) continue;
    result.present[i] = 1;
    if (folded === undefined) {
      result.values[i] = fn === 'count_over_time' ? count * weight : 1;
    } else if (fn === 'sum_over_time') {
      result.values[i] = folded[i] * weight;
    } else {
      result.values[i] = fn === 'avg_over_time' ? folded[i] / count : folded[i];
    }
  }
  return result;
}

/** counts[i]: samples before index i. */
function countsBefore(present: Uint8Array): Int32Array {
  const counts = new Int32Array(present.length + 1);
  for (let i = 0; i < present.length; i++) {
    counts[i + 1] = counts[i] + present[i];
  }
  return counts;
}

/** How the values of a window become one; associative, `start` is neutral. */
interface Fold {
  start: number;
  /** Earlier value first. */
  combine(a: number, b: number): number;
}

function foldOf(fn: WindowFunction): Fold | undefined {
  switch (fn) {
    case 'sum_over_time':
    case 'avg_over_time':
      return { start: 0, combine: (a, b) => a + b };
    // A NaN loses against every number, as in Prometheus.
    case 'max_over_time':
      return {
        start: NaN,
        combine: (a, b) => (b > a || Number.isNaN(a) ? b : a),
      };
    case 'min_over_time':
      return {
        start: NaN,
        combine: (a, b) => (b < a || Number.isNaN(a) ? b : a),
      };
    default:
      return undefined;
  }
}

/**
 * Folds every window in amortised constant time a tick: what leaves on the left
 * is read from folds made from the right (`suffix`), what comes on the right is
 * added up. Nothing is ever subtracted, so sums of zeros stay exactly zero.
 */
function foldWindows(series: Series, spans: Spans, fold: Fold): Float64Array {
  const { values, present } = series;
  const { start, combine } = fold;
  const folded = new Float64Array(spans.from.length);
  const suffix = new Float64Array(values.length + 1);
  let border = 0;
  let right = start;
  let next = 0;
  for (let i = 0; i < folded.length; i++) {
    const from = spans.from[i];
    const to = spans.to[i];
    for (next = Math.max(next, from); next <= to; next++) {
      if (present[next] === 1) right = combine(right, values[next]);
    }
    if (from >= border) {
      suffix[next] = start;
      for (let k = next - 1; k >= from; k--) {
        suffix[k] =
          present[k] === 1 ? combine(values[k], suffix[k + 1]) : suffix[k + 1];
      }
      border = next;
      right = start;
    }
    folded[i] = from < border ? combine(suffix[from], right) : right;
  }
  return folded;
}
