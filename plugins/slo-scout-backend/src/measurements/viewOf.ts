import type {
  MeasuredDay,
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../promql';
import { CELL_SECONDS } from './measurement';
import type {
  StoredCell,
  StoredDay,
  StoredSeries,
  StoredSums,
} from './MeasurementStore';

const DAY = 86_400;

/** What is stored of one series; without one there is nothing. */
export interface SeriesHistory {
  series?: StoredSeries;
  /** Of the window that ends now. */
  sums?: StoredSums;
  newest?: StoredCell;
  /** Oldest first. */
  days: StoredDay[];
}

/** Pure. Budgets are shares of events, as in the dry run: what there was stands for the whole window. */
export function viewOf(
  slo: Slo,
  environment: string,
  { series, sums, newest, days }: SeriesHistory,
  now: number,
): SloMeasurement {
  const window = parseDuration(slo.window) / 1000;
  const allowed = 1 - slo.objective;
  const budget = sums
    ? budgetOf({
        total: sums.total,
        allowed,
        window,
        known: now - sums.first,
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
    days: historyOf(days, { allowed, window, today: dayOf(now), left }),
  };
}

/** Every day that has data, with the budget of the window that ends with it. */
function historyOf(
  days: StoredDay[],
  of: {
    allowed: number;
    window: number;
    today: string;
    left: number | null;
  },
): MeasuredDay[] {
  if (days.length === 0) return [];
  // Of the first day there may be the last hours only.
  const first = startOf(days[0].day) + DAY - days[0].cells * CELL_SECONDS;
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
    const known = Math.min(of.window, end - first);
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
