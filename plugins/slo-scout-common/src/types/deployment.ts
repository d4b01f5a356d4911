import type { ArtifactType, DeploymentStatus } from './artifact';
import type { DeploymentChecks } from './standing';

/**
 * `rebase` puts the same files on the base as it is now; `rollback` restores what
 * was deployed before; `removal` takes away all that stands of a service whose SLOs
 * were retired, and brings nothing.
 *
 * @public
 */
export type DeploymentKind = 'deploy' | 'rebase' | 'rollback' | 'removal';

/** An SLO that was taken out of force. @public */
export interface Retirement {
  slo_id: string;
  name: string;
  /** User entity ref of the approver who retired it. */
  retired_by: string;
  /** RFC 3339. */
  retired_at: string;
}

/**
 * Files of one environment that stand deployed although no SLO of them is in force:
 * what one pull request would take away.
 *
 * @public
 */
export interface Removal {
  entity_ref: string;
  environment: string;
  target: string;
  repo: string;
  branch: string;
  files: Array<{ artifact_id: string; path: string; type: ArtifactType }>;
  /** Names of the alerts that would no longer exist, each once. */
  alerts: string[];
  /** Whose retiring approves the removal. */
  retirements: Retirement[];
  /** A deployment of the service that has to end first; null where there is none. */
  under_way: string | null;
}

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
  /** Files that it takes away. Absent: none. */
  removed_paths?: string[];
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
