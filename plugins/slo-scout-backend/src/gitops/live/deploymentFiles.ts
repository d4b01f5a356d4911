import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
import type { DeployedArtifacts } from '../../artifacts/DeployedArtifacts';
import type { DeploymentStore } from '../DeploymentStore';

/** What the target has to look like as far as one deployment answers for it. */
export interface DeploymentFiles {
  /** Files that it brought and that nothing came after. */
  brought: Artifact[];
  /** Files that were taken away and have to stay away. */
  gone: Artifact[];
  /** All that stands of the service beside them. */
  standing: Artifact[];
}

/**
 * A removal answers for what it took away. Of the others the newest of a service
 * answers for everything that was ever taken away there: an alert that comes back
 * lies, whichever commit removed it.
 */
export async function deploymentFiles(
  deployment: Deployment,
  stores: {
    artifacts: ArtifactStore;
    deployed: DeployedArtifacts;
    deployments: DeploymentStore;
  },
): Promise<DeploymentFiles> {
  const { deployment_id: id, kind, status } = deployment;
  const { artifacts, deployed, deployments } = stores;
  const standing = await deployed.at(deployment);
  if (kind === 'removal') {
    const { removes = [] } = await deployments.plan(id);
    const gone =
      status === 'superseded' ? [] : await artifacts.getMany(removes);
    return { brought: [], gone, standing };
  }
  return {
    brought: standing.filter(file => file.deployment_id === id),
    gone: newestOf(standing) === id ? await deployed.takenAway(deployment) : [],
    standing,
  };
}

function newestOf(standing: Artifact[]): string | null | undefined {
  const order = ({ deployed_at: at, deployment_id: id }: Artifact) =>
    `${at} ${id}`;
  return [...standing].sort((a, b) => (order(a) < order(b) ? 1 : -1)).at(0)
    ?.deployment_id;
}
