import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type Deployment,
  type DeploymentStatus,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access } from '../../access';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
import type { BundleLoader } from '../../artifacts/BundleLoader';
import type { DeployedArtifacts } from '../../artifacts/DeployedArtifacts';
import type { TargetDirectory } from '../../artifacts/TargetDirectory';
import type { EntityDirectory } from '../../catalog/EntityDirectory';
import type { Bundle } from '../../policy/Bundle';
import { type Deployed, keyOf } from '../deployed';
import type { DeploymentStarter } from '../DeploymentStarter';
import type { DeploymentStore } from '../DeploymentStore';
import { removedBy } from '../deploymentRows';
import { deploymentFiles } from '../live/deploymentFiles';
import { whatIsLoaded } from '../live/standing';
import { otherIsOpen } from '../otherIsOpen';
import { blobSha } from '../ourCommit';
import type { GitProviders } from '../providers';
import type { PullRequestOpener } from '../PullRequestOpener';
import { targetOf } from '../targetOf';
import { whatStoodBefore } from '../whatStoodBefore';

const STANDING: DeploymentStatus[] = [
  ...(['deployed', 'live', 'drifted', 'reverted'] as const),
];

interface Dependencies {
  db: Knex;
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  bundles: BundleLoader;
  entities: EntityDirectory;
  targets: TargetDirectory;
  providers: GitProviders;
  starter: DeploymentStarter;
  opener: PullRequestOpener;
  access: Access;
}

type Kind = 'rollback' | 'restore';

/** What a pull request puts back. */
interface Wanted {
  /** Ids of artifacts. */
  restored: string[];
  /** Paths that it takes away. */
  removed: string[];
}

/** Brings files back that were deployed before: by pull request, through the guard. */
export class RestorationService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** What stood there before this deployment. */
  async rollback(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    return this.#bringBack(id, 'rollback', credentials);
  }

  /** What this deployment brought, where the branch has something else now. */
  async restore(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    return this.#bringBack(id, 'restore', credentials);
  }

  /** What either of them would start, for whoever asks to let it pass. */
  async bundleOf(
    id: string,
    kind: Kind,
    credentials: BackstageCredentials,
  ): Promise<Bundle> {
    const { access, bundles, deployments } = this.#deps;
    const deployment = await deployments.get(id);
    const { entity_ref: ref } = deployment;
    await access.require(credentials, sloScoutReadPermission, ref);
    const { restored, removed } = await this.#wanted(deployment, kind);
    return bundles.withRemoved(
      await bundles.load(restored, credentials),
      removed,
    );
  }

  async #bringBack(
    id: string,
    kind: Kind,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    const { access, bundles, deployments, entities } = this.#deps;
    const { starter, opener, targets } = this.#deps;
    const person = await access.person(credentials);
    const deployment = await deployments.get(id);
    const entity = await entities.get(deployment.entity_ref, credentials);
    await access.requireChange(person, entity, sloScoutDeployPermission);
    const { restored, removed } = await this.#wanted(deployment, kind);
    const bundle = await bundles.load(restored, credentials);
    const target = targetOf(deployment, targets);
    const key = keyOf(target, bundle);
    const started =
      (await this.#begun(deployment, kind, key)) ??
      (await starter.start({
        ...{ kind, key, person, bundle, target, credentials, removed },
      }));
    const result = await opener.open(started, person.ref);
    return { created: result.pr_url !== null, result };
  }

  #wanted(deployment: Deployment, kind: Kind): Promise<Wanted> {
    return kind === 'rollback'
      ? this.#undoing(deployment)
      : this.#restoring(deployment);
  }

  /** The same where its opening has begun. Any other that is under way comes first. */
  async #begun(
    deployment: Deployment,
    kind: Kind,
    key: string,
  ): Promise<string | undefined> {
    const { db, deployments } = this.#deps;
    const same = await deployments.active(key);
    const underWay = await deployments.underWay(deployment);
    if (!underWay) {
      // It was merged, and its files are not what stands there now.
      if (same) await deployments.releaseKey(db, same.deployment_id);
      return undefined;
    }
    const { deployment_id: id, status, kind: other } = underWay;
    if (status === 'opening' && other === kind && id === same?.deployment_id) {
      return id;
    }
    throw otherIsOpen(underWay);
  }

  async #undoing(undone: Deployment): Promise<Wanted> {
    const { deployments } = this.#deps;
    const { deployment_id: id, status } = undone;
    const { removes, files } = await deployments.plan(id);
    const deployed = await this.#deps.deployed.at(undone);
    const current = deployed.filter(file => file.deployment_id === id);
    const stands = removes ? deployed.length === 0 : current.length > 0;
    if (!STANDING.includes(status) || !stands) {
      throw new ConflictError(
        `Only what is deployed can be rolled back; this deployment is ${status}.`,
      );
    }
    if (removes) return { restored: removes, removed: [] };
    const brought = current.map(({ path }) => path);
    // Where something stands again, a later deployment brought it.
    const takenAway = removedBy({ files }).filter(
      path => !deployed.some(file => file.path === path),
    );
    const former = await whatStoodBefore(
      undone,
      [...brought, ...takenAway],
      this.#deps,
    );
    if (former.size === 0) {
      throw new ConflictError(
        'Nothing was deployed here before. To take it away, retire its SLOs, then remove their files.',
      );
    }
    return {
      restored: [...former.values()].map(artifact => artifact.id),
      removed: brought.filter(path => !former.has(path)),
    };
  }

  async #restoring(drifted: Deployment): Promise<Wanted> {
    const { brought, gone } = await deploymentFiles(drifted, this.#deps);
    if (drifted.status !== 'drifted' && drifted.status !== 'reverted') {
      throw new ConflictError(
        `Only what has drifted or was reverted can be restored; this deployment is ${drifted.status}.`,
      );
    }
    if (brought.length === 0) {
      throw new ConflictError(
        'This deployment brought nothing that could be put back. Remove its files again.',
      );
    }
    const target = targetOf(drifted, this.#deps.targets);
    const there = await this.#deps.providers.forTarget(target).readBranch(
      drifted.repo,
      drifted.base_branch,
      [...brought, ...gone].map(({ path }) => path),
    );
    const removed = gone
      .map(({ path }) => path)
      .filter(path => there.has(path));
    const differs = brought.some(
      ({ path, content }) => there.get(path) !== blobSha(content),
    );
    if (!differs && removed.length === 0) {
      throw new ConflictError(
        `The branch holds what was approved: there is nothing to restore. ${whatIsLoaded(
          drifted.checks,
        )}`,
      );
    }
    return {
      restored: brought.map(artifact => artifact.id),
      removed,
    };
  }
}
