import {
  AlertEvaluationError,
  type AlertSample,
  AlertState,
  type Firing,
} from './alertState';
import { evaluate, type EvaluationRules, type Sources } from './evaluate';
import type { PlanNode } from './planNode';
import type { AlertRule } from './ruleFile';
import type { Beat } from './streams';
import { TickFailures } from './TickFailures';
import {
  anyPresent,
  type Grid,
  gridBetween,
  tickAt,
  type Vector,
} from './vector';

/** What an alert does over the examined range, and what it rests on. Unix seconds. */
export interface AlertHistory {
  firings: Firing[];
  /** First tick with data; undefined where there was none. */
  firstData: number | undefined;
  /** Last tick that was evaluated; undefined where there was none. */
  until: number | undefined;
  /** Ticks of the range that were evaluated, that had data, and that could not be evaluated. */
  ticks: { evaluated: number; covered: number; failed: number };
  /** Words of the first evaluation that failed. */
  failure: string | undefined;
  /** Whether what fired at the start of the range is known, and not just likely. */
  startIsKnown: boolean;
}

/**
 * `keep_firing_for` can join what fired long ago to the present. So where an alert
 * has to wait too, more of the past is read; this many times what it remembers.
 */
const MEMORIES = 10;
const MOST_MEMORY = 86_400;

/** One alert rule on its way through history. */
export class AlertTrack {
  readonly rule: AlertRule;
  readonly plan: PlanNode;
  readonly evidence: PlanNode | undefined;
  readonly beat: Beat;
  /** First tick that is evaluated: before the range, so that the state is right at its start. */
  readonly from: number;
  /** Why it was given up. */
  error: Error | undefined;
  readonly #rangeStart: number;
  readonly #state: AlertState;
  /** The same alert, had it fired before anyone looked. Until the range begins. */
  #pessimist: AlertState | undefined;
  #startIsKnown = true;
  #firstData: number | undefined;
  #until: number | undefined;
  #failure: string | undefined;
  readonly #ticks = { evaluated: 0, covered: 0, failed: 0 };

  constructor(options: {
    rule: AlertRule;
    plan: PlanNode;
    evidence: PlanNode | undefined;
    beat: Beat;
    rangeStart: number;
  }) {
    this.rule = options.rule;
    this.plan = options.plan;
    this.evidence = options.evidence;
    this.beat = options.beat;
    this.#rangeStart = options.rangeStart;
    const { forSeconds, keepFiringForSeconds, group } = options.rule;
    const { step } = options.beat;
    const once = forSeconds + keepFiringForSeconds;
    const remembered =
      forSeconds > 0 && keepFiringForSeconds > 0
        ? once + Math.min(MOST_MEMORY, MEMORIES * once)
        : once;
    this.from = options.rangeStart - Math.ceil(remembered / step) * step;
    const rule = { ...options.rule, limit: group.limit };
    this.#state = new AlertState(rule);
    this.#pessimist = new AlertState({
      ...rule,
      firingBefore: this.from + keepFiringForSeconds,
    });
  }

  /** Evaluates the alert at its ticks in `[from, to)`. */
  advance(
    from: number,
    to: number,
    evaluation: EvaluationRules,
    sources: Sources,
  ): void {
    const { step, phase } = this.beat;
    const begin = Math.max(from, this.from);
    const ticks = gridBetween(begin, to - 0.001, step, phase);
    if (ticks.count === 0) return;
    const { queryOffsetSeconds } = this.rule.group;
    const grid = { ...ticks, start: ticks.start - queryOffsetSeconds };
    const failures = new TickFailures(grid.count);
    const result = evaluate(this.plan, grid, evaluation, sources, failures);
    const data = this.evidence
      ? anyPresent(
          evaluate(
            this.evidence,
            grid,
            evaluation,
            sources,
            new TickFailures(grid.count),
          ),
          grid,
        )
      : new Uint8Array(grid.count).fill(1);
    for (let i = 0; i < ticks.count; i++) {
      this.#tick(ticks, i, result, data[i] === 1, failures);
    }
    this.#until = tickAt(ticks, ticks.count - 1);
    this.#failure ??= failures.message;
  }

  #tick(
    ticks: Grid,
    i: number,
    result: Vector,
    hasData: boolean,
    failures: TickFailures,
  ): void {
    const ts = tickAt(ticks, i);
    const inRange = ts >= this.#rangeStart;
    if (hasData) this.#firstData ??= ts;
    // Before the first sample nothing was measured: an absence then is no alert.
    if (this.#firstData === undefined) {
      // And nothing can have fired.
      this.#pessimist = undefined;
      if (inRange) this.#ticks.evaluated++;
      return;
    }
    const failed = failures.has(i) || !this.#evaluate(ts, i, result);
    if (inRange && this.#pessimist) {
      this.#startIsKnown = this.#pessimist.firing === this.#state.firing;
      this.#pessimist = undefined;
    }
    if (!inRange) return;
    this.#ticks.evaluated++;
    if (hasData) this.#ticks.covered++;
    if (failed) this.#ticks.failed++;
  }

  /** Returns whether Prometheus would have accepted the result. */
  #evaluate(ts: number, i: number, result: Vector): boolean {
    const samples: AlertSample[] = [];
    for (const { labels, values, present } of result) {
      if (present[i] === 1) samples.push({ labels, value: values[i] });
    }
    try {
      this.#state.evaluate(ts, samples);
      this.#pessimist?.evaluate(ts, samples);
      return true;
    } catch (error) {
      if (!(error instanceof AlertEvaluationError)) throw error;
      this.#failure ??= error.message;
      return false;
    }
  }

  /** What is known so far. */
  history(): AlertHistory {
    const until = this.#until;
    return {
      firings:
        until === undefined
          ? []
          : this.#state
              .finish(until)
              .filter(({ end, open }) => end > this.#rangeStart || open),
      firstData: this.#firstData,
      until,
      ticks: { ...this.#ticks },
      failure: this.#failure,
      startIsKnown: this.#startIsKnown,
    };
  }
}
