import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type Artifact,
  type DeployRequest,
  type DeployResult,
  type Deployment,
  type DeploymentStatus,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import { type BundleLoader, scopeOf } from '../artifacts/BundleLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { normaliseRef } from '../catalog/EntityDirectory';
import { sha256 } from '../hash';
import { type Bundle, bundleHash } from '../policy/Bundle';
import type { DeploymentStarter } from './DeploymentStarter';
import type { DeploymentStore } from './DeploymentStore';
import { type PullRequestOpener, resultOf } from './PullRequestOpener';
import type { GitOpsTarget } from './types';

interface Dependencies {
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  bundles: BundleLoader;
  targets: TargetDirectory;
  starter: DeploymentStarter;
  opener: PullRequestOpener;
  access: Access;
}

/** `created` tells 201 from 200. */
export interface Deployed {
  created: boolean;
  result: DeployResult;
}

const STANDING: DeploymentStatus[] = [
  ...(['deployed', 'live', 'drifted', 'reverted'] as const),
];

/** What people do with deployments: open, rebase, roll back. */
export class DeploymentService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Deployment[]> {
    return this.#deps.deployments.list(
      normaliseRef(entityRef),
      await this.#deps.access.filter(credentials, sloScoutReadPermission),
    );
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployment> {
    const deployment = await this.#deps.deployments.get(id);
    await this.#deps.access.require(
      credentials,
      sloScoutReadPermission,
      deployment.entity_ref,
    );
    return deployment;
  }

  /** Opens a pull request, or goes on with the one that the service has open. */
  async deploy(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    const { access, bundles, deployments, starter, opener } = this.#deps;
    const person = await access.person(credentials);
    const asked = await bundles.load(request.artifact_ids, credentials);
    await access.requireChange(person, asked.entity, sloScoutDeployPermission);
    const target = this.#targetOf(request, asked);
    const former = await deployments.openOf(scopeOf(asked));
    const bundle = former
      ? await this.#withRestOf(former, asked, credentials)
      : asked;
    const key = keyOf(target, bundle);
    const standing = await deployments.active(key);
    if (standing && standing.status !== 'opening') {
      return { created: false, result: resultOf(standing, bundle) };
    }
    const id =
      standing?.deployment_id ??
      (await starter.start({
        ...{ kind: 'deploy', key, person, bundle, target, former },
        credentials,
      }));
    const result = await opener.open(id, person.ref);
    return { created: result.pr_url !== null, result };
  }

  /**
   * The open pull request's other files stay in it: a service has one, and what was
   * approved for it must not be lost by what comes after. Files that no longer say
   * what is in force are left behind.
   */
  async #withRestOf(
    former: Deployment,
    asked: Bundle,
    credentials: BackstageCredentials,
  ): Promise<Bundle> {
    const { artifacts: store, bundles } = this.#deps;
    const paths = new Set(asked.artifacts.map(({ path }) => path));
    const rest: Artifact[] = [];
    for (const artifact of await store.getMany(former.artifact_ids)) {
      if (
        !paths.has(artifact.path) &&
        artifact.approval_status === 'approved' &&
        (await bundles.isInForce(artifact))
      ) {
        rest.push(artifact);
      }
    }
    if (rest.length === 0) return asked;
    const all = [...asked.artifacts, ...rest].map(({ id }) => id);
    return bundles.load(all, credentials);
  }

  /** Puts the same files on the base as it is now; what was approved stays approved. */
  async rebase(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    const { access, bundles, deployments, starter, opener } = this.#deps;
    const person = await access.person(credentials);
    const former = await deployments.get(id);
    const bundle = await bundles.load(former.artifact_ids, credentials);
    await access.requireChange(person, bundle.entity, sloScoutDeployPermission);
    if (former.status !== 'conflict' && former.status !== 'pending_pr') {
      throw new ConflictError(
        `Only an open pull request can be rebased; this deployment is ${former.status}.`,
      );
    }
    const target = this.#targetOfDeployment(former);
    const started = await starter.start({
      ...{ kind: 'rebase', person, bundle, target, former, credentials },
      key: keyOf(target, bundle),
    });
    const result = await opener.open(started, person.ref);
    return { created: true, result };
  }

  /** Opens the pull request that restores what stood there before this deployment. */
  async rollback(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    const { access, artifacts, bundles, deployments, starter, opener } =
      this.#deps;
    const person = await access.person(credentials);
    const undone = await deployments.get(id);
    const { entity } = await bundles.load(undone.artifact_ids, credentials);
    await access.requireChange(person, entity, sloScoutDeployPermission);
    const current = (await artifacts.deployed(undone)).filter(
      artifact => artifact.deployment_id === id,
    );
    if (!STANDING.includes(undone.status) || current.length === 0) {
      throw new ConflictError(
        `Only what is deployed can be rolled back; this deployment is ${undone.status}.`,
      );
    }
    const paths = current.map(({ path }) => path);
    const former = await artifacts.formerAt(undone, paths);
    if (former.size === 0) {
      throw new ConflictError(
        'Nothing was deployed here before. To take it away, retire its SLOs and deploy what remains.',
      );
    }
    const restored = [...former.values()].map(artifact => artifact.id);
    const bundle = await bundles.load(restored, credentials);
    const target = this.#targetOfDeployment(undone);
    const key = keyOf(target, bundle);
    const open = await deployments.openOf(undone);
    if (open) {
      throw new ConflictError(
        `Pull request ${open.pr_number} of this service is open. Merge or close it first.`,
      );
    }
    const standing = await deployments.active(key);
    const started =
      standing?.deployment_id ??
      (await starter.start({
        ...{ kind: 'rollback', key, person, bundle, target, credentials },
        removed: paths.filter(path => !former.has(path)),
      }));
    const result = await opener.open(started, person.ref);
    return { created: result.pr_url !== null, result };
  }

  /** The files go where they were generated for, and nowhere else. */
  #targetOf(request: DeployRequest, bundle: Bundle): GitOpsTarget {
    const target = this.#deps.targets.findExact(
      request.environment,
      request.target_repo,
      request.target_branch,
    );
    if (
      bundle.environment !== request.environment ||
      bundle.target !== target.name
    ) {
      throw new ConflictError(
        `The artifacts were generated for ${bundle.target} in ${bundle.environment}, not for ${target.name} in ${request.environment}. Generate for that environment.`,
      );
    }
    return target;
  }

  #targetOfDeployment({ target: name }: Deployment): GitOpsTarget {
    const target = this.#deps.targets.byName(name);
    if (!target) {
      throw new ConflictError(
        `Target ${name} is no longer in the configuration`,
      );
    }
    return target;
  }
}

function keyOf(target: GitOpsTarget, bundle: Bundle): string {
  return sha256(`${target.name} ${bundleHash(target.name, bundle.artifacts)}`);
}
