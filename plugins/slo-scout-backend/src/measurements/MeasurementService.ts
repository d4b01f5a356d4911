import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type SloMeasurement,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { normaliseRef } from '../catalog/EntityDirectory';
import type { SloStore } from '../slos/SloStore';
import { measuredNow } from './measuredNow';
import type { MeasurementStore } from './MeasurementStore';

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
    const now = this.#deps.now().getTime() / 1000;
    const measured = await measuredNow(store, inForce, {
      ...{ environment, now, withDays: true },
    });
    return [...measured.values()].flat();
  }
}
