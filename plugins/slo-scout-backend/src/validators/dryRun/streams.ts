import type { RangeSeries } from '../../prometheus';
import { evaluate, type EvaluationRules, type Sources } from './evaluate';
import type { PlanNode } from './planNode';
import type { RecordingRule } from './ruleFile';
import { SlidingColumns } from './SlidingColumns';
import { TickFailures } from './TickFailures';
import {
  type Grid,
  gridBetween,
  joinEqual,
  type Labels,
  toVector,
  type Vector,
} from './vector';

/** The ticks of a rule group: `phase` seconds after multiples of `step`. */
export interface Beat {
  step: number;
  phase: number;
}

/** Seconds before the next tick that still belong to the slice before it. */
const LAST_MOMENT = 0.001;

/**
 * Something that is known tick by tick, from the earliest one that any reader
 * looks back to. It is walked once, slice by slice.
 */
abstract class Stream {
  readonly beat: Beat;
  /** Earliest instant that is read. */
  from = Infinity;
  /** How far behind the present it is read at most, seconds. */
  behind = 0;
  /** Why it gave up; whoever reads it fails with the same. */
  error: Error | undefined;
  #wanted = false;
  #columns: SlidingColumns | undefined;

  constructor(beat: Beat) {
    this.beat = beat;
  }

  /** Nobody reads it, until somebody says so again. */
  release(): void {
    this.#wanted = false;
    this.behind = 0;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  /** Says that somebody reads it. Returns whether it has to begin earlier than known. */
  require(from: number, behind: number): boolean {
    this.#wanted = true;
    this.behind = Math.max(this.behind, behind);
    if (this.#columns) this.#columns.behindSeconds = this.behind;
    if (from >= this.from) return false;
    this.from = from;
    return true;
  }

  get columns(): SlidingColumns {
    this.#columns ??= new SlidingColumns(
      gridBetween(this.from, this.from, this.beat.step, this.beat.phase).start,
      this.beat.step,
      this.behind,
    );
    return this.#columns;
  }

  /** Its ticks in `[from, to)`. */
  ticksIn(from: number, to: number): Grid {
    const { step, phase } = this.beat;
    const begin = Math.max(from, this.from);
    return gridBetween(begin, to - LAST_MOMENT, step, phase);
  }
}

/** What Prometheus is asked. */
export class LeafStream extends Stream {
  readonly query: string;

  constructor(query: string, beat: Beat) {
    super(beat);
    this.query = query;
  }

  append(grid: Grid, answer: RangeSeries[], failures?: TickFailures): void {
    this.columns.append(grid, toVector(answer, grid), failures);
  }
}

/** What a rule would have recorded. */
export class RuleStream extends Stream {
  readonly rule: RecordingRule;
  readonly plan: PlanNode;

  constructor(rule: RecordingRule, plan: PlanNode, beat: Beat) {
    super(beat);
    this.rule = rule;
    this.plan = plan;
  }

  /** Evaluates the rule at its ticks in `[from, to)`. */
  advance(
    from: number,
    to: number,
    evaluation: EvaluationRules,
    sources: Sources,
  ): void {
    const grid = this.ticksIn(from, to);
    if (grid.count === 0) return;
    const failures = new TickFailures(grid.count);
    const result = evaluate(this.plan, grid, evaluation, sources, failures);
    const recorded = joinEqual(
      result.map(series => ({
        ...series,
        labels: recordedLabels(this.rule, series.labels),
      })),
      failures,
      'vector contains metrics with the same labelset after applying rule labels',
    );
    enforceLimit(this.rule, recorded, failures);
    this.columns.append(grid, withoutFailed(recorded, failures), failures);
  }
}

function recordedLabels(rule: RecordingRule, labels: Labels): Labels {
  const result: Labels = { ...labels, ...rule.labels, __name__: rule.record };
  for (const [name, value] of Object.entries(result)) {
    // An empty label is no label.
    if (value === '') delete result[name];
  }
  return result;
}

function enforceLimit(
  { group: { limit } }: RecordingRule,
  vector: Vector,
  failures: TickFailures,
): void {
  if (limit === 0 || vector.length <= limit) return;
  for (let i = 0; i < vector[0].present.length; i++) {
    const count = vector.reduce((sum, { present }) => sum + present[i], 0);
    if (count > limit) {
      failures.add(i, `exceeded limit of ${limit} with ${count} series`);
    }
  }
}

/** An evaluation that failed writes nothing. */
function withoutFailed(vector: Vector, { mask }: TickFailures): Vector {
  if (!mask) return vector;
  return vector.map(({ labels, values, present }) => ({
    labels,
    values,
    present: present.map((here, i) => (mask[i] === 1 ? 0 : here)),
  }));
}
