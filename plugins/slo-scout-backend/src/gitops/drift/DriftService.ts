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
import type { DeployedArtifacts } from '../../artifacts/DeployedArtifacts';
import type { TargetDirectory } from '../../artifacts/TargetDirectory';
import type { EntityDirectory } from '../../catalog/EntityDirectory';
import { sha256 } from '../../hash';
import type { SloService } from '../../slos/SloService';
import type { SloStore } from '../../slos/SloStore';
import type { DeploymentService } from '../DeploymentService';
import type { DeploymentStore } from '../DeploymentStore';
import { blobSha } from '../ourCommit';
import type { GitProviders } from '../providers';
import { deploymentFiles } from '../live/deploymentFiles';
import { whatStoodBefore } from '../whatStoodBefore';
import { lineDiff } from './lineDiff';
import { revisionsToAdopt } from './revisionsToAdopt';

/** Files that are read from the Git host for one answer. */
const MAX_FILES = 20;

interface Dependencies {
  deployments: DeploymentService;
  deploymentStore: DeploymentStore;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
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
    const { brought } = await this.#filesOf(deployment);
    const references = revisionsToAdopt(brought, found);
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

  #filesOf(deployment: Deployment) {
    const { artifacts, deployed, deploymentStore: deployments } = this.#deps;
    return deploymentFiles(deployment, { artifacts, deployed, deployments });
  }

  async #differing(
    deployment: Deployment,
  ): Promise<{ files: DriftedFile[]; left: number }> {
    const target = this.#deps.targets.byName(deployment.target);
    const { brought, gone } = await this.#filesOf(deployment);
    if (!target || brought.length + gone.length === 0) {
      throw new ConflictError(
        `Nothing of this deployment stands; it is ${deployment.status}.`,
      );
    }
    const provider = this.#deps.providers.forTarget(target);
    const { repo, base_branch: branch } = deployment;
    const there = await provider.readBranch(
      repo,
      branch,
      [...brought, ...gone].map(({ path }) => path),
    );
    const former = await this.#former(deployment, brought);
    const differing = [
      ...brought
        .filter(({ path, content }) => there.get(path) !== blobSha(content))
        .map(({ path, content: approved }) => ({
          ...{ path, approved },
          before: former.get(path)?.content ?? null,
        })),
      ...gone
        .filter(({ path }) => there.has(path))
        .map(({ path, content: before }) => ({ path, approved: null, before })),
    ];
    const files = await Promise.all(
      differing.slice(0, MAX_FILES).map(async ({ path, approved, before }) => {
        const found = await provider.readFile(repo, branch, path);
        return {
          ...{ path, approved, found },
          diff: lineDiff(approved ?? '', found ?? ''),
          reverted: found === before,
        };
      }),
    );
    return { files, left: differing.length - files.length };
  }

  #former(deployment: Deployment, brought: Artifact[]) {
    const { artifacts, deploymentStore: deployments } = this.#deps;
    const paths = brought.map(({ path }) => path);
    return whatStoodBefore(deployment, paths, { artifacts, deployments });
  }
}
