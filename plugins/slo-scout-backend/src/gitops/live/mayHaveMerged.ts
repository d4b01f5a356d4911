import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { DeploymentFollower } from '../DeploymentFollower';
import type { DeploymentStore } from '../DeploymentStore';

/**
 * Whether what differs on the branch may be a merge that nobody has told of: then it
 * is no drift. Pull requests of the service are read again, which moves those that
 * were merged; one that cannot be read may have been.
 */
export async function mayHaveMerged(
  { entity_ref, target }: Deployment,
  parts: { deployments: DeploymentStore; follower: DeploymentFollower },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { deployments, follower } = parts;
  for (const open of await deployments.open({ entity_ref, target })) {
    try {
      await follower.refresh(open, { signal });
    } catch {
      return true;
    }
    const { deployed_at: landed } = await deployments.get(open.deployment_id);
    if (landed !== null) return true;
  }
  return false;
}
