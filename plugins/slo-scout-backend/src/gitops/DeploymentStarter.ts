import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type {
  ApprovalFacts,
  Deployment,
  DeploymentKind,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Person } from '../access';
import {
  type BundleLoader,
  approvalOf,
  requireApproved,
  requireProven,
  requireRecordings,
} from '../artifacts/BundleLoader';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import { type RemovalLoader, isRemoval } from '../artifacts/RemovalLoader';
import type { AuditLog } from '../audit/AuditLog';
import { PolicyViolationError } from '../errors';
import type { Bundle } from '../policy/Bundle';
import { storeDecision } from '../policy/DecisionStore';
import type { Judgement, PolicyGuard } from '../policy/PolicyGuard';
import type { DeploymentStore } from './DeploymentStore';
import type { StoredPlan } from './deploymentRows';
import type { PlanBuilder } from './PlanBuilder';
import { bringsBack } from './restoration/bringsBack';
import type { GitOpsTarget } from './types';

interface Dependencies {
  db: Knex;
  deployments: DeploymentStore;
  deployed: DeployedArtifacts;
  bundles: BundleLoader;
  removals: RemovalLoader;
  plans: PlanBuilder;
  guard: PolicyGuard;
  audit: AuditLog;
}

/** A deployment that may begin, if the guard lets it. */
export interface StartRequest {
  kind: DeploymentKind;
  /** One deployment of a bundle and target at a time. */
  key: string;
  person: Person;
  bundle: Bundle;
  target: GitOpsTarget;
  credentials: BackstageCredentials;
  /** Open pull request to go on with. */
  former?: Deployment;
  /** Paths to be taken away; otherwise those that nobody needs any more. */
  removed?: string[];
}

/** Checks, judges, and fixes what will be done: the one way into a deployment. */
export class DeploymentStarter {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** @returns the id of a deployment in state `opening` */
  async start(request: StartRequest): Promise<string> {
    const meant = await this.#meant(request);
    const judgement = await this.#judge(meant);
    if (judgement.decision.outcome === 'violated') {
      await this.#refuse(meant, judgement);
    }
    const plan = await this.#plan(meant, judgement.decision);
    return this.#store(meant, judgement, plan);
  }

  /** What starting would do and the guard says, with nothing stored. */
  async rehearse(
    request: StartRequest,
  ): Promise<{ plan: StoredPlan; decision: PolicyDecision }> {
    const meant = await this.#meant(request);
    const { decision } = await this.#judge(meant, { rehearsal: true });
    return { plan: await this.#plan(meant, decision), decision };
  }

  /** The request with all that it does: the files that it takes away, too. */
  async #meant(request: StartRequest): Promise<StartRequest> {
    await this.#requireMeant(request);
    const { bundle, removed } = request;
    return isRemoval(bundle)
      ? request
      : {
          ...request,
          bundle: await this.#deps.bundles.withRemoved(bundle, removed),
        };
  }

  async #plan(
    request: StartRequest,
    decision: PolicyDecision,
  ): Promise<StoredPlan> {
    const { kind, person, bundle, target, former, credentials } = request;
    return this.#deps.plans.build({
      ...{ kind, person, bundle, target, former, credentials, decision },
    });
  }

  async #requireMeant({ kind, bundle }: StartRequest): Promise<void> {
    const { bundles, removals } = this.#deps;
    if (isRemoval(bundle)) {
      await removals.requireNothingInForce(bundle.removed);
      return;
    }
    if (bundle.artifacts.length === 0) {
      throw new ConflictError(
        'There is nothing to deploy and nothing to remove.',
      );
    }
    requireApproved(bundle.artifacts);
    requireProven(bundle.artifacts);
    if (!bringsBack(kind)) await bundles.requireCurrent(bundle);
    requireRecordings(bundle, []);
  }

  async #store(
    request: StartRequest,
    judgement: Judgement,
    plan: StoredPlan,
  ): Promise<string> {
    const { key, person, bundle, target, former } = request;
    const { db, deployments, guard, deployed } = this.#deps;
    const id = randomUUID();
    const artifactIds = bundle.artifacts.map(a => a.id);
    return db.transaction(async tx => {
      await this.#hold(tx, request);
      await guard.hold(tx, judgement, {
        bundle,
        actor: person.ref,
        deploymentId: id,
      });
      if (former) await deployments.releaseKey(tx, former.deployment_id);
      const inserted = await deployments.insert(
        tx,
        {
          id,
          entity_ref: stringifyEntityRef(bundle.entity),
          environment: bundle.environment,
          target: target.name,
          bundle_hash: judgement.decision.bundle_hash,
          plan,
          artifact_ids: artifactIds,
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
      await deployed.claim(tx, artifactIds, id, former?.deployment_id);
      return id;
    });
  }

  async #hold(tx: Knex.Transaction, { kind, bundle }: StartRequest) {
    const { bundles, removals } = this.#deps;
    if (isRemoval(bundle)) {
      await removals.hold(tx, bundle);
    } else {
      await bundles.hold(tx, bundle, { formerRevisions: bringsBack(kind) });
    }
  }

  async #approvalOf(bundle: Bundle): Promise<ApprovalFacts> {
    return isRemoval(bundle)
      ? this.#deps.removals.approvalOf(bundle.removed)
      : approvalOf(bundle.artifacts);
  }

  async #judge(
    { bundle }: StartRequest,
    options: { rehearsal?: boolean } = {},
  ): Promise<Judgement> {
    return this.#deps.guard.evaluate({
      ...options,
      phase: 'deploy',
      bundle,
      approval: await this.#approvalOf(bundle),
    });
  }

  async #refuse(
    { person, bundle }: StartRequest,
    judgement: Judgement,
  ): Promise<never> {
    const { decision } = judgement;
    await this.#deps.db.transaction(async tx => {
      await storeDecision(tx, judgement, { bundle, actor: person.ref });
      await this.#deps.audit.append(tx, {
        action: 'pr_refused',
        actor: person.ref,
        entity_ref: stringifyEntityRef(bundle.entity),
        payload: {
          bundle_hash: decision.bundle_hash,
          policy_decision_id: decision.id,
          violations: decision.violations.map(v => v.invariant),
        },
      });
    });
    throw new PolicyViolationError(decision);
  }
}
