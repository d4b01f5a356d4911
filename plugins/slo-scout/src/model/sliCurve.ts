import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { DateTime } from 'luxon';
import { prometheusSeconds } from '../format/duration';
import type { AlertRow } from './dryRun';
import type { TimeSpan } from './timeView';

const startOf = (curve: SliCurve) => Date.parse(curve.start);
const stepOf = (curve: SliCurve) => curve.step_seconds * 1000;

/** What the curve says, from the beginning of its first cell to the end of its last. */
export function spanOf(curve: SliCurve): TimeSpan {
  const start = startOf(curve);
  return { start, end: start + curve.sli.length * stepOf(curve) };
}

/** The cells that can be seen in a view: the first and one after the last. */
export function cellsWithin(
  curve: SliCurve,
  view: TimeSpan,
): { from: number; to: number } {
  const start = startOf(curve);
  const step = stepOf(curve);
  const cut = (cell: number) => Math.min(Math.max(cell, 0), curve.sli.length);
  return {
    from: cut(Math.floor((view.start - start) / step)),
    to: cut(Math.ceil((view.end - start) / step)),
  };
}

/** Beginning of a cell, milliseconds since 1970. */
export function cellStart(curve: SliCurve, cell: number): number {
  return startOf(curve) + cell * stepOf(curve);
}

export interface Reading {
  /** Null where there were no events; undefined where the curve says nothing. */
  sli: number | null | undefined;
  budgetLeft: number | null | undefined;
}

export function readingAt(curve: SliCurve, instant: number): Reading {
  const cell = Math.floor((instant - startOf(curve)) / stepOf(curve));
  // The very end belongs to the cell that it ends.
  const last = curve.sli.length - 1;
  const index = instant === spanOf(curve).end ? last : cell;
  return { sli: curve.sli[index], budgetLeft: curve.budget_left[index] };
}

/** Budget that is left at the end of what the curve says. */
export function finalBudget(curve: SliCurve): number | undefined {
  for (let cell = curve.budget_left.length - 1; cell >= 0; cell--) {
    const left = curve.budget_left[cell];
    if (left !== null) return left;
  }
  return undefined;
}

/** The curve that a reader should see first, first. */
export function worstFirst(curves: SliCurve[]): SliCurve[] {
  const left = new Map(curves.map(c => [c, finalBudget(c) ?? Infinity]));
  return [...curves].sort(
    (a, b) =>
      compare(left.get(a) ?? 0, left.get(b) ?? 0) || a.slo.localeCompare(b.slo),
  );
}

// Not by subtraction, which two infinities do not survive.
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Name of a curve: its SLO, and the labels of its part. */
export function curveName(curve: SliCurve): string {
  const labels = Object.entries(curve.labels).map(([k, v]) => `${k}=${v}`);
  return [curve.slo, labels.join(', ')].filter(Boolean).join(' · ');
}

/** Whether an alert is about a curve: no label of its says otherwise. */
export function isAbout(row: AlertRow, curve: SliCurve): boolean {
  const said: Record<string, string> = { slo: curve.slo, ...curve.labels };
  return Object.entries(said).every(
    ([name, value]) => (row.labels[name] ?? value) === value,
  );
}

/** Complete outage, in seconds, that would have spent as much of the budget. */
export function outageSpent(
  curve: SliCurve,
  budgetLeft: number,
): number | undefined {
  const period = prometheusSeconds(curve.window);
  return period === undefined
    ? undefined
    : Math.max(0, 1 - budgetLeft) * (1 - curve.objective) * period;
}

/** One day of the curve's table twin. */
export interface CurveDay {
  /** Midnight in the reader's zone, milliseconds since 1970. */
  start: number;
  /** Null where the day had no events. */
  lowestSli: number | null;
  /** At the end of the day. */
  budgetLeft: number | null;
  /** That began on the day. */
  firings: number;
}

/** The curve by days of the reader's zone. */
export function daysOf(
  curve: SliCurve,
  rows: AlertRow[],
  zone = 'local',
): CurveDay[] {
  const days = new Map<number, CurveDay>();
  const dayOf = (instant: number) => {
    const start = DateTime.fromMillis(instant, { zone })
      .startOf('day')
      .toMillis();
    const known = days.get(start);
    if (known) return known;
    const day = { start, lowestSli: null, budgetLeft: null, firings: 0 };
    days.set(start, day);
    return day as CurveDay;
  };
  curve.sli.forEach((sli, cell) => {
    const day = dayOf(cellStart(curve, cell));
    if (sli !== null) day.lowestSli = Math.min(day.lowestSli ?? sli, sli);
    day.budgetLeft = curve.budget_left[cell] ?? day.budgetLeft;
  });
  for (const row of rows.filter(r => isAbout(r, curve))) {
    for (const firing of row.firings) dayOf(Date.parse(firing.start)).firings++;
  }
  return [...days.values()].sort((a, b) => a.start - b.start);
}
