import type { PrometheusClient } from '../../prometheus';
import {
  EvaluationError,
  type Grid,
  gridBetween,
  lastTick,
  sliceVector,
  toVector,
  type Vector,
} from './vector';

interface Leaf {
  query: string;
  /** Covers every demand. */
  grid: Grid;
  answer?: Promise<Vector>;
  /** There once `answer` has resolved. */
  vector?: Vector;
}

/** Ten years at the step of the fast mode, or one at 30 s: nobody means more. */
const MAX_TICKS = 1_100_000;

/**
 * What is asked of Prometheus, each query once for each step however many alerts
 * need it. All demands come before the first load, so that a load covers them.
 */
export class LeafStore {
  readonly #client: PrometheusClient;
  readonly #leaves = new Map<string, Leaf>();

  constructor(client: PrometheusClient) {
    this.#client = client;
  }

  demand(query: string, grid: Grid): void {
    if (grid.count > MAX_TICKS) {
      throw new EvaluationError(
        `A window needs ${grid.count} samples; the dry run reads ${MAX_TICKS} at most`,
      );
    }
    const key = keyOf(query, grid);
    const known = this.#leaves.get(key);
    this.#leaves.set(key, {
      query,
      grid: known ? union(known.grid, grid) : grid,
    });
  }

  /** Fetches a leaf unless that has begun. Rejects with `PrometheusError`. */
  async load(query: string, grid: Grid, signal: AbortSignal): Promise<void> {
    const leaf = this.#find(query, grid);
    leaf.answer ??= this.#fetch(leaf, signal);
    await leaf.answer;
  }

  get(query: string, grid: Grid): Vector {
    const { vector, grid: whole } = this.#find(query, grid);
    if (!vector) {
      throw new Error(`The leaf ${query} has not been loaded`);
    }
    return sliceVector(vector, whole, grid);
  }

  async #fetch(leaf: Leaf, signal: AbortSignal): Promise<Vector> {
    const { query, grid } = leaf;
    const answer = await this.#client.queryRange(query, {
      start: grid.start,
      end: lastTick(grid),
      step: grid.step,
      signal,
    });
    leaf.vector = toVector(answer, grid);
    return leaf.vector;
  }

  #find(query: string, grid: Grid): Leaf {
    const leaf = this.#leaves.get(keyOf(query, grid));
    if (!leaf) {
      throw new Error(`The leaf ${query} has not been demanded`);
    }
    return leaf;
  }
}

function keyOf(query: string, grid: Grid): string {
  return `${grid.step} ${query}`;
}

function union(a: Grid, b: Grid): Grid {
  return gridBetween(
    Math.min(a.start, b.start),
    Math.max(lastTick(a), lastTick(b)),
    a.step,
  );
}
