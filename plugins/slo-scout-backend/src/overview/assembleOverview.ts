import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Access } from '../access';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import type { DeploymentStore } from '../gitops/DeploymentStore';
import type { MeasurementStore } from '../measurements/MeasurementStore';
import type { Policies } from '../policy/Policies';
import type { SloStore } from '../slos/SloStore';
import { DeciderReader } from './DeciderReader';
import { DeploymentOverviewStore } from './DeploymentOverviewStore';
import { OverviewService } from './OverviewService';
import { QueueStore } from './QueueStore';
import { SloOverviewStore } from './SloOverviewStore';
import { StandingRefresher } from './StandingRefresher';
import { StandingStore } from './StandingStore';

/** The overview, and the job that keeps what it shows. */
export function assembleOverview(parts: {
  db: Knex;
  logger: LoggerService;
  access: Access;
  deployments: DeploymentStore;
  entities: EntityDirectory;
  measurements: MeasurementStore;
  policies: Policies;
  slos: SloStore;
  targets: TargetDirectory;
  now: () => Date;
}): { overview: OverviewService; standings: StandingRefresher } {
  const { db } = parts;
  const queue = new QueueStore({ db });
  return {
    overview: new OverviewService({
      ...parts,
      queue,
      deciders: new DeciderReader({ ...parts, queue }),
      deployments: new DeploymentOverviewStore(parts),
      slos: new SloOverviewStore({ db }),
    }),
    standings: new StandingRefresher({
      ...parts,
      standings: new StandingStore({ db }),
    }),
  };
}
