import { randomUUID } from 'node:crypto';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  type DeployRequest,
  type DeployResult,
  type Deployment,
  type PolicyDecision,
  sloScoutDeployPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access, Person } from '../access';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import {
  type BundleLoader,
  requireProven,
  requireRecordings,
} from '../artifacts/BundleLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import type { Broadcast } from '../broadcast';
import { PolicyViolationError } from '../errors';
import { sha256 } from '../hash';
import {
  type Bundle,
  type PolicyGuard,
  bundleHash,
  storeDecision,
} from '../policy/PolicyGuard';
import { type DeploymentStore, messageOf } from './DeploymentStore';
import type { PlanBuilder } from './PlanBuilder';
import type { GitProviders } from './providers';
import { GitHostUnavailableError } from './retry';
import type { GitOpsTarget } from './types';

/** Opens the pull request of an approved bundle. */
export class DeploymentService {
  readonly #deps: {
    db: Knex;
    logger: LoggerService;
    deployments: DeploymentStore;
    artifacts: ArtifactStore;
    bundles: BundleLoader;
    targets: TargetDirectory;
    providers: GitProviders;
    plans: PlanBuilder;
    guard: PolicyGuard;
    access: Access;
    audit: AuditLog;
    broadcast: Broadcast;
  };

  /** Requests that this replica works on, so that a second click waits for the first. */
  readonly #opening = new Map<string, Promise<DeployResult>>();

  constructor(deps: {
    db: Knex;
    logger: LoggerService;
    deployments: DeploymentStore;
    artifacts: ArtifactStore;
    bundles: BundleLoader;
    targets: TargetDirectory;
    providers: GitProviders;
    plans: PlanBuilder;
    guard: PolicyGuard;
    access: Access;
    audit: AuditLog;
    broadcast: Broadcast;
  }) {
    this.#deps = deps;
  }

  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Deployment[]> {
    await this.#deps.access.require(credentials, sloScoutReadPermission);
    return this.#deps.deployments.list(entityRef);
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
    const result = await this.open(id, person.ref);
    return { created: result.pr_url !== null, result };
  }

  /** Carries a stored deployment out, or on. Safe to call again at any time. */
  async open(id: string, actor: string): Promise<DeployResult> {
    const running = this.#opening.get(id);
    if (running) return running;
    const work = this.#open(id, actor).finally(() => this.#opening.delete(id));
    this.#opening.set(id, work);
    return work;
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
    const { db, bundles, plans, deployments, artifacts: store } = this.#deps;
    requireApproved(bundle);
    requireProven(bundle.artifacts);
    await bundles.requireRevisionsInForce(bundle.artifacts);
    requireRecordings(bundle, []);
    const decision = await this.#judge(person, bundle, credentials);
    const id = randomUUID();
    const plan = await plans.build({ person, bundle, target, decision });
    const entityRef = stringifyEntityRef(bundle.entity);
    return db.transaction(async tx => {
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
      await storeDecision(tx, decision, { entityRef, actor: person.ref });
      await store.setDeployment(
        tx,
        bundle.artifacts.map(a => a.id),
        { deployment_id: id, deployment_status: 'opening' },
      );
      return id;
    });
  }

  async #judge(
    person: Person,
    bundle: Bundle,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const approvers = [...new Set(bundle.artifacts.map(a => a.approved_by))];
    const decision = await this.#deps.guard.evaluate({
      phase: 'deploy',
      bundle,
      approval: {
        given: bundle.artifacts.every(a => a.approval_status === 'approved'),
        source: `approved by ${approvers.join(', ')}`,
        reason: 'Not every artifact of the bundle is approved.',
      },
      credentials,
    });
    if (decision.outcome === 'violated') {
      const entityRef = stringifyEntityRef(bundle.entity);
      await this.#deps.db.transaction(async tx => {
        await storeDecision(tx, decision, { entityRef, actor: person.ref });
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
    return decision;
  }

  async #open(id: string, actor: string): Promise<DeployResult> {
    const { deployments, providers, targets, artifacts } = this.#deps;
    const deployment = await deployments.get(id);
    const target = targets.byName(deployment.target);
    if (!target) {
      throw new ConflictError(
        `Target ${deployment.target} is no longer in the configuration`,
      );
    }
    const included = await artifacts.getMany(deployment.artifact_ids);
    if (deployment.status !== 'opening') {
      return resultOf(deployment, { artifacts: included });
    }
    try {
      const opened = await providers.forTarget(target).openPullRequest({
        ...(await deployments.plan(id)),
        onRetry: wait => this.#waiting(deployment, wait),
      });
      if (opened.outcome === 'unchanged') {
        return await this.#unchanged(deployment, actor);
      }
      await this.#opened(deployment, actor, opened);
    } catch (error) {
      await this.#failed(deployment, actor, error);
      throw error;
    }
    return resultOf(await deployments.get(id), { artifacts: included });
  }

  async #opened(
    deployment: Deployment,
    actor: string,
    opened: { number: number; url: string; commit_sha: string },
  ) {
    const { db, deployments, artifacts, audit } = this.#deps;
    await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        ['opening'],
        {
          status: 'pending_pr',
          pr_number: opened.number,
          pr_url: opened.url,
          commit_sha: opened.commit_sha,
          retry_at: null,
          error: null,
        },
      );
      if (!moved) return;
      await artifacts.setDeployment(tx, deployment.artifact_ids, {
        deployment_id: deployment.deployment_id,
        deployment_status: 'pending_pr',
      });
      await audit.append(tx, {
        action: 'pr_created',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          pr_url: opened.url,
          pr_number: opened.number,
          commit_sha: opened.commit_sha,
          branch_name: deployment.branch_name,
          bundle_hash: deployment.bundle_hash,
          artifact_ids: deployment.artifact_ids,
        },
      });
    });
    this.#tell(deployment);
  }

  /** The branch holds these very files: they stand there without a pull request of ours. */
  async #unchanged(
    deployment: Deployment,
    actor: string,
  ): Promise<DeployResult> {
    const { db, deployments, artifacts, audit } = this.#deps;
    const reason = `${deployment.base_branch} of ${deployment.repo} already holds exactly these files.`;
    const included = await artifacts.getMany(deployment.artifact_ids);
    await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        ['opening'],
        {
          status: 'deployed',
          deployed_at: new Date(),
          retry_at: null,
          error: null,
        },
      );
      if (!moved) return;
      await artifacts.supersede(tx, deployment, included);
      await deployments.endFormer(tx, deployment);
      await artifacts.setDeployment(tx, deployment.artifact_ids, {
        deployment_id: deployment.deployment_id,
        deployment_status: 'deployed',
      });
      await audit.append(tx, {
        action: 'deployment_completed',
        actor,
        entity_ref: deployment.entity_ref,
        payload: { deployment_id: deployment.deployment_id, reason },
      });
    });
    this.#tell(deployment);
    return {
      deployment_id: deployment.deployment_id,
      pr_url: null,
      pr_number: null,
      branch_name: null,
      artifacts_included: [],
      reason,
    };
  }

  /**
   * A host that is away leaves the deployment `opening`, with the time of the next
   * attempt. What another attempt would meet again ends it: the artifacts may then
   * be deployed anew.
   */
  async #failed(deployment: Deployment, actor: string, error: unknown) {
    const { db, deployments, artifacts, audit } = this.#deps;
    const message = messageOf(error);
    const retryAt = nextAttempt(deployment, error);
    await db.transaction(async tx => {
      await deployments.move(tx, deployment.deployment_id, ['opening'], {
        error: message,
        retry_at: retryAt,
        ...(retryAt ? {} : { status: 'closed', ended: true }),
      });
      if (!retryAt) {
        await artifacts.setDeployment(tx, deployment.artifact_ids, {
          deployment_id: deployment.deployment_id,
          deployment_status: 'closed',
        });
      }
      await audit.append(tx, {
        action: 'pr_failed',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          message,
          retry_at: retryAt?.toISOString() ?? null,
        },
      });
    });
    this.#tell(deployment);
  }

  #waiting(
    deployment: Deployment,
    wait: { attempt: number; retryAt: Date; reason: string },
  ) {
    const { db, deployments, logger } = this.#deps;
    deployments
      .move(db, deployment.deployment_id, ['opening'], {
        retry_at: wait.retryAt,
        error: wait.reason,
      })
      .then(() => this.#tell(deployment))
      .catch(error => logger.warn('A wait could not be stored', error));
  }

  #tell(deployment: Deployment) {
    this.#deps.broadcast({
      subject: 'deployment',
      entity_ref: deployment.entity_ref,
      id: deployment.deployment_id,
    });
  }
}

/** A job tries again for this long; then a person decides. */
const GIVE_UP_AFTER_MS = 6 * 60 * 60_000;
const NEXT_ATTEMPT_MS = 5 * 60_000;

/** When another attempt can help; null where it would meet the same refusal. */
function nextAttempt(deployment: Deployment, error: unknown): Date | null {
  if (!(error instanceof ServiceUnavailableError)) return null;
  const now = Date.now();
  if (now - Date.parse(deployment.created_at) > GIVE_UP_AFTER_MS) return null;
  const atLeast = new Date(now + NEXT_ATTEMPT_MS);
  return error instanceof GitHostUnavailableError && error.retryAt > atLeast
    ? error.retryAt
    : atLeast;
}

function requireApproved(bundle: Bundle) {
  const missing = bundle.artifacts.find(a => a.approval_status !== 'approved');
  if (missing) {
    throw new ConflictError(
      `${missing.path} is not approved. Only approved artifacts are deployed.`,
    );
  }
}

function resultOf(
  deployment: Deployment,
  bundle: Pick<Bundle, 'artifacts'>,
): DeployResult {
  return {
    ...(deployment.pr_url === null
      ? { reason: `${deployment.base_branch} already holds these files.` }
      : {}),
    deployment_id: deployment.deployment_id,
    pr_url: deployment.pr_url,
    pr_number: deployment.pr_number,
    branch_name: deployment.branch_name,
    artifacts_included: bundle.artifacts.map(a => a.path).sort(),
  };
}
