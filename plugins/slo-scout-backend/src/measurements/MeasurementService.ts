import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Slo,
  type SloMeasurement,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { normaliseRef } from '../catalog/EntityDirectory';
import { parseDuration } from '../promql';
import type { SloStore } from '../slos/SloStore';
import { CELL_SECONDS } from './measurement';
import type { MeasurementStore, StoredSeries } from './MeasurementStore';
import { queryHashOf } from './measurementPlan';
import { type SeriesHistory, viewOf } from './viewOf';

const HOUR = 3600;
/** The newest cell is no older than this, or it is not what goes on now. Seconds. */
const RECENT = 20 * 60;

/** What the portal measured, for those who may read SLOs. */
export class MeasurementService {
  readonly #deps: {
    access: Access;
    slos: SloStore;
    store: MeasurementStore;
    targets: TargetDirectory;
    now: () => Date;
  };

  constructor(deps: {
    access: Access;
    slos: SloStore;
    store: MeasurementStore;
    targets: TargetDirectory;
    now: () => Date;
  }) {
    this.#deps = deps;
  }

  /** One entry for each part of each SLO in force, and one where nothing is measured yet. */
  async list(
    request: { entityRef: string; environment?: string },
    credentials: BackstageCredentials,
  ): Promise<SloMeasurement[]> {
    const { access, slos, store, targets } = this.#deps;
    const entityRef = normaliseRef(request.entityRef);
    await access.require(credentials, sloScoutReadPermission, entityRef);
    const environment = request.environment ?? targets.defaultEnvironment;
    const inForce = (await slos.list(entityRef)).filter(
      ({ status }) => status === 'approved',
    );
    const all = await store.series(
      inForce.map(({ id }) => id),
      environment,
    );
    const seriesOf = new Map(
      inForce.map(slo => [
        slo,
        all.filter(
          series =>
            series.slo_id === slo.id && series.query_hash === queryHashOf(slo),
        ),
      ]),
    );
    const now = this.#deps.now().getTime() / 1000;
    const histories = await this.#histories(seriesOf, now);
    return inForce.flatMap(slo => {
      const parts = seriesOf.get(slo) ?? [];
      const views = parts.map(series =>
        viewOf(slo, environment, { ...histories(series.id), series }, now),
      );
      return views.length > 0
        ? views
        : [viewOf(slo, environment, { days: [] }, now)];
    });
  }

  /** One aggregate for each length of window, however many SLOs have it. */
  async #histories(
    seriesOf: Map<Slo, StoredSeries[]>,
    now: number,
  ): Promise<(id: number) => SeriesHistory> {
    const { store } = this.#deps;
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
    const days = await store.days(ids);
    return id => ({
      sums: sums.find(({ series_id }) => series_id === id),
      newest: newest.get(id),
      days: days.filter(({ series_id }) => series_id === id),
    });
  }
}
