import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { DeploymentStore } from './DeploymentStore';

/**
 * Of each path the file that stood there when this deployment came. Nothing where
 * nothing did: also where a file had stood there earlier and was taken away. A
 * deployment that repeated all that stood, as a restoration does, came when that did.
 */
export async function whatStoodBefore(
  deployment: Deployment,
  paths: string[],
  stores: {
    artifacts: Pick<ArtifactStore, 'getMany'>;
    deployments: Pick<DeploymentStore, 'landedBefore'>;
  },
): Promise<Map<string, Artifact>> {
  const { artifacts, deployments } = stores;
  const own = await artifacts.getMany(deployment.artifact_ids);
  const brought = new Map(own.map(({ path, id }) => [path, id]));
  const stood = new Map<string, string>();
  let before = new Map<string, string>();
  for (const landed of await deployments.landedBefore(deployment)) {
    for (const path of landed.removed) stood.delete(path);
    for (const { path, id } of landed.brought) stood.set(path, id);
    if (paths.some(path => stood.get(path) !== brought.get(path))) {
      before = new Map(stood);
    }
  }
  const former = paths.flatMap(path => before.get(path) ?? []);
  return new Map(
    (await artifacts.getMany(former)).map(file => [file.path, file]),
  );
}
