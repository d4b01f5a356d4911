import { labelKey } from '../../prometheus';
import type { TickFailures } from './TickFailures';
import {
  type Grid,
  gridBetween,
  type Labels,
  stepsBetween,
  tickAt,
  type Vector,
} from './vector';

interface Column {
  labels: Labels;
  values: Float64Array;
  present: Uint8Array;
  /** Counted from the stream's first tick: where its last sample stands. */
  lastSample: number;
}

/** A stretch of ticks that is held. The arrays are views: they change with the next append. */
export interface HeldTicks {
  grid: Grid;
  vector: Vector;
  /** Ticks whose evaluation failed, where there are any. */
  failed: Uint8Array | undefined;
}

/**
 * Series over the last ticks of a grid that is walked once from its beginning to
 * its end. What is older than anyone still looks back to is forgotten, and so is
 * a series that has no sample left: memory does not grow with the range.
 */
export class SlidingColumns {
  readonly #step: number;
  readonly #origin: number;
  /** Ticks that readers look back at most. */
  #behind: number;
  #columns = new Map<string, Column>();
  #failed = new Uint8Array(0);
  #anyFailed = false;
  #capacity = 0;
  /** Ticks since the origin: held are first..next-1. */
  #first = 0;
  #next = 0;

  /** @param origin - first tick, unix seconds */
  constructor(origin: number, step: number, behindSeconds: number) {
    this.#origin = origin;
    this.#step = step;
    this.#behind = ticksOf(behindSeconds, step);
  }

  /** Samples that memory is reserved for. */
  get cells(): number {
    return this.#columns.size * this.#capacity;
  }

  get seriesCount(): number {
    return this.#columns.size;
  }

  /** First tick that is not there yet, unix seconds. */
  get nextTick(): number {
    return this.#timeOf(this.#next);
  }

  /** Samples that will be reserved once the readers' look-back is full. */
  cellsOnceFull(ticksAtOnce: number): number {
    return this.#columns.size * (this.#behind + ticksAtOnce);
  }

  set behindSeconds(seconds: number) {
    this.#behind = ticksOf(seconds, this.#step);
  }

  /** Adds the ticks that follow. */
  append(grid: Grid, vector: Vector, failures?: TickFailures): void {
    if (grid.count === 0) return;
    this.#makeRoom(grid.count);
    const at = this.#next - this.#first;
    for (const { labels, values, present } of vector) {
      const lastSample = present.lastIndexOf(1);
      if (lastSample < 0) continue;
      const column = this.#columnOf(labels);
      column.values.set(values, at);
      column.present.set(present, at);
      column.lastSample = this.#next + lastSample;
    }
    if (failures?.mask) {
      this.#failed.set(failures.mask, at);
      this.#anyFailed = true;
    }
    this.#next += grid.count;
  }

  /** The ticks of a grid with the same step. */
  at(grid: Grid): Vector {
    const from = this.#indexOf(grid.start);
    return this.#slice(from, from + grid.count);
  }

  failedAt(grid: Grid): Uint8Array | undefined {
    if (!this.#anyFailed) return undefined;
    const from = this.#indexOf(grid.start) - this.#first;
    return this.#failed.subarray(from, from + grid.count);
  }

  /** What is held between two instants, both included. */
  between(from: number, to: number): HeldTicks {
    const phase = this.#origin;
    const wanted = gridBetween(from, to, this.#step, phase);
    const first = Math.max(0, this.#indexOf(wanted.start));
    const end = Math.min(
      this.#next,
      this.#indexOf(tickAt(wanted, wanted.count)),
    );
    const count = Math.max(0, end - first);
    if (count === 0) return this.#nothing(wanted.start);
    const grid = { start: this.#timeOf(first), step: this.#step, count };
    return {
      grid,
      vector: this.#slice(first, first + count),
      failed: this.#anyFailed
        ? this.#failed.subarray(
            first - this.#first,
            first - this.#first + count,
          )
        : undefined,
    };
  }

  #nothing(start: number): HeldTicks {
    const grid = { start, step: this.#step, count: 0 };
    return { grid, vector: [], failed: undefined };
  }

  #slice(from: number, to: number): Vector {
    if (from < this.#first || to > this.#next) {
      throw new RangeError(
        `Ticks ${from} to ${to} are not held, but ${this.#first} to ${
          this.#next
        }`,
      );
    }
    const start = from - this.#first;
    const end = to - this.#first;
    return [...this.#columns.values()].map(({ labels, values, present }) => ({
      labels,
      values: values.subarray(start, end),
      present: present.subarray(start, end),
    }));
  }

  #columnOf(labels: Labels): Column {
    const key = labelKey(labels);
    const known = this.#columns.get(key);
    if (known) return known;
    const column = {
      labels,
      values: new Float64Array(this.#capacity),
      present: new Uint8Array(this.#capacity),
      lastSample: -1,
    };
    this.#columns.set(key, column);
    return column;
  }

  #makeRoom(ticks: number): void {
    const held = this.#next - this.#first;
    if (held + ticks <= this.#capacity) return;
    const kept = Math.min(held, this.#behind);
    const from = held - kept;
    const capacity = Math.max(this.#capacity, kept + ticks);
    const first = this.#first + from;
    for (const [key, column] of this.#columns) {
      if (column.lastSample < first) {
        this.#columns.delete(key);
        continue;
      }
      column.values = moved(column.values, from, held, capacity);
      column.present = moved(column.present, from, held, capacity);
    }
    this.#failed = moved(this.#failed, from, held, capacity);
    this.#anyFailed = this.#failed.includes(1);
    this.#first = first;
    this.#capacity = capacity;
  }

  #indexOf(time: number): number {
    return Math.round(stepsBetween(this.#origin, time, this.#step));
  }

  #timeOf(index: number): number {
    return tickAt({ start: this.#origin, step: this.#step, count: 0 }, index);
  }
}

function ticksOf(seconds: number, step: number): number {
  return Math.ceil(seconds / step) + 1;
}

/** The part from..to at the beginning, and zeros behind it. */
function moved<T extends Float64Array | Uint8Array>(
  array: T,
  from: number,
  to: number,
  capacity: number,
): T {
  if (array.length === capacity) {
    array.copyWithin(0, from, to);
    array.fill(0, to - from);
    return array;
  }
  const grown = new (array.constructor as new (length: number) => T)(capacity);
  grown.set(array.subarray(from, to));
  return grown;
}
