import type {
  DataGap,
  WindowCoverage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../promql';
import { evaluate, type EvaluationRules, type Sources } from './evaluate';
import type { PlanNode } from './planNode';
import { rfc3339 } from './time';
import { TickFailures } from './TickFailures';
import { anyPresent, gridBetween } from './vector';

/**
 * Distance at which the presence of data is looked at: as long as a sample stands
 * for the present, so that no gap of this length is missed.
 */
export const DATA_STEP = 300;
const MAX_GAPS = 50;

/** Whether there was data for what an alert measures, over all the time it looks back to. */
export class DataTrack {
  readonly plan: PlanNode;
  from: number;
  /** Windows of the alerts that rest on this data. Seconds. */
  readonly windows: Set<number>;
  #first: number | undefined;
  readonly #present: number[] = [];

  constructor(plan: PlanNode, from: number, windows: Iterable<number>) {
    this.plan = plan;
    this.from = from;
    this.windows = new Set(windows);
  }

  /** Another alert rests on the same data. Before the first slice only. */
  reachingBackTo(from: number, windows: Iterable<number>): this {
    this.from = Math.min(this.from, from);
    for (const window of windows) this.windows.add(window);
    return this;
  }

  advance(
    from: number,
    to: number,
    evaluation: EvaluationRules,
    sources: Sources,
  ): void {
    const grid = gridBetween(Math.max(from, this.from), to - 0.001, DATA_STEP);
    if (grid.count === 0) return;
    this.#first ??= grid.start;
    const failures = new TickFailures(grid.count);
    const result = evaluate(this.plan, grid, evaluation, sources, failures);
    for (const here of anyPresent(result, grid)) this.#present.push(here);
  }

  /** Unix seconds. */
  get earliest(): number | undefined {
    const index = this.#present.indexOf(1);
    return index < 0 ? undefined : this.#timeOf(index);
  }

  /** How much of each window there was, seen from every tick since `start`. */
  coverage(start: number): WindowCoverage[] {
    const before = [0];
    this.#present.forEach((here, i) => before.push(before[i] + here));
    const firstTick = Math.max(0, this.#indexOf(start));
    const ticks = this.#present.length - firstTick;
    if (ticks <= 0) return [];
    return [...this.windows]
      .sort((a, b) => a - b)
      .map(window => {
        const length = Math.max(1, Math.round(window / DATA_STEP));
        let filled = 0;
        let complete = 0;
        for (let i = firstTick; i < this.#present.length; i++) {
          const samples = before[i + 1] - before[Math.max(0, i + 1 - length)];
          filled += samples / length;
          if (samples === length) complete += 1;
        }
        return {
          window: formatDuration(window * 1000),
          coverage: filled / ticks,
          complete: complete / ticks,
        };
      });
  }

  /** Stretches without data since `start`, once there was any. Longest first. */
  gaps(start: number): DataGap[] {
    const gaps: DataGap[] = [];
    const first = this.#present.indexOf(1);
    if (first < 0) return gaps;
    let began: number | undefined;
    for (
      let i = Math.max(first, this.#indexOf(start));
      i <= this.#present.length;
      i++
    ) {
      const missing = this.#present[i] === 0;
      if (missing) began ??= i;
      else if (began !== undefined) {
        gaps.push(this.#gap(began, Math.min(i, this.#present.length - 1)));
        began = undefined;
      }
    }
    return gaps
      .sort((a, b) => b.duration_seconds - a.duration_seconds)
      .slice(0, MAX_GAPS);
  }

  /** The last sample stood for the present until the gap was seen. */
  #gap(began: number, ended: number): DataGap {
    const start = this.#timeOf(began) - DATA_STEP;
    const end = this.#timeOf(ended);
    return {
      start: rfc3339(start),
      end: rfc3339(end),
      duration_seconds: end - start,
    };
  }

  #timeOf(index: number): number {
    return (this.#first ?? 0) + index * DATA_STEP;
  }

  #indexOf(time: number): number {
    return Math.ceil((time - (this.#first ?? 0)) / DATA_STEP);
  }
}
