import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type Artifact,
  type Deployment,
  type DeploymentDrift,
  type DriftedFile,
  type Slo,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../../access';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
import type { TargetDirectory } from '../../artifacts/TargetDirectory';
import type { EntityDirectory } from '../../catalog/EntityDirectory';
import { sha256 } from '../../hash';
import type { SloService } from '../../slos/SloService';
import type { SloStore } from '../../slos/SloStore';
import type { DeploymentService } from '../DeploymentService';
import type { DeploymentStore } from '../DeploymentStore';
import { blobSha } from '../ourCommit';
import type { GitProviders } from '../providers';
import { whatStoodBefore } from '../whatStoodBefore';
import { lineDiff } from './lineDiff';
import { revisionsToAdopt } from './revisionsToAdopt';

/** Files that are read from the Git host for one answer. */
const MAX_FILES = 20;

interface Dependencies {
  deployments: DeploymentService;
  deploymentStore: DeploymentStore;
  artifacts: ArtifactStore;
  targets: TargetDirectory;
  providers: GitProviders;
  slos: SloService;
  sloStore: SloStore;
  entities: EntityDirectory;
  access: Access;
}

/** What stands on the branch beside what was approved, and how to make it the SLOs'. */
export class DriftService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Reads the branch now; what is loaded is told as it was found last. */
  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<DeploymentDrift> {
    const deployment = await this.#deps.deployments.get(id, credentials);
    const { files, left } = await this.#differing(deployment);
    return {
      deployment_id: id,
      files,
      files_left_out: left,
      loaded: deployment.checks?.prometheus ?? null,
      dashboards: deployment.checks?.grafana ?? null,
    };
  }

  /**
   * Makes what stands on the branch the next draft of the SLOs. That is possible
   * where the files there were generated here once: then it is known from which
   * revisions. What was written by hand is refused.
   */
  async adopt(id: string, credentials: BackstageCredentials): Promise<Slo[]> {
    const { access, deployments, entities, artifacts, slos, sloStore } =
      this.#deps;
    const person = await access.person(credentials);
    const deployment = await deployments.get(id, credentials);
    const entity = await entities.get(deployment.entity_ref, credentials);
    await access.requireChange(person, entity, sloScoutSloWritePermission);
    const { files, left } = await this.#differing(deployment);
    if (left > 0) {
      throw new ConflictError(
        `${
          files.length + left
        } files differ, more than are read at once. Restore the approved files, or change the SLOs.`,
      );
    }
    const found = await Promise.all(
      files.map(async file => ({
        path: file.path,
        artifact:
          file.found === null
            ? null
            : await artifacts.byContent(
                deployment,
                file.path,
                sha256(file.found),
              ),
      })),
    );
    const approved =
      deployment.kind === 'removal' ? [] : await this.#bundleOf(deployment);
    const references = revisionsToAdopt(approved, found);
    const inForce = await sloStore.getMany(
      references.map(({ slo_id: sloId }) => sloId),
    );
    const elsewhere = inForce.find(({ source }) => source.kind === 'catalog');
    if (elsewhere) {
      throw new ConflictError(
        `${elsewhere.name} is read from ${elsewhere.source.location}: change it there, or it would be changed back.`,
      );
    }
    return slos.putDrafts({
      entityRef: deployment.entity_ref,
      drafts: await sloStore.draftsOf(references),
      source: { kind: 'api' },
      actor: person.ref,
    });
  }

  /** The files of this deployment that stand; of a removal those that must not. */
  async #bundleOf(deployment: Deployment): Promise<Artifact[]> {
    if (deployment.kind === 'removal') {
      const { deploymentStore, artifacts } = this.#deps;
      const { removes = [] } = await deploymentStore.plan(
        deployment.deployment_id,
      );
      return deployment.status === 'superseded'
        ? []
        : artifacts.getMany(removes);
    }
    const standing = await this.#deps.artifacts.deployed(deployment);
    return standing.filter(
      artifact => artifact.deployment_id === deployment.deployment_id,
    );
  }

  async #differing(
    deployment: Deployment,
  ): Promise<{ files: DriftedFile[]; left: number }> {
    const target = this.#deps.targets.byName(deployment.target);
    const bundle = await this.#bundleOf(deployment);
    if (!target || bundle.length === 0) {
      throw new ConflictError(
        `Nothing of this deployment stands; it is ${deployment.status}.`,
      );
    }
    const provider = this.#deps.providers.forTarget(target);
    const { repo, base_branch: branch } = deployment;
    const paths = bundle.map(({ path }) => path);
    const there = await provider.readBranch(repo, branch, paths);
    const gone = deployment.kind === 'removal';
    const former = gone
      ? new Map(bundle.map(file => [file.path, file]))
      : await whatStoodBefore(deployment, paths, {
          artifacts: this.#deps.artifacts,
          deployments: this.#deps.deploymentStore,
        });
    const differing = bundle.filter(({ path, content }) =>
      gone ? there.has(path) : there.get(path) !== blobSha(content),
    );
    const files = await Promise.all(
      differing.slice(0, MAX_FILES).map(async ({ path, content }) => {
        const approved = gone ? null : content;
        const found = await provider.readFile(repo, branch, path);
        return {
          ...{ path, approved, found },
          diff: lineDiff(approved ?? '', found ?? ''),
          reverted: found === (former.get(path)?.content ?? null),
        };
      }),
    );
    return { files, left: differing.length - files.length };
  }
}
