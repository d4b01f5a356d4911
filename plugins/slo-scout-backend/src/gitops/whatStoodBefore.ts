import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import type { DeploymentStore } from './DeploymentStore';

/**
 * Of each path the file that stood there when this deployment came. Nothing where
 * nothing did: also where a file had stood there earlier and was taken away.
 */
export async function whatStoodBefore(
  deployment: Deployment,
  paths: string[],
  stores: { deployed: DeployedArtifacts; deployments: DeploymentStore },
): Promise<Map<string, Artifact>> {
  const former = await stores.deployed.formerAt(deployment, paths);
  const takenAway = await stores.deployments.takenAwayBefore(deployment);
  for (const [path, { deployed_at: since }] of former) {
    const gone = takenAway.get(path);
    if (gone !== undefined && since !== null && gone >= since) {
      former.delete(path);
    }
  }
  return former;
}
