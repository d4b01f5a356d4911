import type {
  SliCurve,
  SliEvents,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { prometheusSeconds } from '../format/duration';

/**
 * The curve of an SLI with an objective and a window. As in a dry run, the budget
 * of a period is the share of its events that may be bad; where history is shorter
 * than the period, the events there were stand for those of the whole period.
 */
export function curveOf(
  events: SliEvents,
  objective: number,
  window: string,
): SliCurve {
  const { slo, labels, start, step_seconds: step, bad, total } = events;
  const period = prometheusSeconds(window) ?? bad.length * step;
  const cells = Math.max(1, Math.round(period / step));
  const badBefore = sumsBefore(bad);
  const totalBefore = sumsBefore(total);
  const first = total.findIndex(count => count > 0);
  return {
    ...{ slo, labels, objective, window, start, step_seconds: step },
    sli: bad.map((count, i) => (total[i] > 0 ? 1 - count / total[i] : null)),
    budget_left: bad.map((_, i) => {
      const from = Math.max(0, i + 1 - cells);
      const all = totalBefore[i + 1] - totalBefore[from];
      if (!(all > 0)) return null;
      const known = i + 1 - Math.max(from, first);
      const budget = ((1 - objective) * all * cells) / known;
      return 1 - (badBefore[i + 1] - badBefore[from]) / budget;
    }),
  };
}

function sumsBefore(values: number[]): number[] {
  const sums = [0];
  values.forEach((value, i) => sums.push(sums[i] + value));
  return sums;
}

/** What an objective would have meant over the history of an SLI. */
export interface ObjectiveMeaning {
  /** Share of good events over the whole history. */
  good: number;
  /** Budget that is spent at the end; above 1 it is overspent. */
  spent: number;
  /** The most that was spent at any time. */
  mostSpent: number;
  /** When all of it was spent first, milliseconds since 1970. */
  ranOut?: number;
}

/** Undefined where there were no events. */
export function meaningOf(
  events: SliEvents,
  curve: SliCurve,
): ObjectiveMeaning | undefined {
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const all = sum(events.total);
  if (!(all > 0)) return undefined;
  const spent = curve.budget_left.map(left => (left === null ? 0 : 1 - left));
  const out = spent.findIndex(share => share >= 1);
  const start = Date.parse(curve.start);
  return {
    good: 1 - sum(events.bad) / all,
    spent: spent[spent.length - 1] ?? 0,
    mostSpent: Math.max(0, ...spent),
    ...(out >= 0 && { ranOut: start + (out + 1) * curve.step_seconds * 1000 }),
  };
}

/** The value of a scale that is nearest to a wanted one. */
export function nearestOn(scale: number[], wanted: number): number {
  return scale.reduce((best, value) =>
    Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best,
  );
}

/** As many steps up or down a scale, and no further than its ends. */
export function stepOn(scale: number[], value: number, steps: number): number {
  const above = scale.findIndex(step => step >= value);
  const at = above === -1 ? scale.length - 1 : above;
  // Between two steps the one below is already a step down.
  const next = scale[at] === value || steps < 0 ? at + steps : at + steps - 1;
  return scale[Math.min(scale.length - 1, Math.max(0, next))];
}
