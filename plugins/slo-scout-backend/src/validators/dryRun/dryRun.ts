/**
 * dry_run: would the alerts have fired over the last days, when, and for how long?
 *
 * Inconclusive means that history could not tell. docs/validators/dry_run.md
 */
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type HistoryClient,
  PrometheusError,
  type ServerFacts,
} from '../../prometheus';
import { type Sentence, sentence } from '../../sentences';
import type { EvaluationRules } from './evaluate';
import type { AlertOutcome } from './outcome';
import { notesOf } from './notes';
import { RecordedRules } from './recordedNames';
import { type Examination, notExamined, summarise } from './report';
import { Replay, type ReplayOptions } from './Replay';
import { round } from './round';
import {
  type AlertRule,
  DEFAULT_INTERVAL_SECONDS,
  type RecordingRule,
  type RuleGroup,
} from './ruleFile';
import type { BudgetSource } from './SliTrack';
import { Clock } from './statistics';

/** @internal */
export interface DryRunOptions {
  rangeSeconds: number;
  /** Distance of the ticks in the fast mode. */
  stepSeconds: number;
  deadlineMs: number;
  /** `exact` evaluates at every tick of the groups, `fast` every `stepSeconds`. Default: exact. */
  mode?: 'exact' | 'fast';
  /** Of nights and weekends. Default: UTC. */
  timeZone?: string;
}

export interface DryRunRequest extends DryRunOptions {
  /** By the path of their file. */
  alerts: Map<string, AlertRule[]>;
  /** Rules whose series may not exist yet. */
  recordings: RecordingRule[];
  /** The error budgets that firings are measured by, where they are recorded. */
  budgets?: BudgetSource[];
  client: HistoryClient | undefined;
  /**
   * Where in its interval a group is evaluated, seconds; undefined where that is
   * not known. It counts only where it is known of every group.
   */
  phaseOf?: (group: RuleGroup) => number | undefined;
  /** Unix seconds. */
  now: number;
  signal?: AbortSignal;
  /** Share of the work that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * A window of the fast mode is computed from at least this many samples. More of
 * them would ask Prometheus for short windows ten times as often as for the rest.
 */
const FAST_WINDOW_SAMPLES = 3;
const DEFAULT_LOOKBACK = 300;
const DAY = 86_400;

const NO_PROMETHEUS = sentence(
  'dry_run.no_prometheus',
  {},
  'No Prometheus is configured for this environment (sloScout.prometheus), so nothing could be replayed',
);

/** Replays the alerts of each file. Rejects only when the caller gives up. */
export async function dryRun(
  request: DryRunRequest,
): Promise<Map<string, DryRunResult>> {
  const { client, alerts, signal } = request;
  if (!client) {
    const examination = examinationOf(request, {});
    return mapValues(alerts, rules =>
      notExamined(NO_PROMETHEUS, examination, rules),
    );
  }
  const deadline = AbortSignal.timeout(request.deadlineMs);
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const facts = await client.facts(stop).catch(() => ({}));
  signal?.throwIfAborted();
  const examination = examinationOf(request, facts);
  const options = replayOptions(request, client, facts, examination, stop);
  const { outcomes, stopped, warnings } = await replayAll(request, options);
  signal?.throwIfAborted();
  return mapValues(alerts, rules =>
    summarise(
      rules.map(rule => outcomes.get(rule)!),
      { ...examination, warnings, ...(stopped !== undefined && { stopped }) },
    ),
  );
}

/** @internal */
export function replayOptions(
  request: DryRunRequest,
  client: HistoryClient,
  facts: ServerFacts,
  { range }: Pick<Examination, 'range'>,
  signal: AbortSignal,
): ReplayOptions {
  const fast = request.mode === 'fast';
  const interval = facts.evaluationIntervalSeconds ?? DEFAULT_INTERVAL_SECONDS;
  const evaluation: EvaluationRules = {
    defaultResolution: interval,
    minWindowSamples: fast ? FAST_WINDOW_SAMPLES : Infinity,
    leftOpen: facts.leftOpen ?? false,
    lookback: facts.lookbackSeconds ?? DEFAULT_LOOKBACK,
  };
  return {
    client,
    evaluation,
    planning: {
      recorded: new RecordedRules(request.recordings, interval),
      inlined: fast,
    },
    beatOf: group => ({
      step: stepOf(request, group, facts),
      phase: phaseIsKnown(request) ? request.phaseOf?.(group) ?? 0 : 0,
    }),
    range,
    signal,
    onProgress: request.onProgress,
  };
}

function phaseIsKnown({
  mode,
  alerts,
  recordings,
  phaseOf,
}: DryRunRequest): boolean {
  const rules = [...[...alerts.values()].flat(), ...recordings];
  return mode !== 'fast' && rules.every(r => phaseOf?.(r.group) !== undefined);
}

function stepOf(
  { mode, stepSeconds }: DryRunRequest,
  { intervalSeconds }: RuleGroup,
  { evaluationIntervalSeconds }: ServerFacts,
): number {
  return mode === 'fast'
    ? stepSeconds
    : intervalSeconds ?? evaluationIntervalSeconds ?? DEFAULT_INTERVAL_SECONDS;
}

async function replayAll(request: DryRunRequest, options: ReplayOptions) {
  const rules = [...request.alerts.values()].flat();
  const first = new Replay(options);
  rules.forEach(rule => first.add(rule));
  request.budgets?.forEach(budget => first.follow(budget));
  const stopped = await runUntilStopped(first, request, options);
  const outcomes = outcomesOf(first, stopped !== undefined);
  const tooLarge = first.tracks.flatMap(({ track }) =>
    isTooLarge(track.error) ? [track.rule] : [],
  );
  if (stopped === undefined && tooLarge.length > 0) {
    // Prometheus filters before it answers: the whole may fit where a part did not.
    const second = new Replay({
      ...options,
      planning: { ...options.planning, whole: true },
    });
    tooLarge.forEach(rule => second.add(rule));
    const stoppedAgain = await runUntilStopped(second, request, options);
    outcomesOf(second, stoppedAgain !== undefined).forEach((outcome, rule) =>
      outcomes.set(rule, outcome),
    );
    const warnings = [...new Set([...first.warnings, ...second.warnings])];
    return { outcomes, stopped: stoppedAgain, warnings };
  }
  return { outcomes, stopped, warnings: [...first.warnings] };
}

function isTooLarge(error: Error | undefined): boolean {
  return error instanceof PrometheusError && error.kind === 'too_large';
}

/** Gives the reason why it did not come to the end, where it did not. */
async function runUntilStopped(
  replay: Replay,
  { deadlineMs, signal: caller }: DryRunRequest,
  { signal, range }: ReplayOptions,
): Promise<Sentence | undefined> {
  try {
    await replay.run();
    return undefined;
  } catch (error) {
    caller?.throwIfAborted();
    if (!signal.aborted) throw error;
    const daysOf = (seconds: number) => round(Math.max(0, seconds) / DAY);
    const deadline = deadlineMs / 1000;
    const examined = daysOf(replay.coveredUntil - range.start);
    const days = daysOf(range.end - range.start);
    return sentence(
      'dry_run.stopped',
      { deadline_seconds: deadline, examined, days },
      `The dry run stopped after ${deadline} s (sloScout.dryRun.deadline): ${examined} of ${days} days were examined`,
    );
  }
}

/** Reason of an alert for which the time did not suffice. */
const LATE = sentence('dry_run.late', {}, 'Not finished within the deadline');

function outcomesOf(
  replay: Replay,
  late: boolean,
): Map<AlertRule, AlertOutcome> {
  const outcomes = new Map<AlertRule, AlertOutcome>();
  for (const { rule, error } of replay.refused) {
    const reason = { text: error.message };
    outcomes.set(rule, { rule, reason, approximations: [] });
  }
  for (const { track, approximations, data } of replay.tracks) {
    const fault = track.error && { text: track.error.message };
    const reason = fault ?? (late ? LATE : undefined);
    const budget = replay.budgets.get(track.rule.labels.slo ?? '');
    outcomes.set(track.rule, {
      rule: track.rule,
      history: track.history(),
      approximations,
      ...(reason && { reason }),
      ...(data && { data }),
      ...(budget && { budget }),
    });
  }
  return outcomes;
}

/** The examined ticks, who was asked, and what there is to know of how. */
function examinationOf(
  request: DryRunRequest,
  facts: ServerFacts,
): Examination {
  const { now, rangeSeconds, client, timeZone = 'UTC' } = request;
  const groups = [...request.alerts.values()].flat().map(rule => rule.group);
  const steps = groups.map(group => stepOf(request, group, facts));
  const step = steps.length > 0 ? Math.min(...steps) : request.stepSeconds;
  const end = Math.floor(now / step) * step;
  const start = Math.ceil((end - rangeSeconds) / step) * step;
  const { version, retentionSeconds } = facts;
  // Without evaluations tick by tick nobody needs to know.
  const asked = request.mode !== 'fast' && client && !phaseIsKnown(request);
  return {
    range: { start, end },
    step,
    everyTick: request.mode !== 'fast',
    clock: new Clock(timeZone),
    notes: notesOf(request, facts, asked ? 'unknown' : 'known'),
    ...(client && { instance: client.name }),
    ...(version !== undefined && { version }),
    ...(retentionSeconds !== undefined && { retentionSeconds }),
  };
}

function mapValues<T, R>(
  map: Map<string, T>,
  change: (value: T) => R,
): Map<string, R> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
