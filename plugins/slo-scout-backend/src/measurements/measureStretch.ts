import type { PrometheusClient } from '../prometheus';
import { cellsOf } from './cellsOf';
import { CELL_SECONDS, type MeasuredCell } from './measurement';
import type { MeasurementPlan, QueryPair } from './measurementPlan';

/** Of one SLO; more is no grouping that somebody has budgets for. */
const MOST_PARTS = 200;

/** An SLO that falls into more parts than are measured. */
export class TooManyParts extends Error {}

interface Stretch {
  /** Unix seconds on the grid of cells. */
  from: number;
  to: number;
  signal: AbortSignal;
}

/**
 * The cells of a stretch of time: from recorded series where there are some, and
 * from the SLO's own expressions for the ticks that nothing was recorded for.
 * Rejects with `PrometheusError` or `TooManyParts`.
 */
export async function measureStretch(
  client: PrometheusClient,
  plan: MeasurementPlan,
  stretch: Stretch & { recorded: boolean },
): Promise<MeasuredCell[]> {
  const recorded =
    stretch.recorded && plan.recorded
      ? await ask(client, plan, plan.recorded, stretch)
      : [];
  const have = new Set(recorded.map(({ at }) => at));
  const missing = cellsBetween(stretch).filter(at => !have.has(at));
  if (missing.length === 0) return recorded;
  const direct = await ask(client, plan, plan.direct, {
    ...stretch,
    from: missing[0],
    to: missing[missing.length - 1] + CELL_SECONDS,
  });
  return [...recorded, ...direct.filter(({ at }) => !have.has(at))];
}

async function ask(
  client: PrometheusClient,
  plan: MeasurementPlan,
  queries: QueryPair,
  { from, to, signal }: Stretch,
): Promise<MeasuredCell[]> {
  const range = {
    start: from + CELL_SECONDS,
    end: to,
    step: CELL_SECONDS,
    signal,
  };
  const [bad, total] = await Promise.all([
    client.queryRange(queries.bad, range),
    client.queryRange(queries.total, range),
  ]);
  if (total.length > MOST_PARTS) {
    throw new TooManyParts(
      `it has ${total.length} parts, and at most ${MOST_PARTS} are measured. Group its queries by fewer labels.`,
    );
  }
  return cellsOf({ bad, total }, plan);
}

function cellsBetween({ from, to }: Stretch): number[] {
  const count = Math.round((to - from) / CELL_SECONDS);
  return Array.from({ length: count }, (_, i) => from + i * CELL_SECONDS);
}
