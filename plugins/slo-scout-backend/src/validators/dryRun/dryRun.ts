/**
 * dry_run: would the alerts have fired over the last days, when, and for how long?
 *
 * Inconclusive means that history could not tell. docs/validators/dry_run.md
 */
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PrometheusClient } from '../../prometheus';
import type { EvaluationRules } from './evaluate';
import { LATE, ReplayRun } from './ReplayRun';
import { type ExaminedRange, notExamined, summarise } from './report';
import {
  type AlertRule,
  DEFAULT_INTERVAL_SECONDS,
  type RecordingRule,
} from './ruleFile';

/** @internal */
export interface DryRunOptions {
  rangeSeconds: number;
  stepSeconds: number;
  deadlineMs: number;
}

export interface DryRunRequest extends DryRunOptions {
  /** By the path of their file. */
  alerts: Map<string, AlertRule[]>;
  /** Rules whose series may not exist yet. */
  recordings: RecordingRule[];
  client: PrometheusClient | undefined;
  /** Unix seconds. */
  now: number;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number, alert: string) => void;
}

/**
 * A window of the fast mode is computed from at least this many samples. More of
 * them would ask Prometheus for short windows ten times as often as for the rest.
 */
const FAST_WINDOW_SAMPLES = 3;

/** Replays the alerts of each file. Rejects only when the caller gives up. */
export async function dryRun(
  request: DryRunRequest,
): Promise<Map<string, DryRunResult>> {
  const range = rangeOf(request);
  const { client, alerts, signal } = request;
  if (!client) {
    return mapValues(alerts, rules =>
      notExamined(
        'No Prometheus is configured for this environment (sloScout.prometheus), so nothing could be replayed',
        range,
        rules,
      ),
    );
  }
  const deadline = AbortSignal.timeout(request.deadlineMs);
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const rules = await readRules(client, stop);
  const run = new ReplayRun({
    client,
    range,
    rules,
    recordings: request.recordings,
    signal: stop,
    onProgress: request.onProgress,
  });
  const outcomes = await run.replayAll([...alerts.values()].flat());
  signal?.throwIfAborted();

  return mapValues(alerts, fileRules => {
    const own = fileRules.map(rule => outcomes.get(rule)!);
    const late = own.filter(o => !o.ok && o.reason === LATE).length;
    const overall =
      late > 0
        ? `The dry run stopped after ${
            request.deadlineMs / 1000
          } s (sloScout.dryRun.deadline): ${own.length - late} of ${
            own.length
          } alerts were replayed`
        : undefined;
    return summarise(own, range, overall);
  });
}

function rangeOf(request: DryRunRequest): ExaminedRange {
  const { stepSeconds: step, now, rangeSeconds, client } = request;
  const end = Math.floor(now / step) * step;
  const start = Math.ceil((end - rangeSeconds) / step) * step;
  return { start, end, step, ...(client && { instance: client.name }) };
}

async function readRules(
  client: PrometheusClient,
  signal: AbortSignal,
): Promise<EvaluationRules> {
  // Whoever does not say its version will say more when it is queried.
  const version = await client.version(signal).catch(() => '2');
  return {
    defaultResolution: DEFAULT_INTERVAL_SECONDS,
    minWindowSamples: FAST_WINDOW_SAMPLES,
    leftOpen: /^v?[3-9]\./.test(version),
  };
}

function mapValues<T, R>(
  map: Map<string, T>,
  change: (value: T) => R,
): Map<string, R> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
