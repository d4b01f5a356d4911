import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type Artifact,
  type DeployRequest,
  type Deployment,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access, Person } from '../access';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import { type BundleLoader, scopeOf } from '../artifacts/BundleLoader';
import type { RemovalLoader } from '../artifacts/RemovalLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { type EntityDirectory, normaliseRef } from '../catalog/EntityDirectory';
import type { Bundle } from '../policy/Bundle';
import { type Deployed, keyOf, resultOf } from './deployed';
import type { DeploymentStarter } from './DeploymentStarter';
import type { DeploymentStore } from './DeploymentStore';
import { type StoredPlan, removedBy } from './deploymentRows';
import { otherIsOpen } from './otherIsOpen';
import type { PullRequestOpener } from './PullRequestOpener';
import type { GitOpsTarget } from './types';
import { bringsBack } from './restoration/bringsBack';
import { targetOf } from './targetOf';

interface Dependencies {
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  bundles: BundleLoader;
  removals: RemovalLoader;
  entities: EntityDirectory;
  targets: TargetDirectory;
  starter: DeploymentStarter;
  opener: PullRequestOpener;
  access: Access;
}

/** A request to deploy, with what it comes to now. */
export interface Meant {
  person: Person;
  target: GitOpsTarget;
  /** Open pull request of the service, which is gone on with. */
  former?: Deployment;
  /** With the files that are in that pull request already. */
  bundle: Bundle;
  key: string;
  /** Deployment of this very bundle that has begun already. */
  standing?: Deployment;
}

/** What people do with deployments: look, open, rebase. */
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
    const { starter, opener } = this.#deps;
    const meant = await this.meant(request, credentials);
    const { standing, bundle, person, target, former, key } = meant;
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

  /** What somebody asks for with this, who has to be permitted to deploy it. */
  async meant(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<Meant> {
    const { access, bundles, deployments } = this.#deps;
    const person = await access.person(credentials);
    const asked = await bundles.load(request.artifact_ids, credentials);
    await access.requireChange(person, asked.entity, sloScoutDeployPermission);
    const target = this.#targetOf(request, asked);
    const underWay = await deployments.underWay(scopeOf(asked));
    if (underWay && !goesOn(underWay)) throw otherIsOpen(underWay);
    const former = await deployments.openOf(scopeOf(asked));
    const bundle = former
      ? await this.#withRestOf(former, asked, credentials)
      : asked;
    const key = keyOf(target, bundle);
    const standing = await deployments.active(key);
    if (!standing && underWay?.status === 'opening') {
      throw otherIsOpen(underWay);
    }
    return { person, target, former, bundle, key, standing };
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
    const { access, deployments, starter, opener } = this.#deps;
    const person = await access.person(credentials);
    const former = await deployments.get(id);
    const plan = await deployments.plan(id);
    const bundle = await this.#bundleOf(former, plan, person);
    await access.requireChange(person, bundle.entity, sloScoutDeployPermission);
    if (former.status !== 'conflict' && former.status !== 'pending_pr') {
      throw new ConflictError(
        `Only an open pull request can be rebased; this deployment is ${former.status}.`,
      );
    }
    const target = targetOf(former, this.#deps.targets);
    const again = former.kind === 'removal' || bringsBack(former.kind);
    const started = await starter.start({
      ...{ person, bundle, target, former, credentials },
      kind: again ? former.kind : 'rebase',
      key: keyOf(target, bundle),
      // What comes back does so without what it had taken the place of.
      ...(bringsBack(former.kind) ? { removed: removedBy(plan) } : {}),
    });
    const result = await opener.open(started, person.ref);
    return { created: true, result };
  }

  async #bundleOf(
    former: Deployment,
    { removes }: StoredPlan,
    person: Person,
  ): Promise<Bundle> {
    const { artifacts, bundles, entities, removals } = this.#deps;
    return removes
      ? removals.describe(
          await artifacts.getMany(removes),
          await entities.get(former.entity_ref, person.credentials),
          person.ref,
        )
      : bundles.load(former.artifact_ids, person.credentials);
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
}

/** Whether other files may join: what brings back or removes would become something else. */
function goesOn({ kind }: Deployment): boolean {
  return kind !== 'removal' && !bringsBack(kind);
}
