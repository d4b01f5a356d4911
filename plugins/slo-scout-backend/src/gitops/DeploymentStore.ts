import { NotFoundError } from '@backstage/errors';
import type {
  Deployment,
  DeploymentChecks,
  DeploymentKind,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import { type StoredTime, toIso, toIsoOrNull } from '../database/values';
import type { Standing } from './live/standing';
import type { PullRequestPlan } from './types';

/** The part of the plan that is fixed before the first request and stored. */
export type StoredPlan = Omit<PullRequestPlan, 'signal' | 'onRetry'> & {
  /** Absent in plans of earlier versions: then it is a deployment. */
  kind?: DeploymentKind;
  /** Deployment whose open pull request this one goes on with. */
  replaces?: string;
  /** Ids of the artifacts that a removal takes away; it brings none. */
  removes?: string[];
};

/** Files that a plan takes away. */
export function removedBy({ files }: Pick<StoredPlan, 'files'>): string[] {
  return files
    .filter(({ content }) => content === null)
    .map(({ path }) => path);
}

interface DeploymentRow {
  id: string;
  entity_ref: string;
  environment: string;
  target: string;
  repo: string;
  base_branch: string;
  branch_name: string;
  bundle_hash: string;
  active_key: string | null;
  plan: string;
  status: Deployment['status'];
  pr_number: number | null;
  pr_url: string | null;
  commit_sha: string | null;
  merge_commit_sha: string | null;
  retry_at: StoredTime | null;
  error: string | null;
  created_at: StoredTime;
  created_by: string;
  opened_at: StoredTime | null;
  merged_at: StoredTime | null;
  /** Login at the Git host. */
  merged_by: string | null;
  deployed_at: StoredTime | null;
  standing: Standing;
  live_at: StoredTime | null;
  checks: string | null;
  /** SQLite has 0 and 1. */
  rollback_offered: boolean | number;
  rollback_reason: string | null;
  notes: string | null;
}

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

  /** When each path was taken away last before this deployment, by merged ones. RFC 3339. */
  async takenAwayBefore(deployment: Deployment): Promise<Map<string, string>> {
    const { entity_ref, target, deployed_at: until } = deployment;
    const rows = await this.#db<DeploymentRow>('deployments')
      .where({ entity_ref, target })
      .whereNotNull('deployed_at')
      .whereNot({ id: deployment.deployment_id })
      .orderBy('deployed_at');
    const found = new Map<string, string>();
    for (const { deployed_at: stored, plan } of rows) {
      const at = toIsoOrNull(stored);
      if (at === null || (until !== null && at > until)) continue;
      for (const path of removedBy(JSON.parse(plan))) found.set(path, at);
    }
    return found;
  }

  /** Lets the same bundle begin again, in place of this deployment. */
  async releaseKey(tx: Knex.Transaction, id: string): Promise<void> {
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

  /** Deployments that something outside may still move. */
  async open(): Promise<Deployment[]> {
    return this.#load(
      await this.#db<DeploymentRow>('deployments').whereIn('status', [
        'opening',
        'pending_pr',
        'conflict',
      ]),
    );
  }

  /**
   * Deployments of which at least one file stands; a later one may have taken over the
   * others. And removals that nothing came after: what they took away must stay away.
   */
  async standing(): Promise<Array<Deployment & { standing: Standing }>> {
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
      .orderBy('id');
    const found = await this.#load(rows);
    return found.map((deployment, i) => ({
      ...deployment,
      standing: rows[i].standing,
    }));
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

  /** Keeps what was found of a deployed bundle; false where it moved on meanwhile. */
  async stand(
    tx: Knex.Transaction,
    id: string,
    found: { before: Standing; standing: Standing; checks: DeploymentChecks },
  ): Promise<boolean> {
    const { before, standing, checks } = found;
    const here = () =>
      tx<DeploymentRow>('deployments').where({
        id,
        standing: before,
      });
    const changed = await here().update({
      standing,
      checks: JSON.stringify(checks),
      // What no longer stands on the branch may be deployed again.
      ...(checks.repository.state === 'different' ? { active_key: null } : {}),
    });
    if (changed === 1 && standing === 'live') {
      await tx<DeploymentRow>('deployments')
        .where({ id, live_at: null })
        .update({ live_at: this.#now() });
    }
    return changed === 1;
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

  /** A newer deployment of the same service stands: the former ones may be repeated. */
  async endFormer(tx: Knex.Transaction, current: Deployment): Promise<void> {
    await tx<DeploymentRow>('deployments')
      .where({
        entity_ref: current.entity_ref,
        target: current.target,
        status: 'deployed',
      })
      .whereNot({ id: current.deployment_id })
      .update({ status: 'superseded', active_key: null });
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

function toDeployment(
  row: DeploymentRow,
  links: Array<{ deployment_id: string; artifact_id: string }>,
): Deployment {
  const plan = JSON.parse(row.plan) as StoredPlan;
  return {
    deployment_id: row.id,
    entity_ref: row.entity_ref,
    environment: row.environment,
    target: row.target,
    repo: row.repo,
    base_branch: row.base_branch,
    branch_name: row.branch_name,
    bundle_hash: row.bundle_hash,
    status: row.status === 'deployed' ? row.standing ?? 'deployed' : row.status,
    artifact_ids: links
      .filter(link => link.deployment_id === row.id)
      .map(link => link.artifact_id),
    kind: plan.kind ?? 'deploy',
    removed_paths: removedBy(plan),
    pr_number: row.pr_number,
    pr_url: row.pr_url,
    commit_sha: row.commit_sha,
    merge_commit_sha: row.merge_commit_sha,
    retry_at: toIsoOrNull(row.retry_at),
    error: row.error,
    created_at: toIso(row.created_at),
    created_by: row.created_by,
    opened_at: toIsoOrNull(row.opened_at),
    merged_at: toIsoOrNull(row.merged_at),
    merged_by: row.merged_by,
    deployed_at: toIsoOrNull(row.deployed_at),
    live_at: toIsoOrNull(row.live_at),
    checks: row.checks ? JSON.parse(row.checks) : null,
    rollback_offered: Boolean(row.rollback_offered),
    rollback_reason: row.rollback_reason,
    notes: row.notes ? JSON.parse(row.notes) : [],
  };
}
