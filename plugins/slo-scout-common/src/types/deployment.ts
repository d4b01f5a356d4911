import type { ArtifactType, DeploymentStatus } from './artifact';
import type { PolicyDecision } from './policy';
import type { DeploymentChecks } from './standing';

/**
 * `rebase` puts the same files on the base as it is now; `rollback` restores what
 * was deployed before; `restore` puts back what is deployed where the branch has
 * something else; `removal` takes away all that stands of a service whose SLOs
 * were retired, and brings nothing.
 *
 * @public
 */
export type DeploymentKind =
  | 'deploy'
  | 'rebase'
  | 'rollback'
  | 'restore'
  | 'removal';

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
  /** When the pull request was opened. RFC 3339. */
  opened_at?: string | null;
  /** When it was merged, and by whom, as the Git host tells it: a login there. */
  merged_at?: string | null;
  merged_by?: string | null;
  /** When the merge was noticed, and its files compared with the approved ones. */
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

/** One file of a pull request that is not opened yet. @public */
export interface PreviewedFile {
  path: string;
  /** Against the target branch as it is now; `unknown` where it could not be read. */
  change: 'added' | 'changed' | 'removed' | 'unchanged' | 'unknown';
  /** Null where the file on the branch was not read, or differs too much to compare. */
  added_lines: number | null;
  removed_lines: number | null;
}

/** Answer of `POST /v1/pr/preview`: what deploying would do now. @public */
export interface PullRequestPreview {
  /**
   * A pull request is opened; the one that is open goes on with these files; or there
   * is nothing to open, as the deployment stands or the branch holds these files.
   */
  outcome: 'open' | 'update' | 'none';
  kind: DeploymentKind;
  /** The one that is open already. */
  pr_number: number | null;
  pr_url: string | null;
  repo: string;
  base_branch: string;
  /** Of a pull request yet to be opened it ends with the time of opening. */
  branch_name: string;
  title: string;
  /** Markdown. */
  body: string;
  commit_message: string;
  draft: boolean;
  labels: string[];
  /** Who will be asked for a review: logins, of teams `owner/team`. */
  reviewers: Array<{ kind: 'user' | 'team'; name: string }>;
  files: PreviewedFile[];
  /** What could not be found out, or will not be asked: sentences. */
  notes: string[];
  /** What the guard says; null where it judged this deployment before. */
  decision: PolicyDecision | null;
}
