import { randomUUID } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  ApprovalFacts,
  Measurement,
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
import type { Policies } from './Policies';

/** As much of the audit log as the guard asks about. */
export interface AuditTrail {
  endIsIntact(): Promise<boolean>;
}

/** A decision with what it was made from. */
export interface Judgement {
  decision: PolicyDecision;
  facts: PolicyFacts;
}

/** Measures a bundle and judges it by the policies that apply to it. */
export class PolicyGuard {
  readonly #meter: BlastRadiusMeter;
  readonly #policies: Policies;
  readonly #audit: AuditTrail;
  readonly #metrics: Metrics;
  readonly #now: () => Date;

  constructor(options: {
    meter: BlastRadiusMeter;
    policies: Policies;
    audit: AuditTrail;
    metrics: Metrics;
    now?: () => Date;
  }) {
    this.#meter = options.meter;
    this.#policies = options.policies;
    this.#audit = options.audit;
    this.#metrics = options.metrics;
    this.#now = options.now ?? (() => new Date());
  }

  async evaluate(request: {
    phase: PolicyPhase;
    bundle: Bundle;
    approval: ApprovalFacts;
  }): Promise<Judgement> {
    const { phase, bundle } = request;
    const { registry } = this.#policies;
    const policy = await this.#policies.effective(
      subjectOf(bundle.entity, bundle.environment),
    );
    const facts = await this.#factsOf(request);
    const invariants = judge(policy, facts, registry);
    const violations = violationsOf(invariants);
    const decision: PolicyDecision = {
      id: randomUUID(),
      phase,
      outcome: violations.length === 0 ? 'allowed' : 'violated',
      environment: bundle.environment,
      bundle_hash: bundleHash(bundle.target, bundle.artifacts),
      policy_hash: policy.policy_hash,
      policies: policy.policies,
      invariants,
      violations,
      blast_radius: facts.blast_radius,
      decided_at: facts.judged_at,
    };
    if (phase !== 'evaluate') this.#metrics.violated(decision);
    return { decision, facts };
  }

  /**
   * Inside the transaction of a decision: measuring took time, and the policy that
   * it was judged by must still stand.
   */
  async hold(
    tx: Knex.Transaction,
    bundle: Bundle,
    { decision }: Judgement,
  ): Promise<void> {
    await this.#policies.hold(
      tx,
      subjectOf(bundle.entity, bundle.environment),
      decision.policy_hash,
    );
  }

  async #factsOf(request: {
    phase: PolicyPhase;
    bundle: Bundle;
    approval: ApprovalFacts;
  }): Promise<PolicyFacts> {
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

/** Keeps a decision with its inputs, so that it can be judged again. */
export async function storeDecision(
  tx: Knex.Transaction,
  { decision, facts }: Judgement,
  context: { bundle: Bundle; actor: string },
): Promise<void> {
  await tx('policy_decisions').insert({
    id: decision.id,
    entity_ref: stringifyEntityRef(context.bundle.entity),
    phase: decision.phase,
    outcome: decision.outcome,
    bundle_hash: decision.bundle_hash,
    decision: JSON.stringify(decision),
    facts: JSON.stringify(facts),
    actor: context.actor,
    decided_at: new Date(decision.decided_at),
  });
}
