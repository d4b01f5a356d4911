/**
 * Instant vectors over many ticks at once: the shape in which range queries come
 * back and in which expressions are evaluated here.
 */
import { labelKey } from '../../prometheus';
import type { RangeSeries } from '../../prometheus';
import type { TickFailures } from './TickFailures';

export type Labels = Record<string, string>;

/**
 * Evaluation ticks `start + i * step`. Unix seconds, to the millisecond, as
 * Prometheus has them.
 */
export interface Grid {
  start: number;
  step: number;
  count: number;
}

/** One series over a grid. A tick without sample is not the same as a sample NaN. */
export interface Series {
  labels: Labels;
  values: Float64Array;
  present: Uint8Array;
}

/** Series with different labels at every tick. */
export type Vector = Series[];

/** Steps from `from` to `to`, as a fraction; exact where both are whole milliseconds. */
export function stepsBetween(from: number, to: number, step: number): number {
  return Math.round((to - from) * 1000) / Math.round(step * 1000);
}

/**
 * The ticks between two instants.
 *
 * @param phase - the ticks are `phase` seconds after multiples of the step
 */
export function gridBetween(
  from: number,
  to: number,
  step: number,
  phase = 0,
): Grid {
  const first = Math.ceil(stepsBetween(phase, from, step));
  const last = Math.floor(stepsBetween(phase, to, step));
  return {
    start: toMillisecond(phase + first * step),
    step,
    count: Math.max(0, last - first + 1),
  };
}

export function tickAt(grid: Grid, index: number): number {
  return toMillisecond(grid.start + index * grid.step);
}

export function lastTick(grid: Grid): number {
  return tickAt(grid, grid.count - 1);
}

function toMillisecond(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

export function emptySeries(labels: Labels, grid: Grid): Series {
  return {
    labels,
    values: new Float64Array(grid.count),
    present: new Uint8Array(grid.count),
  };
}

/** Puts the answer of a range query on a grid; samples outside it are left out. */
export function toVector(answer: RangeSeries[], grid: Grid): Vector {
  return answer.map(({ metric, times, values }) => {
    const series = emptySeries(metric, grid);
    for (let i = 0; i < times.length; i++) {
      const index = Math.round((times[i] - grid.start) / grid.step);
      if (index >= 0 && index < grid.count) {
        series.values[index] = values[i];
        series.present[index] = 1;
      }
    }
    return series;
  });
}

/** What Prometheus refuses too, in its words. */
export class EvaluationError extends Error {}

/**
 * Joins series that have equal labels after an operation changed them. Where two
 * of them have a sample at one tick, the evaluation of that tick fails.
 */
export function joinEqual(
  vector: Vector,
  failures: TickFailures,
  words = 'vector cannot contain metrics with the same labelset',
): Vector {
  const joined = new Map<string, Series>();
  for (const series of vector) {
    const key = labelKey(series.labels);
    const known = joined.get(key);
    joined.set(
      key,
      known ? merge(known, series, failures, `${words}: ${key}`) : series,
    );
  }
  return joined.size === vector.length ? vector : [...joined.values()];
}

function merge(
  a: Series,
  b: Series,
  failures: TickFailures,
  words: string,
): Series {
  const values = a.values.slice();
  const present = a.present.slice();
  for (let i = 0; i < present.length; i++) {
    if (b.present[i] === 0) continue;
    if (present[i] === 1) failures.add(i, words);
    values[i] = b.values[i];
    present[i] = 1;
  }
  return { labels: a.labels, values, present };
}

export function withoutName(labels: Labels): Labels {
  if (labels.__name__ === undefined) {
    return labels;
  }
  const { __name__: _, ...rest } = labels;
  return rest;
}

/** Whether any series has a sample, for each tick. */
export function anyPresent(vector: Vector, grid: Grid): Uint8Array {
  const any = new Uint8Array(grid.count);
  for (const { present } of vector) {
    for (let i = 0; i < any.length; i++) {
      if (present[i] === 1) any[i] = 1;
    }
  }
  return any;
}
