import { isDeepStrictEqual } from 'node:util';
import type {
  Deployment,
  DeploymentChecks,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { DeploymentStore } from '../DeploymentStore';
import type { DeploymentRow } from '../deploymentRows';
import type { Standing } from './standing';

/** A deployment as the watcher takes it up. */
export type Watched = Deployment & {
  standing: Standing;
  /** Without what stands of it. */
  stored_status: DeploymentRow['status'];
};

/** What stands of deployments that are merged. */
export class WatchedDeployments {
  readonly #db: Knex;
  readonly #deployments: DeploymentStore;

  constructor(options: { db: Knex; deployments: DeploymentStore }) {
    this.#db = options.db;
    this.#deployments = options.deployments;
  }

  /**
   * Deployments of which at least one file stands; a later one may have taken over the
   * others. And removals that nothing came after: what they took away must stay away.
   */
  async all(): Promise<Watched[]> {
    const rows = await this.#db<DeploymentRow>('deployments')
      .whereIn(
        'id',
        this.#db('artifacts')
          .where({ deployment_status: 'deployed' })
          .whereNotNull('deployment_id')
          .select('deployment_id'),
      )
      .orWhere(query =>
        query
          .where({ status: 'deployed' })
          .whereNotIn(
            'id',
            this.#db('deployment_artifacts').select('deployment_id'),
          ),
      )
      .orderBy('id')
      .select('id', 'standing', 'status');
    const found = await this.#deployments.getMany(rows.map(({ id }) => id));
    const byId = new Map(rows.map(row => [row.id, row]));
    return found.flatMap(deployment => {
      const row = byId.get(deployment.deployment_id);
      return row
        ? [{ ...deployment, standing: row.standing, stored_status: row.status }]
        : [];
    });
  }

  /** Keeps what was found of a deployed bundle; false where it moved on meanwhile. */
  async keep(
    tx: Knex.Transaction,
    { deployment_id: id, standing: before, stored_status: status }: Watched,
    found: {
      /** Ids of the files that were looked at. */
      brought: string[];
      standing: Standing;
      checks: DeploymentChecks;
    },
  ): Promise<boolean> {
    const { brought, standing, checks } = found;
    const stands: string[] = await tx('artifacts')
      .where({ deployment_id: id, deployment_status: 'deployed' })
      .pluck('id');
    // Another deployment has landed: what was compared is not what should be there.
    if (!isDeepStrictEqual(stands.sort(), [...brought].sort())) return false;
    const changed = await tx<DeploymentRow>('deployments')
      .where({ id, status, standing: before })
      .update({
        standing,
        checks: JSON.stringify(checks),
        // What no longer stands on the branch may be deployed again.
        ...(checks.repository.state === 'different'
          ? { active_key: null }
          : {}),
      });
    if (changed === 1 && standing === 'live') {
      await tx<DeploymentRow>('deployments')
        .where({ id, live_at: null })
        .update({ live_at: new Date() });
    }
    return changed === 1;
  }

  /** Ids of its files that a deployment before it had brought already. */
  async broughtEarlier(deployment: Deployment): Promise<Set<string>> {
    const { deployment_id: id, artifact_ids: ids } = deployment;
    const { deployed_at: deployedAt } = await this.#db<DeploymentRow>(
      'deployments',
    )
      .where({ id })
      .first('deployed_at')
      .then(row => row ?? { deployed_at: null });
    const rows: Array<{ artifact_id: string }> = await this.#db(
      'deployment_artifacts',
    )
      .join('deployments', 'deployments.id', 'deployment_id')
      .whereIn('artifact_id', ids)
      .whereNot('deployments.id', id)
      .where('deployments.deployed_at', '<', deployedAt)
      .select('artifact_id');
    return new Set(rows.map(row => row.artifact_id));
  }
}
