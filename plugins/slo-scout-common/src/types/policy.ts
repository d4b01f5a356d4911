import type { CodedSentence } from '../sentences';
import type { PolicyRevisionRef } from './policySettings';

/** What a violated invariant does: refuse, or only say so. @public */
export type EnforcementMode = 'block' | 'warn';

/** Invariants that come with the plugin. @public */
export const INVARIANT_IDS = [
  'blast_radius.services',
  'blast_radius.traffic_percent',
  'blast_radius.cost_impact_usd',
  'approval_required',
  'audit_trail_required',
  'dry_run_conclusive',
  'separation_of_duties',
] as const;

/** @public */
export type KnownInvariantId = (typeof INVARIANT_IDS)[number];

/**
 * The plugin's own invariants, those that modules add, and conditions of
 * policies. The ids of the first are known when compiling.
 *
 * @public
 */
export type InvariantId = KnownInvariantId | (string & {});

/** Who may permit a violation. @public */
export const REQUIRED_OVERRIDES = [
  'senior_sre_approval',
  'vp_engineering_approval',
  'budget_owner_approval',
] as const;

/** Who may permit a violation; null where nobody may (a hard requirement). @public */
export type RequiredOverride = (typeof REQUIRED_OVERRIDES)[number];

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

/** Routes that the series name beside those that the API definitions name. @public */
export interface EndpointReconciliation {
  /** Route label values of the matched series. */
  matched: string[];
  /** Paths of the API definitions. */
  defined: string[];
  only_matched: string[];
  only_defined: string[];
}

/** @public */
export interface BlastRadius {
  /**
   * Entities whose series the bundle's selectors match, the bundle's own among
   * them. A service label that no entity bears stands as `service=<value>`.
   */
  services: Measurement<string[]>;
  /** Entity refs that depend on the services, by the catalog's relations. */
  dependents: Measurement<string[]>;
  /** For each dependent the refs from the service to it, both included. */
  dependent_chains?: Measurement<string[][]>;
  /** Distinct routes of the matched series. */
  endpoints: Measurement<string[]>;
  endpoint_reconciliation?: Measurement<EndpointReconciliation>;
  /** Matched request rate over all request rate, percent, mean of 7 d. */
  traffic_percent: Measurement<number>;
  /** Series that the recording rules would add, those of replaced rules subtracted. */
  new_series: Measurement<number>;
  /** Samples that the rules would write a day, those of replaced rules subtracted. */
  samples_per_day?: Measurement<number>;
  /** Samples that the rules would read a day, those of replaced rules subtracted. */
  query_samples_per_day?: Measurement<number>;
  /** USD per day; null with reason `unpriced` where no price list is configured. */
  cost_impact_usd: Measurement<number>;
  /** Names of deployed rules that would change or go. */
  replaced_rules?: Measurement<string[]>;
  /** Names of deployed alerts that would no longer exist. */
  vanishing_alerts?: Measurement<string[]>;
  /** Values of the label `owner` of the alerts that page. */
  teams_paged?: Measurement<string[]>;
  /** Pages a week, as the dry run counted them. */
  pages_per_week?: Measurement<number>;
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
  /** The same; absent where it is the words of a module, of a condition or of a fault. */
  message_coded?: CodedSentence[];
  required_override: RequiredOverride | null;
  /** Id of the override that lets this violation pass. */
  overridden_by?: string;
}

/** @public */
export type PolicyPhase = 'evaluate' | 'approve' | 'deploy' | 'merge';

/** @public */
export interface PolicyDecision {
  id: string;
  phase: PolicyPhase;
  outcome: 'allowed' | 'violated';
  environment: string;
  bundle_hash: string;
  /** SHA-256 of the policy that was applied, hex. */
  policy_hash: string;
  /** Revisions that the applied policy was made of. */
  policies?: PolicyRevisionRef[];
  invariants: InvariantResult[];
  /** The invariants of `invariants` that block, those that an override covers left out. */
  violations: InvariantResult[];
  blast_radius: BlastRadius;
  /** The override that let violations pass. */
  override_id?: string;
  decided_at: string;
}
