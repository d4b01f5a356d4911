import { NotFoundError } from '@backstage/errors';
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
  const service = { entity_ref, target };
  const pullRequests = [
    ...(await deployments.open(service)),
    // It may have been opened again.
    ...(await deployments.closed(service)),
  ];
  for (const pullRequest of pullRequests) {
    try {
      await follower.refresh(pullRequest, { signal });
    } catch (error) {
      // One that was deleted cannot have been merged just now.
      if (error instanceof NotFoundError) continue;
      return true;
    }
    const { deployment_id: id } = pullRequest;
    const { deployed_at: landed } = await deployments.get(id);
    if (landed !== null) return true;
  }
  return false;
}
