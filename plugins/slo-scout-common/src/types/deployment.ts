import type { DeploymentStatus } from './artifact';
import type { DeploymentChecks } from './standing';

/**
 * `rebase` puts the same files on the base as it is now; `rollback` restores what
 * was deployed before.
 *
 * @public
 */
export type DeploymentKind = 'deploy' | 'rebase' | 'rollback';

/** One pull request with a bundle of approved artifacts. @public */
export interface Deployment {
  deployment_id: string;
  entity_ref: string;
  environment: string;
  target: string;
  repo: string;
  base_branch: string;
  branch_name: string;
  bundle_hash: string;
  status: DeploymentStatus;
  artifact_ids: string[];
  kind: DeploymentKind;
  pr_number: number | null;
  pr_url: string | null;
  commit_sha: string | null;
  merge_commit_sha: string | null;
  /** When the next attempt follows, while waiting for a rate limit. RFC 3339. */
  retry_at: string | null;
  error: string | null;
  created_at: string;
  created_by: string;
  deployed_at: string | null;
  /** When it was first seen everywhere where it belongs. RFC 3339. */
  live_at: string | null;
  /** What was found of it, once it is deployed. */
  checks: DeploymentChecks | null;
  /** The guard found a violation when it was merged; a rollback is advised. */
  rollback_offered: boolean;
  rollback_reason: string | null;
  /** What the Git host refused without harm, an unknown reviewer say: sentences. */
  notes?: string[];
}
