import type {
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../promql';
import { CELL_SECONDS } from './measurement';
import type { MeasurementStore, StoredSeries } from './MeasurementStore';
import { queryHashOf } from './measurementPlan';
import { type SeriesHistory, viewOf } from './viewOf';

const HOUR = 3600;
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
  const all = await store.series(
    slos.map(({ id }) => id),
    environment,
  );
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
    [...seriesOf].map(([slo, parts]) => {
      const views = parts.map(series =>
        viewOf(slo, environment, { ...histories(series.id), series }, now),
      );
      return [
        slo,
        views.length > 0
          ? views
          : [viewOf(slo, environment, { days: [] }, now)],
      ];
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
    byWindow.set(window, [
      ...(byWindow.get(window) ?? []),
      ...series.map(({ id }) => id),
    ]);
  }
  const ids = [...byWindow.values()].flat();
  const end = Math.floor(now / CELL_SECONDS) * CELL_SECONDS;
  const sums = (
    await Promise.all(
      [...byWindow].map(([window, some]) =>
        store.sums(some, end - window, end - HOUR),
      ),
    )
  ).flat();
  const newest = new Map(
    (await store.cellsSince(ids, now - RECENT)).map(cell => [
      cell.series_id,
      cell,
    ]),
  );
  const days = withDays ? await store.days(ids) : [];
  return id => ({
    sums: sums.find(({ series_id }) => series_id === id),
    newest: newest.get(id),
    days: days.filter(({ series_id }) => series_id === id),
  });
}
