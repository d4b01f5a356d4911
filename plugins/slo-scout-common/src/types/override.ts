import type { InvariantId, RequiredOverride } from './policy';

/**
 * `void`: the files of the bundle were generated anew with other content.
 * `used`: its one approval and deploy are done.
 *
 * @public
 */
export type OverrideStatus =
  | 'requested'
  | 'approved'
  | 'declined'
  | 'withdrawn'
  | 'expired'
  | 'void'
  | 'used';

/** One violated invariant that somebody asks to let pass. @public */
export interface OverriddenInvariant {
  invariant: InvariantId;
  required_override: RequiredOverride;
  /** As measured when the override was asked for. */
  measured: number | boolean | null;
  limit: number | boolean;
  message: string;
}

/** What the holder of a role decided. @public */
export interface OverrideDecision {
  required_override: RequiredOverride;
  decision: 'approve' | 'decline';
  decided_by: string;
  decided_at: string;
  reason: string | null;
}

/**
 * A second person's time-limited permission to exceed named invariants for one
 * bundle hash: one approval and its deploy, unexpired at both.
 *
 * @public
 */
export interface Override {
  id: string;
  entity_ref: string;
  environment: string;
  target: string;
  bundle_hash: string;
  artifact_ids: string[];
  status: OverrideStatus;
  invariants: OverriddenInvariant[];
  /** Roles that must all approve. */
  required: RequiredOverride[];
  decisions: OverrideDecision[];
  reason: string;
  ticket: string | null;
  requested_by: string;
  requested_at: string;
  /** Hours of validity from the last approval. */
  valid_hours: number;
  /** End of validity; before the last approval, when the request lapses. RFC 3339. */
  expires_at: string;
  /** Decisions of the guard that it let pass. */
  approval_decision_id: string | null;
  deploy_decision_id: string | null;
  deployment_id: string | null;
}
