/**
 * Instant vectors over many ticks at once: the shape in which range queries come
 * back and in which expressions are evaluated here.
 */
import { labelKey } from '../../prometheus';
import type { RangeSeries } from '../../prometheus';

export type Labels = Record<string, string>;

/** Evaluation ticks on multiples of `step`. Unix seconds. */
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

/** The ticks between two instants. */
export function gridBetween(from: number, to: number, step: number): Grid {
  const start = Math.ceil(from / step) * step;
  const last = Math.floor(to / step) * step;
  return {
    start,
    step,
    count: Math.max(0, Math.round((last - start) / step) + 1),
  };
}

export function tickAt(grid: Grid, index: number): number {
  return grid.start + index * grid.step;
}

export function lastTick(grid: Grid): number {
  return tickAt(grid, grid.count - 1);
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
  return answer.map(({ metric, values }) => {
    const series = emptySeries(metric, grid);
    for (const [time, value] of values) {
      const index = Math.round((time - grid.start) / grid.step);
      if (index >= 0 && index < grid.count) {
        series.values[index] = value;
        series.present[index] = 1;
      }
    }
    return series;
  });
}

/** A part of the ticks of a vector. */
export function sliceVector(vector: Vector, from: Grid, to: Grid): Vector {
  const first = Math.round((to.start - from.start) / from.step);
  if (first === 0 && from.count === to.count) {
    return vector;
  }
  return vector.map(({ labels, values, present }) => ({
    labels,
    values: values.subarray(first, first + to.count),
    present: present.subarray(first, first + to.count),
  }));
}

/** What Prometheus refuses too, in its words. */
export class EvaluationError extends Error {}

/**
 * Joins series that have equal labels after an operation changed them. At one
 * tick there may be only one of them.
 */
export function joinEqual(vector: Vector): Vector {
  const joined = new Map<string, Series>();
  for (const series of vector) {
    const key = labelKey(series.labels);
    const known = joined.get(key);
    joined.set(key, known ? merge(known, series) : series);
  }
  return [...joined.values()];
}

function merge(a: Series, b: Series): Series {
  const values = a.values.slice();
  const present = a.present.slice();
  for (let i = 0; i < present.length; i++) {
    if (b.present[i] === 0) continue;
    if (present[i] === 1) {
      throw new EvaluationError(
        `vector cannot contain metrics with the same labelset: ${labelKey(
          a.labels,
        )}`,
      );
    }
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
