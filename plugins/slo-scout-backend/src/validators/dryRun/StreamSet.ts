import { type EvaluationRules, innerStep, type Sources } from './evaluate';
import { operandsOf, type PlanNode, type RecordedSeries } from './planNode';
import type { RecordingRule } from './ruleFile';
import { type Beat, LeafStream, RuleStream } from './streams';
import { EvaluationError } from './vector';

/** What a stream set has to know of rules. */
export interface RulePlans {
  planOf(rule: RecordingRule): PlanNode;
  beatOf(rule: RecordingRule): Beat;
}

/** A reader of streams: a plan, the ticks at which it is evaluated, and since when. */
export interface Reader {
  plan: PlanNode;
  beat: Beat;
  /** Unix seconds. */
  from: number;
  /** How far behind the present it reads. Seconds. */
  behind: number;
}

/**
 * Everything that readers share, each leaf and each rule once, in the order in
 * which it has to be computed. Each begins as early as any reader looks back,
 * through windows over rules over windows, and forgets what nobody will read.
 */
export class StreamSet {
  readonly #leaves = new Map<string, LeafStream>();
  /** In dependency order. */
  readonly #rules = new Map<RecordingRule, RuleStream>();
  readonly #readers = new Set<Reader>();
  readonly #required = new Set<RuleStream>();
  readonly #plans: RulePlans;
  readonly #evaluation: EvaluationRules;

  constructor(plans: RulePlans, evaluation: EvaluationRules) {
    this.#plans = plans;
    this.#evaluation = evaluation;
  }

  /** Takes in the rules that a plan reads. Throws `EvaluationError` for rules that refer to themselves. */
  prepare(plan: PlanNode): void {
    this.#order(plan, new Set());
  }

  /** Begins to read for a plan that has been prepared. */
  add(reader: Reader): void {
    this.#readers.add(reader);
    this.#require(reader.plan, reader.beat, reader.from, reader.behind);
  }

  /** What only this reader looked back to need not be kept any longer. */
  remove(reader: Reader): void {
    this.#readers.delete(reader);
    this.#required.clear();
    for (const stream of this.#all()) stream.release();
    for (const { plan, beat, from, behind } of this.#readers) {
      this.#require(plan, beat, from, behind);
    }
  }

  /** Earliest tick that has to be computed. */
  get from(): number {
    return Math.min(...this.#all().map(stream => stream.from));
  }

  /** Series of all streams together. */
  get seriesCount(): number {
    return this.#all().reduce((sum, s) => sum + s.columns.seriesCount, 0);
  }

  /** Samples that will be held when every window is full. */
  samplesOnceFull(ticksAtOnce: number): number {
    return this.#all().reduce(
      (sum, s) => sum + s.columns.cellsOnceFull(ticksAtOnce),
      0,
    );
  }

  /** What has to be asked of Prometheus. */
  leavesWanted(): LeafStream[] {
    return [...this.#leaves.values()].filter(s => s.wanted && !s.error);
  }

  /** What has to be recorded, in dependency order. */
  rulesWanted(): RuleStream[] {
    return [...this.#rules.values()].filter(s => s.wanted && !s.error);
  }

  get shortestStep(): number {
    return Math.min(...this.#all().map(stream => stream.beat.step));
  }

  #all() {
    return [...this.#leaves.values(), ...this.#rules.values()];
  }

  /** Where evaluations read from; a stream that gave up throws its reason. */
  readonly sources: Sources = {
    leaf: (query, grid) => {
      const stream = this.#leafAt(query, {
        step: grid.step,
        phase: grid.start,
      });
      if (stream.error) throw stream.error;
      return {
        vector: stream.columns.at(grid),
        failed: stream.columns.failedAt(grid),
      };
    },
    recorded: (rule, from, to) => {
      const stream = this.#rules.get(rule);
      if (!stream) throw new Error(`${rule.record} has not been required`);
      if (stream.error) throw stream.error;
      return stream.columns.between(from, to);
    },
  };

  /** Adds rules after those that they read. */
  #order(node: PlanNode, above: Set<RecordingRule>): void {
    for (const { rule } of seriesOf(node)?.rules ?? []) {
      if (above.has(rule)) {
        throw new EvaluationError(
          `The rule ${rule.record} refers to itself, which cannot be replayed`,
        );
      }
      if (this.#rules.has(rule)) continue;
      const plan = this.#plans.planOf(rule);
      this.#order(plan, new Set([...above, rule]));
      const beat = this.#plans.beatOf(rule);
      this.#rules.set(rule, new RuleStream(rule, plan, beat));
    }
    operandsOf(node).forEach(operand => this.#order(operand, above));
  }

  #require(node: PlanNode, beat: Beat, from: number, behind: number): void {
    switch (node.op) {
      case 'leaf':
        this.#leafAt(node.query, beat).require(from, behind);
        break;
      case 'recorded':
        this.#requireRules(node.series, from, behind, {
          back: node.offset + this.#evaluation.lookback,
        });
        break;
      case 'samples':
        this.#requireRules(node.series, from, behind, {
          back: node.offset + node.length,
        });
        break;
      case 'window': {
        const step = innerStep(node, beat.step, this.#evaluation);
        const back = node.offset + node.length;
        this.#require(
          node.operand,
          { step, phase: 0 },
          from - back,
          behind + back + step,
        );
        break;
      }
      default:
        operandsOf(node).forEach(operand =>
          this.#require(operand, beat, from, behind),
        );
    }
  }

  #requireRules(
    { rules }: RecordedSeries,
    from: number,
    behind: number,
    { back }: { back: number },
  ): void {
    for (const { rule } of rules) {
      const stream = this.#rules.get(rule)!;
      const begins = stream.require(from - back, behind + back);
      if (begins || !this.#required.has(stream)) {
        this.#required.add(stream);
        this.#require(stream.plan, stream.beat, stream.from, 0);
      }
    }
  }

  #leafAt(query: string, { step, phase }: Beat): LeafStream {
    const period = Math.round(step * 1000);
    const rest = Math.round(phase * 1000) % period;
    const offset = (rest < 0 ? rest + period : rest) / 1000;
    const key = `${step} ${offset} ${query}`;
    const known = this.#leaves.get(key);
    if (known) return known;
    const stream = new LeafStream(query, { step, phase: offset });
    this.#leaves.set(key, stream);
    return stream;
  }
}

function seriesOf(node: PlanNode): RecordedSeries | undefined {
  return node.op === 'recorded' || node.op === 'samples'
    ? node.series
    : undefined;
}
