import type { SliEvents } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { HistoryClient } from '../../prometheus';
import { MOST_CELLS, type Part, partsOf } from './curves';
import { type DryRunOptions, replayOptions } from './dryRun';
import { Replay } from './Replay';
import type { RecordingRule } from './ruleFile';
import type { BudgetSource } from './SliTrack';
import { rfc3339 } from './time';

export interface SliHistoryRequest
  extends Pick<DryRunOptions, 'rangeSeconds' | 'stepSeconds' | 'deadlineMs'> {
  /** Rules whose series may not exist yet. */
  recordings: RecordingRule[];
  /** Its `slo`s are told apart by their names. */
  budgets: BudgetSource[];
  client: HistoryClient;
  /** Unix seconds. */
  now: number;
  signal?: AbortSignal;
}

/** Digits of a count of events: more than anybody can see in a curve. */
const DIGITS = 6;

/**
 * Good and bad events of SLOs over recent history, as their recording rules would
 * have counted them every `stepSeconds`. It knows no objective, so that one can be
 * tried out on it without asking again. Rejects where history cannot be read.
 */
export async function sliHistory(
  request: SliHistoryRequest,
): Promise<SliEvents[]> {
  const { client, now, rangeSeconds, stepSeconds: step } = request;
  const deadline = AbortSignal.timeout(request.deadlineMs);
  const signal = request.signal
    ? AbortSignal.any([request.signal, deadline])
    : deadline;
  const end = Math.floor(now / step) * step;
  const period = Math.floor(rangeSeconds / step) * step;
  const start = end - period;
  const facts = await client.facts(signal);
  const replay = new Replay(
    replayOptions(
      { ...request, mode: 'fast', alerts: new Map() },
      client,
      facts,
      // The range is the one period that ends now.
      { range: { start: end, end } },
      signal,
    ),
  );
  request.budgets.forEach(b => replay.follow({ ...b, periodSeconds: period }));
  await replay.run();
  return request.budgets.flatMap(({ slo }) => {
    const error = replay.budgetError(slo);
    if (error) throw error;
    const track = replay.budgets.get(slo);
    return track
      ? partsOf(track, end).map(part => eventsOf(part, { start, end, step }))
      : [];
  });
}

function eventsOf(
  { track, labels, budget }: Part,
  range: { start: number; end: number; step: number },
): SliEvents {
  const { start, end, step } = range;
  const ticks = (end - start) / step;
  const cell = step * Math.max(1, Math.ceil(ticks / MOST_CELLS));
  const cells = Array.from(
    { length: Math.ceil((end - start) / cell) },
    (_, i) =>
      budget.eventsBetween(
        start + i * cell,
        Math.min(end, start + (i + 1) * cell),
      ),
  );
  return {
    slo: track.source.slo,
    labels,
    start: rfc3339(start),
    step_seconds: cell,
    bad: cells.map(({ bad }) => rounded(bad)),
    total: cells.map(({ total }) => rounded(total)),
  };
}

function rounded(count: number): number {
  return Number(count.toPrecision(DIGITS));
}
