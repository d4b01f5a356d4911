import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Artifact,
  Measurement,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { hashOf } from '../hash';
import type { Metrics } from '../metrics';
import type { BlastRadiusMeter } from './blastRadius/BlastRadiusMeter';
import type { ApprovalFacts } from './invariants';
import { judge, violationsOf } from './judge';
import type { Policy } from './policy';

/** What is judged: the artifacts approved or deployed together. */
export interface Bundle {
  entity: Entity;
  environment: string;
  target: string;
  artifacts: Artifact[];
  /** What stands in the target now. */
  deployed: Artifact[];
}

/** As much of the audit log as the guard asks about. */
export interface AuditTrail {
  endIsIntact(): Promise<boolean>;
}

/** Identity of a bundle's content: equal files to the same target are equal bundles. */
export function bundleHash(
  target: string,
  artifacts: Array<Pick<Artifact, 'path' | 'content_hash'>>,
): string {
  const files = artifacts
    .map(({ path, content_hash }) => ({ path, content_hash }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return hashOf({ target, files });
}

/** Measures a bundle and judges it by the environment's policy. Stores what it decided. */
export class PolicyGuard {
  readonly #meter: BlastRadiusMeter;
  readonly #policyOf: (environment: string) => Policy;
  readonly #audit: AuditTrail;
  readonly #metrics: Metrics;
  readonly #now: () => Date;

  constructor(options: {
    meter: BlastRadiusMeter;
    policyOf: (environment: string) => Policy;
    audit: AuditTrail;
    metrics: Metrics;
    now?: () => Date;
  }) {
    this.#meter = options.meter;
    this.#policyOf = options.policyOf;
    this.#audit = options.audit;
    this.#metrics = options.metrics;
    this.#now = options.now ?? (() => new Date());
  }

  async evaluate(request: {
    phase: PolicyDecision['phase'];
    bundle: Bundle;
    approval: ApprovalFacts;
    credentials: BackstageCredentials;
  }): Promise<PolicyDecision> {
    const { phase, bundle, approval, credentials } = request;
    const policy = this.#policyOf(bundle.environment);
    const [blastRadius, auditTrail] = await Promise.all([
      this.#meter.measure({
        entity: bundle.entity,
        environment: bundle.environment,
        bundle: bundle.artifacts,
        deployed: bundle.deployed,
        credentials,
      }),
      this.#checkAuditTrail(),
    ]);
    const results = judge(policy, {
      blastRadius,
      approval,
      auditTrail,
      dryRuns: bundle.artifacts
        .filter(artifact => artifact.type === 'alert_rule')
        .map(artifact => ({
          path: artifact.path,
          result: artifact.dry_run_result,
        })),
    });
    const violations = violationsOf(results);
    const decision: PolicyDecision = {
      id: randomUUID(),
      phase,
      outcome: violations.length === 0 ? 'allowed' : 'violated',
      environment: bundle.environment,
      bundle_hash: bundleHash(bundle.target, bundle.artifacts),
      policy_hash: hashOf(policy),
      invariants: results,
      violations,
      blast_radius: blastRadius,
      decided_at: this.#now().toISOString(),
    };
    if (phase !== 'evaluate') this.#metrics.violated(decision);
    return decision;
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

/** Keeps a decision with its inputs. */
export async function storeDecision(
  tx: Knex.Transaction,
  decision: PolicyDecision,
  context: { entityRef: string; actor: string },
): Promise<void> {
  await tx('policy_decisions').insert({
    id: decision.id,
    entity_ref: context.entityRef,
    phase: decision.phase,
    outcome: decision.outcome,
    bundle_hash: decision.bundle_hash,
    decision: JSON.stringify(decision),
    actor: context.actor,
    decided_at: new Date(decision.decided_at),
  });
}
