/**
 * dry_run: would the alerts have fired over the last days, when, and for how long?
 *
 * Inconclusive means that history could not tell. docs/validators/dry_run.md
 */
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type PrometheusClient, PrometheusError } from '../../prometheus';
import { formatDuration, inline } from '../../promql';
import { evidenceOf } from './coverage';
import { evaluate, type EvaluationRules, forEachLeaf } from './evaluate';
import { unsupportedTemplate } from './labelTemplate';
import { LeafStore } from './leafStore';
import { planExpression, type PlanNode, planWhole } from './plan';
import { burnInSeconds, replayAlert, type ReplayedAlert } from './replay';
import {
  type AlertOutcome,
  type ExaminedRange,
  notExamined,
  summarise,
} from './report';
import type { AlertRule, RecordingRule } from './ruleFile';
import { anyPresent, type Grid, gridBetween } from './vector';

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

/** Prometheus' default where a group names no interval. */
const DEFAULT_INTERVAL_SECONDS = 60;
/** A window of the fast mode is computed from at least this many samples. */
const FAST_WINDOW_SAMPLES = 12;

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
  const run = new Run(request, client, range, rules, stop);
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

const LATE = 'Not finished within the deadline';

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

/** An alert, what is to be computed for it, and on which ticks. */
interface PlannedAlert {
  rule: AlertRule;
  expr: string;
  grid: Grid;
  result: PlanNode;
  evidence: PlanNode | undefined;
}

class Run {
  readonly #request: DryRunRequest;
  readonly #range: ExaminedRange;
  readonly #rules: EvaluationRules;
  readonly #signal: AbortSignal;
  readonly #store: LeafStore;

  constructor(
    request: DryRunRequest,
    client: PrometheusClient,
    range: ExaminedRange,
    rules: EvaluationRules,
    signal: AbortSignal,
  ) {
    this.#request = request;
    this.#range = range;
    this.#rules = rules;
    this.#signal = signal;
    this.#store = new LeafStore(client);
  }

  async replayAll(rules: AlertRule[]): Promise<Map<AlertRule, AlertOutcome>> {
    const outcomes = new Map<AlertRule, AlertOutcome>();
    const planned = rules.flatMap(rule => {
      try {
        return [this.#plan(rule)];
      } catch (error) {
        outcomes.set(rule, { ok: false, rule, reason: messageOf(error) });
        return [];
      }
    });
    planned.forEach(alert =>
      this.#eachLeaf(alert, (q, g) => this.#store.demand(q, g)),
    );
    await Promise.all(
      planned.map(async alert => {
        outcomes.set(alert.rule, await this.#outcome(alert));
        this.#request.onProgress?.(
          outcomes.size,
          rules.length,
          alert.rule.alert,
        );
      }),
    );
    return outcomes;
  }

  #plan(rule: AlertRule): PlannedAlert {
    const template = Object.values(rule.labels)
      .map(unsupportedTemplate)
      .find(found => found !== undefined);
    if (template !== undefined) {
      throw new Error(
        `The dry run cannot expand the template ${template} in a label`,
      );
    }
    const { recordings } = this.#request;
    const expr = inline(rule.expr, recordings, { step: stepOf(recordings) });
    return this.#plannedAs(rule, expr, planExpression(expr));
  }

  #plannedAs(rule: AlertRule, expr: string, result: PlanNode): PlannedAlert {
    const { start, end, step } = this.#range;
    const grid = gridBetween(start - burnInSeconds(rule, step), end, step);
    return { rule, expr, grid, result, evidence: evidenceOf(result) };
  }

  #eachLeaf(
    { result, evidence, grid }: PlannedAlert,
    visit: (query: string, grid: Grid) => void,
  ): void {
    forEachLeaf(result, grid, this.#rules, visit);
    if (evidence) forEachLeaf(evidence, grid, this.#rules, visit);
  }

  async #outcome(alert: PlannedAlert): Promise<AlertOutcome> {
    const { rule, expr } = alert;
    try {
      return { ok: true, replayed: await this.#replay(alert) };
    } catch (error) {
      if (this.#signal.aborted) {
        return { ok: false, rule, reason: LATE };
      }
      const tooLarge =
        error instanceof PrometheusError && error.kind === 'too_large';
      if (tooLarge && alert.result.op !== 'leaf') {
        // Prometheus filters before it answers: the whole may fit where a part did not.
        const whole = this.#plannedAs(rule, expr, planWhole(expr));
        this.#eachLeaf(whole, (q, g) => this.#store.demand(q, g));
        return this.#outcome(whole);
      }
      return { ok: false, rule, reason: messageOf(error) };
    }
  }

  async #replay(alert: PlannedAlert): Promise<ReplayedAlert> {
    const { rule, grid, result, evidence } = alert;
    const loads: Promise<void>[] = [];
    this.#eachLeaf(alert, (query, leafGrid) =>
      loads.push(this.#store.load(query, leafGrid, this.#signal)),
    );
    await Promise.all(loads);
    const read = (node: PlanNode) =>
      evaluate(node, grid, this.#rules, (q, g) => this.#store.get(q, g));
    return replayAlert(
      rule,
      grid,
      this.#range.start,
      read(result),
      evidence && anyPresent(read(evidence), grid),
    );
  }
}

/** Rules of one service share an interval; where they do not, the shortest is the most faithful. */
function stepOf(recordings: RecordingRule[]): string {
  const seconds = Math.min(
    ...recordings.map(r => r.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS),
  );
  return formatDuration(
    (Number.isFinite(seconds) ? seconds : DEFAULT_INTERVAL_SECONDS) * 1000,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function mapValues<T, R>(
  map: Map<string, T>,
  change: (value: T) => R,
): Map<string, R> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
