import { ConflictError } from '@backstage/errors';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import {
  type ArtifactRow,
  type ArtifactScope,
  joined,
  loadArtifacts,
  lockArtifacts,
  scoped,
  toArtifact,
} from './artifactRows';

/**
 * What stands of the artifacts in the targets, and how deployments move it. Writes
 * take the caller's transaction.
 */
export class DeployedArtifacts {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  /** What stands in the target now. */
  async at(scope: ArtifactScope, db: Knex = this.#db): Promise<Artifact[]> {
    const rows = await joined(db)
      .where(scoped(scope))
      .where('artifacts.deployment_status', 'deployed');
    return rows.map(toArtifact);
  }

  /** What stands of an entity in all its targets. */
  async of(entityRef: string): Promise<Artifact[]> {
    const rows = await joined(this.#db)
      .where('artifacts.entity_ref', entityRef)
      .where('artifacts.deployment_status', 'deployed')
      .orderBy('artifacts.path');
    return rows.map(toArtifact);
  }

  /** Another entity whose approved or deployed files stand at one of the paths. */
  async otherOwner(
    scope: ArtifactScope,
    paths: string[],
    db: Knex = this.#db,
  ): Promise<{ entity_ref: string; path: string } | undefined> {
    return db<ArtifactRow>('artifacts')
      .where({ environment: scope.environment, target: scope.target })
      .whereNot({ entity_ref: scope.entity_ref })
      .whereIn('path', paths)
      .where({ approval_status: 'approved' })
      .whereNot({ deployment_status: 'superseded' })
      .first('entity_ref', 'path');
  }

  /** Of each path where nothing of ours stands any more, the file that stood there last. */
  async takenAway(scope: ArtifactScope): Promise<Artifact[]> {
    // Not by the state of the files: one that waits to come back stood, too.
    const rows: Array<{ id: string; path: string }> = await this.#db(
      'deployment_artifacts',
    )
      .join(
        'deployments',
        'deployments.id',
        'deployment_artifacts.deployment_id',
      )
      .join('artifacts', 'artifacts.id', 'deployment_artifacts.artifact_id')
      .where(scoped(scope))
      .whereNotNull('deployments.deployed_at')
      .whereNotIn(
        'artifacts.path',
        this.#db('artifacts')
          .where({
            environment: scope.environment,
            target: scope.target,
            deployment_status: 'deployed',
          })
          .select('path'),
      )
      .orderBy('deployments.deployed_at', 'asc')
      .select('artifacts.id as id', 'artifacts.path as path');
    const last = new Map(rows.map(({ id, path }) => [path, id]));
    return loadArtifacts(this.#db, [...last.values()]);
  }

  /**
   * Puts the artifacts into a deployment that begins. What is live stays so: a
   * pull request that is closed later must not take it for gone.
   */
  async claim(
    tx: Knex.Transaction,
    ids: string[],
    deploymentId: string,
    /** Deployment that this one goes on with: what it holds may be taken over. */
    formerId?: string,
  ): Promise<void> {
    const rows = await lockArtifacts(tx, ids);
    const busy = rows.find(
      row =>
        ['opening', 'pending_pr', 'conflict'].includes(row.deployment_status) &&
        row.deployment_id !== formerId,
    );
    if (busy) throw new ConflictError(whyBusy(busy));
    await tx<ArtifactRow>('artifacts')
      .whereIn('id', ids)
      .whereNot({ deployment_status: 'deployed' })
      .update({ deployment_id: deploymentId, deployment_status: 'opening' });
  }

  /** Follows the pull request of a deployment: only what it claimed moves. */
  async follow(
    tx: Knex.Transaction,
    { deployment_id, artifact_ids }: Deployment,
    status: 'pending_pr' | 'conflict' | 'closed',
  ): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .whereIn('id', artifact_ids)
      .where({ deployment_id })
      .whereNot({ deployment_status: 'deployed' })
      .update({ deployment_status: status });
  }

  /**
   * All of a deployment stands, whoever claimed it; older files at its paths, and
   * those that it took away, do so no more.
   */
  async land(
    tx: Knex.Transaction,
    deployment: Deployment,
    { artifacts, removed }: { artifacts: Artifact[]; removed: string[] },
  ): Promise<void> {
    const ids = artifacts.map(({ id }) => id);
    await tx<ArtifactRow>('artifacts')
      .where(scoped(deployment))
      .where({ deployment_status: 'deployed' })
      .whereIn('path', [...artifacts.map(({ path }) => path), ...removed])
      .whereNotIn('id', ids)
      .update({ deployment_status: 'superseded' });
    await tx<ArtifactRow>('artifacts').whereIn('id', ids).update({
      deployment_id: deployment.deployment_id,
      deployment_status: 'deployed',
    });
  }

  /** What a replaced deployment held alone waits for a deployment again. */
  async release(tx: Knex.Transaction, deploymentId: string): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where({ deployment_id: deploymentId })
      .whereNotIn('deployment_status', ['deployed', 'superseded'])
      .update({ deployment_id: null, deployment_status: 'not_deployed' });
  }

  /** An attempt to go on with a pull request failed: that one has its files again. */
  async handBack(
    tx: Knex.Transaction,
    from: string,
    to: { deployment_id: string; status: Artifact['deployment_status'] },
  ): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where({ deployment_id: from })
      .whereNotIn('deployment_status', ['deployed', 'superseded'])
      .whereIn(
        'id',
        tx('deployment_artifacts')
          .where({ deployment_id: to.deployment_id })
          .select('artifact_id'),
      )
      .update({
        deployment_id: to.deployment_id,
        deployment_status: to.status,
      });
  }
}

function whyBusy({ path, deployment_status: status }: ArtifactRow): string {
  return status === 'opening'
    ? `${path} is in another pull request that is being opened just now. Look again.`
    : `${path} is in another pull request that is still open. Merge or close that one first.`;
}
