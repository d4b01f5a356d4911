/**
 * Series that rules have recorded, read as Prometheus reads its storage.
 *
 * - An instant selector sees the last sample, for as long as the look-back
 *   allows, unless a staleness marker came after it: a rule whose result no
 *   longer has a series marks that series stale at once.
 * - An evaluation that failed writes neither samples nor markers.
 * - A range sees samples only.
 * - A rule sees what stands before it in its group at its own tick; of all other
 *   rules it sees the tick before.
 */
import { labelKey } from '../../prometheus';
import type { EvaluationRules, Sources } from './evaluate';
import { allHold } from './labelTests';
import type { PlanNode } from './planNode';
import type { HeldTicks } from './SlidingColumns';
import type { TickFailures } from './TickFailures';
import {
  emptySeries,
  EvaluationError,
  type Grid,
  lastTick,
  type Series,
  stepsBetween,
  tickAt,
  type Vector,
} from './vector';
import { newestWritten, slideVector, spansOf } from './windows';

type InstantNode = Extract<PlanNode, { op: 'recorded' }>;
type RangeNode = Extract<PlanNode, { op: 'samples' }>;

/** Less than the millisecond that Prometheus counts in. */
const TINY = 1e-4;

/** What an instant selector sees at each tick. */
export function readInstants(
  { series: { rules, tests }, offset }: InstantNode,
  grid: Grid,
  evaluation: EvaluationRules,
  sources: Sources,
): Vector {
  const parts = rules.map(({ rule, delay }) => {
    const held = sources.recorded(
      rule,
      grid.start - offset - evaluation.lookback,
      lastTick(grid) - offset,
    );
    const newest = newestTicks(held, grid, { offset, delay }, evaluation);
    return held.vector
      .filter(({ labels }) => allHold(tests, labels))
      .map(series => pick(series, newest, grid));
  });
  return union(parts);
}

/** For each tick the index of the evaluation that decides what is seen, -1 for none. */
function newestTicks(
  { grid: held, failed }: HeldTicks,
  grid: Grid,
  { offset, delay }: { offset: number; delay?: number },
  { lookback, leftOpen }: EvaluationRules,
): Int32Array {
  const newest = new Int32Array(grid.count);
  for (let i = 0; i < grid.count; i++) {
    const tick = tickAt(grid, i);
    const at = stepsBetween(held.start, tick - offset, held.step);
    let index = Math.min(
      Math.floor(at),
      newestWritten(held, tick, delay),
      held.count - 1,
    );
    while (index >= 0 && failed?.[index] === 1) index--;
    const age = (at - index) * held.step;
    const seen = leftOpen ? age < lookback - TINY : age <= lookback + TINY;
    newest[i] = index >= 0 && seen ? index : -1;
  }
  return newest;
}

function pick(series: Series, newest: Int32Array, grid: Grid): Series {
  const first = newest[0];
  const unbroken =
    first >= 0 && newest.every((index, i) => index === first + i);
  if (unbroken) {
    const end = first + grid.count;
    return {
      labels: series.labels,
      values: series.values.subarray(first, end),
      present: series.present.subarray(first, end),
    };
  }
  const picked = emptySeries(series.labels, grid);
  for (let i = 0; i < grid.count; i++) {
    const index = newest[i];
    if (index < 0 || series.present[index] === 0) continue;
    picked.present[i] = 1;
    picked.values[i] = series.values[index];
  }
  return picked;
}

/** What several rules have recorded under one name. */
function union(parts: Vector[]): Vector {
  if (parts.length === 1) return parts[0];
  const keys = new Set<string>();
  const all = parts.flat();
  for (const { labels } of all) {
    const key = labelKey(labels);
    if (keys.has(key)) {
      throw new EvaluationError(
        `Two rules record the same series ${key}, which the dry run cannot tell apart`,
      );
    }
    keys.add(key);
  }
  return all;
}

/** What a function over a range gives at each tick. */
export function readRanges(
  { series: { rules, tests }, length, offset, fn, parameter }: RangeNode,
  grid: Grid,
  { leftOpen }: EvaluationRules,
  sources: Sources,
  failures: TickFailures,
): Vector {
  const how = { fn, parameter, weight: 1 };
  const parts = rules.map(({ rule, delay }) => {
    const held = sources.recorded(
      rule,
      grid.start - offset - length,
      lastTick(grid) - offset,
    );
    const spans = spansOf(held.grid, grid, { length, offset, leftOpen, delay });
    const matching = held.vector.filter(s => allHold(tests, s.labels));
    return slideVector(matching, spans, grid, how, failures);
  });
  return union(parts);
}
