import { randomUUID } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  ApprovalFacts,
  AuditAction,
  Measurement,
  Override,
  PolicyDecision,
  PolicyFacts,
  PolicyPhase,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Metrics } from '../metrics';
import type { BlastRadiusMeter } from './blastRadius/BlastRadiusMeter';
import { type Bundle, bundleHash } from './Bundle';
import { subjectOf } from './facts/entityFacts';
import { factsOf } from './facts/factsOf';
import { measureCustom } from './facts/measureCustom';
import { judge, violationsOf } from './judge';
import { applyOverride } from './overrides/applyOverride';
import type { OverrideStore } from './overrides/OverrideStore';
import type { Policies } from './Policies';

/** As much of the audit log as the guard asks about. */
export interface AuditTrail {
  endIsIntact(): Promise<boolean>;
  append(
    tx: Knex.Transaction,
    event: {
      action: AuditAction;
      actor: string;
      entity_ref?: string;
      payload: Record<string, unknown>;
    },
  ): Promise<unknown>;
}

/** A decision with what it was made from. */
export interface Judgement {
  decision: PolicyDecision;
  facts: PolicyFacts;
}

/** What is to be judged. */
export interface JudgementRequest {
  phase: PolicyPhase;
  bundle: Bundle;
  approval: ApprovalFacts;
  /** Of a merge: its override counts as it was used, also after its end. */
  deploymentId?: string;
  /** Somebody only looks at what would be said: it is no violation to be counted. */
  rehearsal?: boolean;
}

/** Measures a bundle and judges it by the policies that apply to it. */
export class PolicyGuard {
  readonly #meter: BlastRadiusMeter;
  readonly #policies: Policies;
  readonly #overrides: OverrideStore;
  readonly #audit: AuditTrail;
  readonly #metrics: Metrics;
  readonly #now: () => Date;

  constructor(options: {
    meter: BlastRadiusMeter;
    policies: Policies;
    overrides: OverrideStore;
    audit: AuditTrail;
    metrics: Metrics;
    now?: () => Date;
  }) {
    this.#meter = options.meter;
    this.#policies = options.policies;
    this.#overrides = options.overrides;
    this.#audit = options.audit;
    this.#metrics = options.metrics;
    this.#now = options.now ?? (() => new Date());
  }

  async evaluate(request: JudgementRequest): Promise<Judgement> {
    const { phase, bundle } = request;
    const { registry } = this.#policies;
    const policy = await this.#policies.effective(
      subjectOf(bundle.entity, bundle.environment),
    );
    const facts = await this.#factsOf(request);
    const invariants = applyOverride(
      judge(policy, facts, registry),
      await this.#overrideOf(request),
    );
    const violations = violationsOf(invariants);
    const overrideId = invariants.find(i => i.overridden_by)?.overridden_by;
    const decision: PolicyDecision = {
      id: randomUUID(),
      phase,
      outcome: violations.length === 0 ? 'allowed' : 'violated',
      environment: bundle.environment,
      bundle_hash: bundleHash(bundle.target, bundle.artifacts, bundle.removed),
      policy_hash: policy.policy_hash,
      policies: policy.policies,
      invariants,
      violations,
      blast_radius: facts.blast_radius,
      ...(overrideId ? { override_id: overrideId } : {}),
      decided_at: facts.judged_at,
    };
    if (phase !== 'evaluate' && !request.rehearsal) {
      this.#metrics.violated(decision);
    }
    return { decision, facts };
  }

  /**
   * Inside the transaction of an approval or deployment: measuring took time, so the
   * policy must still be the one judged by, and the override be there to be used.
   * Throws `ConflictError` otherwise.
   */
  async hold(
    tx: Knex.Transaction,
    { decision }: Judgement,
    context: { bundle: Bundle; actor: string; deploymentId?: string },
  ): Promise<void> {
    const { bundle, actor, deploymentId } = context;
    await this.#policies.hold(
      tx,
      subjectOf(bundle.entity, bundle.environment),
      decision.policy_hash,
    );
    const { override_id: overrideId, id: decisionId } = decision;
    if (!overrideId) return;
    await this.#overrides.use(
      tx,
      overrideId,
      deploymentId === undefined
        ? { phase: 'approve', decisionId }
        : { phase: 'deploy', decisionId, deploymentId },
    );
    await this.#audit.append(tx, {
      action: 'override_used',
      actor,
      entity_ref: stringifyEntityRef(bundle.entity),
      payload: {
        override_id: overrideId,
        phase: decision.phase,
        policy_decision_id: decisionId,
        bundle_hash: decision.bundle_hash,
        invariants: decision.invariants
          .filter(result => result.overridden_by)
          .map(result => result.invariant),
        ...(deploymentId ? { deployment_id: deploymentId } : {}),
      },
    });
  }

  async #overrideOf(request: JudgementRequest): Promise<Override | undefined> {
    const { phase, bundle, deploymentId } = request;
    if (phase === 'merge') {
      return deploymentId === undefined
        ? undefined
        : this.#overrides.ofDeployment(deploymentId);
    }
    const { environment, target, artifacts, removed } = bundle;
    return this.#overrides.usable(
      {
        entity_ref: stringifyEntityRef(bundle.entity),
        environment,
        target,
        bundle_hash: bundleHash(target, artifacts, removed),
      },
      phase,
    );
  }

  async #factsOf(request: JudgementRequest): Promise<PolicyFacts> {
    const { phase, bundle, approval } = request;
    const [blastRadius, auditTrail] = await Promise.all([
      this.#meter.measure(bundle),
      this.#checkAuditTrail(),
    ]);
    const facts = factsOf({
      phase,
      bundle,
      approval,
      auditTrail,
      blastRadius,
      judgedAt: this.#now().toISOString(),
    });
    const measured = await measureCustom(
      this.#policies.registry.custom(),
      facts,
    );
    return { ...facts, measured };
  }

  async #checkAuditTrail(): Promise<Measurement<boolean>> {
    const source = 'end of the audit log against its head';
    try {
      return { value: await this.#audit.endIsIntact(), source };
    } catch (error) {
      return { value: null, source, unknown_reason: (error as Error).message };
    }
  }
}
