import { NotFoundError } from '@backstage/errors';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import { toIsoOrNull } from '../database/values';
import {
  type DeploymentRow,
  type StoredPlan,
  removedBy,
  toDeployment,
} from './deploymentRows';

/** A deployment about to begin. */
export interface NewDeployment {
  id: string;
  entity_ref: string;
  environment: string;
  target: string;
  bundle_hash: string;
  plan: StoredPlan;
  artifact_ids: string[];
  created_by: string;
}

/** What a merged deployment did to the files of its service. */
export interface Landed {
  /** Of those that are approved. */
  brought: Array<{ id: string; path: string }>;
  removed: string[];
}

/** When a pull request was closed is not stored; most are closed soon, or for good. */
const REOPENED_WITHIN_MS = 30 * 24 * 60 * 60_000;

/** Pull requests and what is known of them. Writes take the caller's transaction. */
export class DeploymentStore {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now?: () => Date }) {
    this.#db = options.db;
    this.#now = options.now ?? (() => new Date());
  }

  async list(
    entityRef: string,
    permitted?: RecordFilter,
  ): Promise<Deployment[]> {
    const query = this.#db<DeploymentRow>('deployments')
      .where({ entity_ref: entityRef })
      .orderBy('created_at', 'desc')
      .limit(200);
    permitted?.(query, 'entity_ref');
    return this.#load(await query);
  }

  async get(id: string): Promise<Deployment> {
    const [found] = await this.#load(
      await this.#db<DeploymentRow>('deployments').where({ id }),
    );
    if (!found) throw new NotFoundError(`Deployment ${id} does not exist`);
    return found;
  }

  /** As many of the deployments as there are, in the order of their ids. */
  async getMany(ids: string[]): Promise<Deployment[]> {
    const found = new Map(
      (
        await this.#load(
          await this.#db<DeploymentRow>('deployments').whereIn('id', ids),
        )
      ).map(deployment => [deployment.deployment_id, deployment]),
    );
    return ids.flatMap(id => found.get(id) ?? []);
  }

  async plan(id: string): Promise<StoredPlan> {
    const row = await this.#db<DeploymentRow>('deployments')
      .where({ id })
      .first('plan');
    if (!row) throw new NotFoundError(`Deployment ${id} does not exist`);
    return JSON.parse(row.plan);
  }

  /** The deployment of this bundle that has not ended. */
  async active(key: string): Promise<Deployment | undefined> {
    const [found] = await this.#load(
      await this.#db<DeploymentRow>('deployments').where({ active_key: key }),
    );
    return found;
  }

  /** The pull request of this service that is still open, the newest one. */
  async openOf(scope: {
    entity_ref: string;
    target: string;
  }): Promise<Deployment | undefined> {
    const { entity_ref, target } = scope;
    const [found] = await this.#load(
      await this.#db<DeploymentRow>('deployments')
        .where({ entity_ref, target })
        .whereIn('status', ['pending_pr', 'conflict'])
        .whereNotNull('pr_number')
        .orderBy('created_at', 'desc')
        .limit(1),
    );
    return found;
  }

  /** A deployment of this service that has not come to its end, the newest one. */
  async underWay(scope: {
    entity_ref: string;
    target: string;
  }): Promise<Deployment | undefined> {
    const { entity_ref, target } = scope;
    const [found] = await this.#load(
      await this.#db<DeploymentRow>('deployments')
        .where({ entity_ref, target })
        .whereIn('status', ['opening', 'pending_pr', 'conflict'])
        .orderBy('created_at', 'desc')
        .limit(1),
    );
    return found;
  }

  /** What was merged of this service before this deployment, the oldest first. */
  async landedBefore(deployment: Deployment): Promise<Landed[]> {
    const { entity_ref, target, deployed_at: until } = deployment;
    const rows = await this.#db<DeploymentRow>('deployments')
      .where({ entity_ref, target })
      .whereNotNull('deployed_at')
      .whereNot({ id: deployment.deployment_id })
      .orderBy('deployed_at');
    const earlier = rows.filter(({ deployed_at: stored }) => {
      const at = toIsoOrNull(stored);
      return at !== null && (until === null || at <= until);
    });
    const files: Array<{ deployment_id: string; id: string; path: string }> =
      await this.#db('deployment_artifacts')
        .join('artifacts', 'artifacts.id', 'artifact_id')
        .where('artifacts.approval_status', 'approved')
        .whereIn(
          'deployment_artifacts.deployment_id',
          earlier.map(({ id }) => id),
        )
        .select(
          'deployment_artifacts.deployment_id as deployment_id',
          'artifacts.id as id',
          'artifacts.path as path',
        );
    return earlier.map(({ id, plan }) => ({
      brought: files.filter(file => file.deployment_id === id),
      removed: removedBy(JSON.parse(plan)),
    }));
  }

  /** Lets the same bundle begin again, in place of this deployment. */
  async releaseKey(tx: Knex, id: string): Promise<void> {
    await tx<DeploymentRow>('deployments')
      .where({ id })
      .update({ active_key: null });
  }

  /** Of each target the newest: two hosts may have repositories of one name. */
  async byPullRequest(repo: string, number: number): Promise<Deployment[]> {
    const found = await this.#load(
      await this.#db<DeploymentRow>('deployments')
        .where({ repo, pr_number: number })
        .orderBy('created_at', 'desc'),
    );
    return found.filter(
      ({ target }, index) =>
        found.findIndex(other => other.target === target) === index,
    );
  }

  /** Deployments that something outside may still move, of one service or of all. */
  async open(
    scope: { entity_ref?: string; target?: string } = {},
  ): Promise<Deployment[]> {
    return this.#load(
      await this.#db<DeploymentRow>('deployments')
        .where(scope)
        .whereIn('status', ['opening', 'pending_pr', 'conflict']),
    );
  }

  /** Pull requests that were closed and may be opened again, the newest first. */
  async closed(
    scope: { entity_ref?: string; target?: string } = {},
  ): Promise<Deployment[]> {
    const since = new Date(this.#now().getTime() - REOPENED_WITHIN_MS);
    return this.#load(
      await this.#db<DeploymentRow>('deployments')
        .where({ ...scope, status: 'closed' })
        .whereNotNull('pr_number')
        .where('created_at', '>=', since)
        .orderBy('created_at', 'desc')
        .orderBy('id'),
    );
  }

  /** Adds the row; false where another request deploys the same bundle already. */
  async insert(
    tx: Knex.Transaction,
    deployment: NewDeployment,
    activeKey: string,
  ): Promise<boolean> {
    const { plan, artifact_ids: artifactIds, ...rest } = deployment;
    await tx<DeploymentRow>('deployments')
      .insert({
        ...rest,
        repo: plan.repo,
        base_branch: plan.base,
        branch_name: plan.branch,
        active_key: activeKey,
        plan: JSON.stringify(plan),
        status: 'opening',
        created_at: this.#now(),
      })
      .onConflict('active_key')
      .ignore();
    const mine = await tx('deployments').where({ id: rest.id }).first('id');
    if (!mine) return false;
    for (const artifactId of artifactIds) {
      await tx('deployment_artifacts').insert({
        deployment_id: rest.id,
        artifact_id: artifactId,
      });
    }
    return true;
  }

  /** Moves a deployment on; false where it was not in one of the states `from`. */
  async move(
    tx: Knex,
    id: string,
    from: Deployment['status'][],
    change: Partial<
      Pick<
        DeploymentRow,
        | 'status'
        | 'pr_number'
        | 'pr_url'
        | 'commit_sha'
        | 'merge_commit_sha'
        | 'merged_by'
        | 'error'
        | 'rollback_reason'
        | 'notes'
      >
    > & {
      retry_at?: Date | null;
      opened_at?: Date;
      merged_at?: Date | null;
      deployed_at?: Date;
      ended?: boolean;
      rollback_offered?: boolean;
    },
  ): Promise<boolean> {
    const { ended, ...columns } = change;
    const changed = await tx<DeploymentRow>('deployments')
      .where({ id })
      .whereIn('status', from)
      .update({ ...columns, ...(ended ? { active_key: null } : {}) });
    return changed === 1;
  }

  /**
   * A newer deployment of the same service landed: the former ones may be repeated.
   * Those of which a file still stands go on answering for it.
   */
  async endFormer(tx: Knex.Transaction, current: Deployment): Promise<void> {
    const former = () =>
      tx<DeploymentRow>('deployments')
        .where({
          entity_ref: current.entity_ref,
          target: current.target,
          status: 'deployed',
        })
        .whereNot({ id: current.deployment_id });
    await former().update({ active_key: null });
    await former()
      .whereNotIn(
        'id',
        tx('artifacts')
          .where({ deployment_status: 'deployed' })
          .whereNotNull('deployment_id')
          .select('deployment_id'),
      )
      .update({ status: 'superseded' });
  }

  async #load(rows: DeploymentRow[]): Promise<Deployment[]> {
    const links: Array<{ deployment_id: string; artifact_id: string }> =
      await this.#db('deployment_artifacts').whereIn(
        'deployment_id',
        rows.map(row => row.id),
      );
    return rows.map(row => toDeployment(row, links));
  }
}
