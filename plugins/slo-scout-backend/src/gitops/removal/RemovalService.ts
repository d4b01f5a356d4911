import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type Artifact,
  type Deployment,
  type PolicyDecision,
  type Removal,
  type RemovalRequest,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access, Person } from '../../access';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
import { scopeOf } from '../../artifacts/BundleLoader';
import type { DeployedArtifacts } from '../../artifacts/DeployedArtifacts';
import type {
  RemovalBundle,
  RemovalLoader,
} from '../../artifacts/RemovalLoader';
import type { TargetDirectory } from '../../artifacts/TargetDirectory';
import {
  type EntityDirectory,
  normaliseRef,
} from '../../catalog/EntityDirectory';
import {
  changesOf,
  vanishingAlerts,
} from '../../policy/blastRadius/bundleRules';
import type { PolicyGuard } from '../../policy/PolicyGuard';
import { type Deployed, keyOf, resultOf } from '../deployed';
import type { DeploymentStarter } from '../DeploymentStarter';
import type { DeploymentStore } from '../DeploymentStore';
import { otherIsOpen } from '../otherIsOpen';
import type { PullRequestOpener } from '../PullRequestOpener';
import type { GitOpsTarget } from '../types';

interface Dependencies {
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  removals: RemovalLoader;
  entities: EntityDirectory;
  targets: TargetDirectory;
  starter: DeploymentStarter;
  opener: PullRequestOpener;
  guard: PolicyGuard;
  access: Access;
}

/**
 * Takes away what stands of a service once its last SLO in an environment is retired:
 * there is nothing to generate then, and so no bundle whose commit could take it along.
 */
export class RemovalService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** One entry for each target in which files stand and none of their SLOs is in force. */
  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Removal[]> {
    const { access } = this.#deps;
    const ref = normaliseRef(entityRef);
    await access.require(credentials, sloScoutReadPermission, ref);
    const found = await Promise.all(
      (await this.#candidates(ref)).map(files => this.#describe(files)),
    );
    return found.filter(removal => removal !== undefined);
  }

  /** What the guard would say, without opening anything. */
  async evaluate(
    request: RemovalRequest,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const { access, artifacts, guard, removals } = this.#deps;
    const person = await access.person(credentials);
    const [{ entity_ref: ref }] = await artifacts.getMany(request.artifact_ids);
    await access.require(credentials, sloScoutReadPermission, ref);
    const bundle = await this.load(request.artifact_ids, person);
    const { decision } = await guard.evaluate({
      phase: 'evaluate',
      bundle,
      approval: await removals.approvalOf(bundle.removed),
    });
    return decision;
  }

  /** Opens the pull request. The same removal again answers with the one that is open. */
  async open(
    request: RemovalRequest,
    credentials: BackstageCredentials,
  ): Promise<Deployed> {
    const { access, artifacts, deployments, entities, starter, opener } =
      this.#deps;
    const person = await access.person(credentials);
    const files = await artifacts.getMany([...new Set(request.artifact_ids)]);
    const [{ entity_ref: ref, target: name }] = files;
    const entity = await entities.get(ref, credentials);
    await access.requireChange(person, entity, sloScoutDeployPermission);
    const target = this.#targetOf(name);
    const key = keyOf(target, { artifacts: [], removed: files });
    const standing = await deployments.active(key);
    if (standing && standing.status !== 'opening') {
      return { created: false, result: resultOf(standing, { artifacts: [] }) };
    }
    const id =
      standing?.deployment_id ??
      (await starter.start({
        ...{ kind: 'removal', key, person, target, credentials },
        bundle: await this.#startable(request, person),
      }));
    const result = await opener.open(id, person.ref);
    return { created: result.pr_url !== null, result };
  }

  /**
   * The bundle of these files. They must be all that a removal would take away now:
   * nobody may confirm other files than go.
   */
  async load(ids: string[], asker: Person): Promise<RemovalBundle> {
    const { artifacts, entities, removals } = this.#deps;
    const [{ entity_ref: ref, target }] = await artifacts.getMany(ids);
    const entity = await entities.get(ref, asker.credentials);
    const files = await this.#standing(ref, target, ids);
    await removals.requireNothingInForce(files);
    return removals.describe(files, entity, asker.ref);
  }

  async #startable({ artifact_ids: ids }: RemovalRequest, person: Person) {
    const bundle = await this.load(ids, person);
    await this.#requireNothingUnderWay(bundle);
    return bundle;
  }

  async #standing(
    entityRef: string,
    target: string,
    ids: string[],
  ): Promise<Artifact[]> {
    const asked = new Set(ids);
    const files = (await this.#candidates(entityRef)).find(
      ([file]) => file.target === target,
    );
    if (!files) {
      throw new ConflictError('None of these files stands deployed.');
    }
    const same =
      files.length === asked.size && files.every(({ id }) => asked.has(id));
    if (!same) {
      throw new ConflictError(
        'Other files stand deployed than were looked at. Look again.',
      );
    }
    return files;
  }

  /** By target: what stands deployed, or what was taken away and is back on the branch. */
  async #candidates(entityRef: string): Promise<Artifact[][]> {
    const { artifacts, deployed, deployments } = this.#deps;
    const byTarget = new Map<string, Artifact[]>();
    for (const file of await deployed.of(entityRef)) {
      byTarget.set(file.target, [...(byTarget.get(file.target) ?? []), file]);
    }
    const back = (await deployments.list(entityRef)).filter(isBack);
    for (const { deployment_id: id, target } of back) {
      if (byTarget.has(target)) continue;
      const { removes = [] } = await deployments.plan(id);
      byTarget.set(target, await artifacts.getMany(removes));
    }
    return [...byTarget.values()];
  }

  async #describe(files: Artifact[]): Promise<Removal | undefined> {
    const { deployments, removals, targets } = this.#deps;
    const [{ entity_ref: ref, environment, target: name }] = files;
    const target = targets.byName(name);
    const approval = await removals.approvalOf(files);
    if (!target || !approval.given) return undefined;
    const underWay = await deployments.underWay({
      entity_ref: ref,
      target: name,
    });
    return {
      entity_ref: ref,
      environment,
      target: name,
      repo: target.repo,
      branch: target.branch,
      files: files.map(({ id, path, type }) => ({
        artifact_id: id,
        path,
        type,
      })),
      alerts: vanishingAlerts(changesOf([], [], files)),
      retirements: await removals.retirements(files),
      under_way: underWay?.deployment_id ?? null,
    };
  }

  async #requireNothingUnderWay(bundle: RemovalBundle): Promise<void> {
    const open = await this.#deps.deployments.underWay(scopeOf(bundle));
    if (open) throw otherIsOpen(open);
  }

  #targetOf(name: string): GitOpsTarget {
    const target = this.#deps.targets.byName(name);
    if (!target) {
      throw new InputError(`Target ${name} is no longer in the configuration`);
    }
    return target;
  }
}

function isBack({ kind, status }: Deployment): boolean {
  return kind === 'removal' && (status === 'drifted' || status === 'reverted');
}
