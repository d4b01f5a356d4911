import type {
  Artifact,
  DeployResult,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sha256 } from '../hash';
import { type Bundle, bundleHash } from '../policy/Bundle';
import type { GitOpsTarget } from './types';

/** `created` tells 201 from 200. */
export interface Deployed {
  created: boolean;
  result: DeployResult;
}

/** Of a bundle and target there is one deployment at a time. */
export function keyOf(
  target: GitOpsTarget,
  { artifacts, removed }: Pick<Bundle, 'artifacts' | 'removed'>,
): string {
  const hash = bundleHash(target.name, artifacts, removed);
  return sha256(`${target.name} ${hash}`);
}

/** The answer of `POST /v1/pr`. */
export function resultOf(
  deployment: Deployment,
  bundle: { artifacts: Artifact[] },
): DeployResult {
  return {
    ...(deployment.pr_url === null
      ? { reason: unchangedReason(deployment) }
      : {}),
    ...(deployment.removed_paths?.length
      ? { removed: [...deployment.removed_paths].sort() }
      : {}),
    deployment_id: deployment.deployment_id,
    pr_url: deployment.pr_url,
    pr_number: deployment.pr_number,
    branch_name: deployment.branch_name,
    artifacts_included: bundle.artifacts.map(a => a.path).sort(),
  };
}

/** Why there is no pull request. */
export function unchangedReason({
  kind,
  base_branch: branch,
  repo,
}: Deployment) {
  return kind === 'removal'
    ? `${branch} of ${repo} holds none of these files any more.`
    : `${branch} of ${repo} already holds exactly these files.`;
}
