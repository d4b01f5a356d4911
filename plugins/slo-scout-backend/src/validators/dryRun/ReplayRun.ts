import { type PrometheusClient, PrometheusError } from '../../prometheus';
import { formatDuration, inline } from '../../promql';
import { evidenceOf } from './coverage';
import { evaluate, type EvaluationRules, forEachLeaf } from './evaluate';
import { unsupportedTemplate } from './labelTemplate';
import { LeafStore } from './leafStore';
import { planExpression } from './plan';
import { type PlanNode, planWhole } from './planNode';
import { burnInSeconds, replayAlert, type ReplayedAlert } from './replay';
import type { AlertOutcome, ExaminedRange } from './report';
import {
  type AlertRule,
  DEFAULT_INTERVAL_SECONDS,
  type RecordingRule,
} from './ruleFile';
import { anyPresent, type Grid, gridBetween } from './vector';

/** Reason of an alert for which the time did not suffice. */
export const LATE = 'Not finished within the deadline';

/** An alert, what is to be computed for it, and on which ticks. */
interface PlannedAlert {
  rule: AlertRule;
  expr: string;
  grid: Grid;
  result: PlanNode;
  evidence: PlanNode | undefined;
}

/** What a run is given. */
export interface ReplayRunOptions {
  client: PrometheusClient;
  range: ExaminedRange;
  rules: EvaluationRules;
  recordings: RecordingRule[];
  /** Aborted at the deadline too. */
  signal: AbortSignal;
  onProgress?: (done: number, total: number, alert: string) => void;
}

/** Replays alerts side by side over leaves that they share. */
export class ReplayRun {
  readonly #options: ReplayRunOptions;

  constructor(options: ReplayRunOptions) {
    this.#options = options;
  }

  async replayAll(rules: AlertRule[]): Promise<Map<AlertRule, AlertOutcome>> {
    const outcomes = new Map<AlertRule, AlertOutcome>();
    const store = new LeafStore(this.#options.client);
    const planned = rules.flatMap(rule => {
      try {
        const alert = this.#plan(rule);
        this.#demand(alert, store);
        return [alert];
      } catch (error) {
        outcomes.set(rule, { ok: false, rule, reason: messageOf(error) });
        return [];
      }
    });
    await Promise.all(
      planned.map(async alert => {
        outcomes.set(alert.rule, await this.#outcome(alert, store));
        this.#options.onProgress?.(
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
    const { recordings } = this.#options;
    const expr = inline(rule.expr, recordings, { step: stepOf(recordings) });
    return this.#plannedAs(rule, expr, planExpression(expr));
  }

  #plannedAs(rule: AlertRule, expr: string, result: PlanNode): PlannedAlert {
    const { start, end, step } = this.#options.range;
    const grid = gridBetween(start - burnInSeconds(rule, step), end, step);
    return { rule, expr, grid, result, evidence: evidenceOf(result) };
  }

  #eachLeaf(
    { result, evidence, grid }: PlannedAlert,
    visit: (query: string, grid: Grid) => void,
  ): void {
    forEachLeaf(result, grid, this.#options.rules, visit);
    if (evidence) forEachLeaf(evidence, grid, this.#options.rules, visit);
  }

  #demand(alert: PlannedAlert, store: LeafStore): void {
    this.#eachLeaf(alert, (query, grid) => store.demand(query, grid));
  }

  async #outcome(alert: PlannedAlert, store: LeafStore): Promise<AlertOutcome> {
    const { rule, expr } = alert;
    try {
      return { ok: true, replayed: await this.#replay(alert, store) };
    } catch (error) {
      if (this.#options.signal.aborted) {
        return { ok: false, rule, reason: LATE };
      }
      const tooLarge =
        error instanceof PrometheusError && error.kind === 'too_large';
      if (tooLarge && alert.result.op !== 'leaf') {
        // Prometheus filters before it answers: the whole may fit where a part did not.
        const whole = this.#plannedAs(rule, expr, planWhole(expr));
        const own = new LeafStore(this.#options.client);
        this.#demand(whole, own);
        return this.#outcome(whole, own);
      }
      return { ok: false, rule, reason: messageOf(error) };
    }
  }

  async #replay(alert: PlannedAlert, store: LeafStore): Promise<ReplayedAlert> {
    const { rule, grid, result, evidence } = alert;
    const loads: Promise<void>[] = [];
    this.#eachLeaf(alert, (query, leafGrid) =>
      loads.push(store.load(query, leafGrid, this.#options.signal)),
    );
    await Promise.all(loads);
    const read = (node: PlanNode) =>
      evaluate(node, grid, this.#options.rules, (q, g) => store.get(q, g));
    return replayAlert(
      rule,
      grid,
      this.#options.range.start,
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
