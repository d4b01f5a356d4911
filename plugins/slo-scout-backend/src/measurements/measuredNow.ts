import type {
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../promql';
import { CELL_SECONDS } from './measurement';
import type { MeasurementStore } from './MeasurementStore';
import { queryHashOf } from './measurementPlan';
import type { StoredSeries } from './stored';
import { SHOWN_DAYS, type SeriesHistory, viewOf } from './viewOf';

const HOUR = 3600;
const DAY = 86_400;
/** The newest cell is no older than this, or it is not what goes on now. Seconds. */
const RECENT = 20 * 60;

/**
 * What is stored of SLOs in force, as it stands: one entry for each part of each,
 * and one where nothing is measured yet.
 *
 * @param of.now - unix seconds
 * @param of.withDays - whether the budget of every stored day belongs to it
 */
export async function measuredNow(
  store: MeasurementStore,
  slos: Slo[],
  of: { environment: string; now: number; withDays: boolean },
): Promise<Map<Slo, SloMeasurement[]>> {
  const { environment, now } = of;
  const ids = slos.map(({ id }) => id);
  const all = await store.series(ids, environment);
  const progress = await store.progress(ids);
  const seriesOf = new Map(
    slos.map(slo => [
      slo,
      all.filter(
        series =>
          series.slo_id === slo.id && series.query_hash === queryHashOf(slo),
      ),
    ]),
  );
  const histories = await historiesOf(store, seriesOf, of);
  return new Map(
    slos.map(slo => {
      const until = progress({
        ...{ slo_id: slo.id, environment, query_hash: queryHashOf(slo) },
      });
      const time = { now, until: Math.min(now, until ?? now) };
      const view = (history: SeriesHistory) =>
        viewOf(slo, environment, history, time);
      const views = (seriesOf.get(slo) ?? []).map(series =>
        view({ ...histories(series.id), series }),
      );
      return [slo, views.length > 0 ? views : [view({ days: [] })]];
    }),
  );
}

/** One aggregate for each length of window, however many SLOs have it. */
async function historiesOf(
  store: MeasurementStore,
  seriesOf: Map<Slo, StoredSeries[]>,
  { now, withDays }: { now: number; withDays: boolean },
): Promise<(id: number) => SeriesHistory> {
  const byWindow = new Map<number, number[]>();
  for (const [slo, series] of seriesOf) {
    const window = parseDuration(slo.window) / 1000;
    const some = byWindow.get(window) ?? [];
    byWindow.set(window, some);
    some.push(...series.map(({ id }) => id));
  }
  const ids = [...byWindow.values()].flat();
  const end = Math.floor(now / CELL_SECONDS) * CELL_SECONDS;
  const sums = await Promise.all(
    [...byWindow].map(([window, some]) =>
      store.sums(some, end - window, end - HOUR),
    ),
  );
  const newest = await store.cellsSince(ids, now - RECENT);
  // The budget of the first day that is shown is of the window before it.
  const since = now - SHOWN_DAYS * DAY - Math.max(0, ...byWindow.keys());
  const days = withDays ? await store.days(ids, since) : [];
  const sumsOf = bySeries(sums.flat());
  const newestOf = bySeries(newest);
  const daysOf = bySeries(days);
  return id => ({
    sums: sumsOf.get(id)?.at(0),
    newest: newestOf.get(id)?.at(-1),
    days: daysOf.get(id) ?? [],
  });
}

function bySeries<T extends { series_id: number }>(
  rows: T[],
): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) {
    const others = found.get(row.series_id);
    if (others) others.push(row);
    else found.set(row.series_id, [row]);
  }
  return found;
}
