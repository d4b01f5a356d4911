import type {
  BlastRadius,
  DryRunResult,
  EnforcementMode,
  InvariantId,
  Measurement,
  RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Everything the guard looks at. Measured before, so that judging is pure. */
export interface GuardFacts {
  blastRadius: BlastRadius;
  approval: ApprovalFacts;
  /** Whether an audit entry can be written and the chain's end holds. */
  auditTrail: Measurement<boolean>;
  dryRuns: Array<{ path: string; result: DryRunResult | null }>;
}

/** Whether a person with the role stands behind the bundle. */
export interface ApprovalFacts {
  given: boolean;
  source: string;
  /** Said where `given` is false. */
  reason: string;
}

export interface InvariantCheck {
  ok: boolean;
  measured: number | boolean | null;
  source: string;
  /** One sentence for the person who reads the decision. */
  message: string;
}

/** One invariant: one id, one file, one test, one page in docs/invariants. */
export interface Invariant {
  id: InvariantId;
  defaults: { mode: EnforcementMode; limit: number | boolean };
  required_override: RequiredOverride | null;
  /** A hard requirement: configuration can neither soften nor switch it off. */
  hard?: boolean;
  check(facts: GuardFacts, limit: number | boolean): InvariantCheck;
}
