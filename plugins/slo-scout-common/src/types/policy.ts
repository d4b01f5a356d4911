/** What a violated invariant does: refuse, or only say so. @public */
export type EnforcementMode = 'block' | 'warn';

/** The spec's five invariants and `dry_run_conclusive`; teams may add others. @public */
export type InvariantId =
  | 'blast_radius.services'
  | 'blast_radius.traffic_percent'
  | 'blast_radius.cost_impact_usd'
  | 'approval_required'
  | 'audit_trail_required'
  | 'dry_run_conclusive';

/** Who may permit a violation; null where nobody may (a hard requirement). @public */
export type RequiredOverride =
  | 'senior_sre_approval'
  | 'vp_engineering_approval'
  | 'budget_owner_approval';

/**
 * One figure of the blast radius with the query or graph path that gave it.
 * `value` is null where it could not be measured; `unknown_reason` says why.
 *
 * @public
 */
export interface Measurement<T> {
  value: T | null;
  source: string;
  unknown_reason?: string;
}

/** @public */
export interface BlastRadius {
  /** Entity refs whose SLOs the bundle changes, and what depends on them is in `dependents`. */
  services: Measurement<string[]>;
  /** Entity refs that depend on the services, by the catalog's relations. */
  dependents: Measurement<string[]>;
  /** Paths from the API definitions of the services. */
  endpoints: Measurement<string[]>;
  /** Matched request rate over all request rate, percent, mean of 7 d. */
  traffic_percent: Measurement<number>;
  /** Series that the recording rules would add. */
  new_series: Measurement<number>;
  /** USD per day; null with reason `unpriced` where no price list is configured. */
  cost_impact_usd: Measurement<number>;
}

/** @public */
export interface InvariantResult {
  invariant: InvariantId;
  mode: EnforcementMode;
  ok: boolean;
  limit: number | boolean;
  measured: number | boolean | null;
  /** Where the measured value came from. */
  source: string;
  /** One sentence for the person who is refused. */
  message: string;
  required_override: RequiredOverride | null;
}

/** @public */
export interface PolicyDecision {
  id: string;
  phase: 'evaluate' | 'approve' | 'deploy' | 'merge';
  outcome: 'allowed' | 'violated';
  environment: string;
  bundle_hash: string;
  /** SHA-256 of the policy that was applied, hex. */
  policy_hash: string;
  invariants: InvariantResult[];
  /** The invariants of `invariants` that block. */
  violations: InvariantResult[];
  blast_radius: BlastRadius;
  decided_at: string;
}
