import {
  type HistoryClient,
  joinChunks,
  PrometheusError,
  type RangeSeries,
} from '../../prometheus';
import { TickFailures } from './TickFailures';
import { type Grid, lastTick, tickAt } from './vector';

/** What Prometheus answered for the ticks of a grid, or why it did not. */
export type LeafAnswer =
  | { answer: RangeSeries[]; failures: TickFailures }
  | { error: Error };

/** Questions that may be spent on finding the ticks at which a query fails. */
const MAX_QUESTIONS = 150;

/**
 * Asks for a leaf. A query that Prometheus cannot evaluate at some ticks fails as
 * a whole; so it is asked again in halves, until what fails is single ticks: a
 * rule would fail at these and nowhere else. Rejects only when it is aborted.
 */
export async function fetchLeaf(
  client: HistoryClient,
  query: string,
  grid: Grid,
  signal: AbortSignal,
  onWarning?: (warning: string) => void,
): Promise<LeafAnswer> {
  const failures = new TickFailures(grid.count);
  let questions = 0;
  const ask = async (from: number, count: number): Promise<RangeSeries[]> => {
    const part = { ...grid, start: tickAt(grid, from), count };
    questions += 1;
    try {
      return await client.queryRange(query, {
        start: part.start,
        end: lastTick(part),
        step: grid.step,
        signal,
        onWarning,
      });
    } catch (error) {
      signal.throwIfAborted();
      const mayHalve =
        error instanceof PrometheusError &&
        error.kind === 'unprocessable' &&
        questions < MAX_QUESTIONS;
      if (!mayHalve) throw error;
      if (count === 1) {
        failures.add(from, error.message);
        return [];
      }
      const half = Math.ceil(count / 2);
      return joinChunks([
        await ask(from, half),
        await ask(from + half, count - half),
      ]);
    }
  };
  try {
    return { answer: await ask(0, grid.count), failures };
  } catch (error) {
    signal.throwIfAborted();
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
