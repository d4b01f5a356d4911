import { evaluate, type EvaluationRules, type Sources } from './evaluate';
import type { PlanNode } from './planNode';
import { ErrorBudget } from './ErrorBudget';
import type { Beat } from './streams';
import { TickFailures } from './TickFailures';
import { gridBetween, type Labels, tickAt, withoutName } from './vector';

/** An SLO's recorded pair, and what it allows. */
export interface BudgetSource {
  /** Value of the label `slo` of its rules. */
  slo: string;
  /** Share of good events that is wanted, between 0 and 1. */
  objective: number;
  /** Of the period that the budget is for. Seconds. */
  periodSeconds: number;
  /** Selectors of what is recorded; each sample stands for the same time. */
  bad: string;
  total: string;
}

/** One series of the SLI. */
interface Account {
  labels: Labels;
  /** Of each cell. */
  bad: Float64Array;
  total: Float64Array;
}

/** Cells over all series: 32 MB. */
const MOST_CELLS = 2_000_000;
/**
 * The error budget of one SLO through history: bad and total events in cells of
 * at least one tick, as many as memory allows.
 */
export class SliTrack {
  readonly source: BudgetSource;
  readonly plans: { bad: PlanNode; total: PlanNode };
  readonly beat: Beat;
  readonly from: number;
  readonly #to: number;
  readonly #accounts = new Map<string, Account>();
  #cellTicks: number | undefined;
  #start = 0;
  #cells = 0;

  constructor(options: {
    source: BudgetSource;
    plans: { bad: PlanNode; total: PlanNode };
    beat: Beat;
    from: number;
    to: number;
  }) {
    this.source = options.source;
    this.plans = options.plans;
    this.beat = options.beat;
    this.from = options.from;
    this.#to = options.to;
  }

  advance(
    from: number,
    to: number,
    evaluation: EvaluationRules,
    sources: Sources,
  ): void {
    const { step, phase } = this.beat;
    const begin = Math.max(from, this.from);
    const grid = gridBetween(begin, to - 0.001, step, phase);
    if (grid.count === 0) return;
    const read = (plan: PlanNode) =>
      evaluate(plan, grid, evaluation, sources, new TickFailures(grid.count));
    const parts = { bad: read(this.plans.bad), total: read(this.plans.total) };
    this.#reserve(parts.total.length);
    for (const part of ['bad', 'total'] as const) {
      for (const { labels, values, present } of parts[part]) {
        const account = this.#accountOf(withoutName(labels));
        if (!account) continue;
        for (let i = 0; i < grid.count; i++) {
          if (present[i] === 0) continue;
          account[part][this.#cellOf(tickAt(grid, i))] += values[i];
        }
      }
    }
  }

  #reserve(series: number): void {
    if (this.#cellTicks !== undefined || series === 0) return;
    const { step } = this.beat;
    const ticks = Math.ceil((this.#to - this.from) / step) + 1;
    this.#cellTicks = Math.max(1, Math.ceil((series * 2 * ticks) / MOST_CELLS));
    this.#cells = Math.ceil(ticks / this.#cellTicks) + 1;
    this.#start = this.from;
  }

  #accountOf(labels: Labels): Account | undefined {
    const key = JSON.stringify(Object.entries(labels).sort());
    const known = this.#accounts.get(key);
    if (known) return known;
    // Series that come later have no room of their own any more.
    const full = (this.#accounts.size + 1) * this.#cells * 2 > 2 * MOST_CELLS;
    if (full || this.#cells === 0) return undefined;
    const account = {
      labels,
      bad: new Float64Array(this.#cells),
      total: new Float64Array(this.#cells),
    };
    this.#accounts.set(key, account);
    return account;
  }

  /** The budget that an alert with these labels is about; undefined where nothing was recorded. */
  budgetOf(labels: Labels): ErrorBudget | undefined {
    const accounts = [...this.#accounts.values()].filter(account =>
      Object.entries(account.labels).every(
        ([name, value]) => labels[name] === undefined || labels[name] === value,
      ),
    );
    return accounts.length === 0 ? undefined : this.#budget(accounts);
  }

  /** The budgets of the SLO's parts by their labels; one where it has no parts. */
  parts(): Array<{ labels: Labels; budget: ErrorBudget }> {
    return [...this.#accounts.values()].map(account => ({
      labels: account.labels,
      budget: this.#budget([account]),
    }));
  }

  #budget(accounts: Account[]): ErrorBudget {
    return new ErrorBudget({
      start: this.#start,
      cellSeconds: this.#cellSeconds,
      bad: summed(accounts.map(({ bad }) => bad)),
      total: summed(accounts.map(({ total }) => total)),
      allowed: 1 - this.source.objective,
      periodSeconds: this.source.periodSeconds,
    });
  }

  get #cellSeconds(): number {
    return (this.#cellTicks ?? 1) * this.beat.step;
  }

  #cellOf(time: number): number {
    const cell = Math.floor((time - this.#start) / this.#cellSeconds);
    return Math.min(this.#cells - 1, Math.max(0, cell));
  }
}

function summed(columns: Float64Array[]): Float64Array {
  const sum = columns[0].slice();
  for (const column of columns.slice(1)) {
    for (let i = 0; i < sum.length; i++) sum[i] += column[i];
  }
  return sum;
}
