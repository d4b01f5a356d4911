import type {
  Deployment,
  DeploymentKind,
} from '@slo-scout/backstage-plugin-slo-scout-common';
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

export interface DeploymentRow {
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

export function toDeployment(
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
