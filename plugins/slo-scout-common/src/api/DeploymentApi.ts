import type {
  Deployment,
  DeploymentDrift,
  PolicyDecision,
  PullRequestPreview,
  Removal,
  Slo,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** Body of `POST /v1/pr`. @public */
export interface DeployRequest {
  artifact_ids: string[];
  environment: string;
  target_repo?: string;
  target_branch?: string;
}

/** Body of `POST /v1/removals`. @public */
export interface RemovalRequest {
  /** All files that the removal lists: other ones than were looked at are refused. */
  artifact_ids: string[];
}

/** @public */
export interface DeployResult {
  deployment_id: string | null;
  pr_url: string | null;
  pr_number: number | null;
  branch_name: string | null;
  /** Paths in the pull request. */
  artifacts_included: string[];
  /** Paths that it takes away. */
  removed?: string[];
  /** Why no pull request was opened. */
  reason?: string;
}

/** Approved files on their way to the target, and what stands there. @public */
export interface DeploymentApi {
  deploy(
    request: DeployRequest,
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** What could be taken away, because no SLO of it is in force; one entry an environment. */
  listRemovals(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ removals: Removal[] }>;
  /** What the guard would say of a removal, without opening anything. */
  evaluateRemoval(
    request: RemovalRequest,
    options?: RequestOptions,
  ): Promise<{ decision: PolicyDecision }>;
  /** Opens the pull request that takes the files away, and nothing else. */
  openRemoval(
    request: RemovalRequest,
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** The pull request that `deploy` would open. Stores and opens nothing. */
  previewPullRequest(
    request: DeployRequest,
    options?: RequestOptions,
  ): Promise<{ preview: PullRequestPreview }>;
  listDeployments(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ deployments: Deployment[] }>;
  getDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ deployment: Deployment }>;

  /** Puts the files of an open pull request on the base as it is now. */
  rebaseDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** Opens the pull request that restores what stood there before. */
  rollBackDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** Opens the pull request that puts back what drifted or was reverted. */
  restoreDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** What stands on the branch beside what was approved. */
  getDeploymentDrift(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ drift: DeploymentDrift }>;
  /** Makes what stands on the branch the next drafts of the SLOs. */
  adoptDeploymentDrift(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ slos: Slo[] }>;
}
