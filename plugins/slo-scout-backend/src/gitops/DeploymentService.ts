import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  type Artifact,
  type DeployRequest,
  type DeployResult,
  type Deployment,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access, Person } from '../access';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import {
  type BundleLoader,
  requireApproved,
  requireProven,
  requireRecordings,
} from '../artifacts/BundleLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import { normaliseRef } from '../catalog/EntityDirectory';
import { PolicyViolationError } from '../errors';
import { sha256 } from '../hash';
import { type Bundle, bundleHash } from '../policy/Bundle';
import {
  type Judgement,
  type PolicyGuard,
  storeDecision,
} from '../policy/PolicyGuard';
import type { DeploymentStore } from './DeploymentStore';
import type { PlanBuilder } from './PlanBuilder';
import { type PullRequestOpener, resultOf } from './PullRequestOpener';
import type { GitOpsTarget } from './types';

interface Dependencies {
  db: Knex;
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  bundles: BundleLoader;
  targets: TargetDirectory;
  opener: PullRequestOpener;
  plans: PlanBuilder;
  guard: PolicyGuard;
  access: Access;
  audit: AuditLog;
}

/** From an approved bundle to a deployment: checks, judges, and fixes what will be done. */
export class DeploymentService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Deployment[]> {
    await this.#deps.access.require(credentials, sloScoutReadPermission);
    return this.#deps.deployments.list(normaliseRef(entityRef));
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Deployment> {
    await this.#deps.access.require(credentials, sloScoutReadPermission);
    return this.#deps.deployments.get(id);
  }

  /** `created` tells 201 from 200. */
  async deploy(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<{ created: boolean; result: DeployResult }> {
    const { access, bundles, deployments } = this.#deps;
    const person = await access.person(credentials);
    const bundle = await bundles.load(request.artifact_ids, credentials);
    await access.requireChange(person, bundle.entity, sloScoutDeployPermission);
    const target = this.#targetOf(request, bundle);
    const key = sha256(
      `${target.name} ${bundleHash(target.name, bundle.artifacts)}`,
    );
    const standing = await deployments.active(key);
    if (standing && standing.status !== 'opening') {
      return { created: false, result: resultOf(standing, bundle) };
    }
    const id =
      standing?.deployment_id ??
      (await this.#begin(key, person, bundle, target, credentials));
    const result = await this.#deps.opener.open(id, person.ref);
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

  async #begin(
    key: string,
    person: Person,
    bundle: Bundle,
    target: GitOpsTarget,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const { db, bundles, plans, deployments, guard } = this.#deps;
    requireApproved(bundle.artifacts);
    requireProven(bundle.artifacts);
    await bundles.requireCurrent(bundle);
    requireRecordings(bundle, []);
    const judgement = await this.#judge(person, bundle, credentials);
    const { decision } = judgement;
    const id = randomUUID();
    const plan = await plans.build({ person, bundle, target, decision });
    const entityRef = stringifyEntityRef(bundle.entity);
    return db.transaction(async tx => {
      await bundles.hold(tx, bundle);
      await guard.hold(tx, bundle, judgement);
      const inserted = await deployments.insert(
        tx,
        {
          id,
          entity_ref: entityRef,
          environment: bundle.environment,
          target: target.name,
          bundle_hash: decision.bundle_hash,
          plan,
          artifact_ids: bundle.artifacts.map(a => a.id),
          created_by: person.ref,
        },
        key,
      );
      if (!inserted) {
        throw new ConflictError(
          'Somebody else opens a pull request with this bundle just now. Look again.',
        );
      }
      await storeDecision(tx, judgement, { bundle, actor: person.ref });
      await this.#deps.artifacts.claim(
        tx,
        bundle.artifacts.map(a => a.id),
        id,
      );
      return id;
    });
  }

  async #judge(
    person: Person,
    bundle: Bundle,
    credentials: BackstageCredentials,
  ): Promise<Judgement> {
    const approvers = approversOf(bundle.artifacts);
    const judgement = await this.#deps.guard.evaluate({
      phase: 'deploy',
      bundle,
      approval: {
        given: bundle.artifacts.every(a => a.approval_status === 'approved'),
        by: approvers,
        source: `approved by ${approvers.join(', ')}`,
        reason: 'Not every artifact of the bundle is approved.',
      },
      credentials,
    });
    const { decision } = judgement;
    if (decision.outcome === 'violated') {
      const entityRef = stringifyEntityRef(bundle.entity);
      await this.#deps.db.transaction(async tx => {
        await storeDecision(tx, judgement, { bundle, actor: person.ref });
        await this.#deps.audit.append(tx, {
          action: 'pr_refused',
          actor: person.ref,
          entity_ref: entityRef,
          payload: {
            bundle_hash: decision.bundle_hash,
            policy_decision_id: decision.id,
            violations: decision.violations.map(v => v.invariant),
          },
        });
      });
      throw new PolicyViolationError(decision);
    }
    return judgement;
  }
}

/** Who approved the files, each once. */
export function approversOf(artifacts: Artifact[]): string[] {
  const refs = artifacts.map(artifact => artifact.approved_by);
  return [...new Set(refs)].filter(ref => ref !== null);
}
