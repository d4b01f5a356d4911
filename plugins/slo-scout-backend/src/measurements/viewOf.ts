import type {
  MeasuredDay,
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../promql';
import { CELL_SECONDS } from './measurement';
import type { StoredCell, StoredDay, StoredSeries, StoredSums } from './stored';

const DAY = 86_400;
/** More than a year, to compare with the same season. */
export const SHOWN_DAYS = 400;

/** What is stored of one series; without one there is nothing. */
export interface SeriesHistory {
  series?: StoredSeries;
  /** Of the window that ends now. */
  sums?: StoredSums;
  newest?: StoredCell;
  /** Oldest first. */
  days: StoredDay[];
}

/** Unix seconds. */
export interface MeasuredTime {
  now: number;
  /** Up to when there are measurements: while history is read that is long ago. */
  until: number;
}

/** Pure. Budgets are shares of events, as in the dry run: what there was stands for the whole window. */
export function viewOf(
  slo: Slo,
  environment: string,
  { series, sums, newest, days }: SeriesHistory,
  { now, until: measuredUntil }: MeasuredTime,
): SloMeasurement {
  const window = parseDuration(slo.window) / 1000;
  const allowed = 1 - slo.objective;
  const until = Math.max(measuredUntil, sums ? sums.last + CELL_SECONDS : 0);
  const budget = sums
    ? budgetOf({
        total: sums.total,
        allowed,
        window,
        known: until - sums.first,
      })
    : null;
  const left = sums && budget !== null ? 1 - sums.bad / budget : null;
  const hour = share(sums?.bad_hour, sums?.total_hour);
  return {
    slo_id: slo.id,
    environment,
    labels: series?.labels ?? {},
    unit: series?.unit ?? 'other',
    objective: slo.objective,
    window: slo.window,
    since: sums ? rfc3339(sums.first) : null,
    measured_until: sums ? rfc3339(sums.last + CELL_SECONDS) : null,
    sli_5m: share(newest?.bad, newest?.total),
    sli_1h: hour,
    burn_rate_1h: hour === null ? null : (1 - hour) / allowed,
    budget_left: left,
    budget,
    days: historyOf(days, {
      ...{ allowed, window, until, left, today: dayOf(now) },
    }).filter(({ day }) => day > dayOf(now - SHOWN_DAYS * DAY)),
  };
}

/** Every day that has data, with the budget of the window that ends with it. */
function historyOf(
  days: StoredDay[],
  of: {
    allowed: number;
    window: number;
    until: number;
    today: string;
    left: number | null;
  },
): MeasuredDay[] {
  const inWindow = { bad: 0, total: 0 };
  let oldest = 0;
  return days.map(({ day, bad, total }) => {
    inWindow.bad += bad;
    inWindow.total += total;
    const end = startOf(day) + DAY;
    while (startOf(days[oldest].day) < end - of.window) {
      inWindow.bad -= days[oldest].bad;
      inWindow.total -= days[oldest].total;
      oldest++;
    }
    const known = Math.min(end, of.until) - beginOf(days, oldest);
    const budget = budgetOf({ ...of, total: inWindow.total, known });
    return {
      ...{ day, bad, total },
      sli: share(bad, total),
      // Today has not ended: what is left now is what is left of it.
      budget_left:
        day === of.today
          ? of.left
          : budget && 1 - Math.max(0, inWindow.bad) / budget,
    };
  });
}

/** Where a day comes after one without data, there may be its last hours only. */
function beginOf(days: StoredDay[], index: number): number {
  const { day, cells } = days[index];
  const start = startOf(day);
  const follows = index > 0 && startOf(days[index - 1].day) === start - DAY;
  return follows ? start : start + DAY - cells * CELL_SECONDS;
}

function budgetOf(of: {
  total: number;
  allowed: number;
  window: number;
  known: number;
}): number | null {
  const known = Math.min(of.window, of.known);
  if (!(of.total > 0) || !(known > 0)) return null;
  return (of.allowed * of.total * of.window) / known;
}

function share(
  bad: number | null | undefined,
  total: number | null | undefined,
): number | null {
  if (bad === null || bad === undefined || !total) return null;
  return 1 - bad / total;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

function dayOf(time: number): string {
  return rfc3339(time).slice(0, 10);
}

function rfc3339(time: number): string {
  return new Date(time * 1000).toISOString();
}
