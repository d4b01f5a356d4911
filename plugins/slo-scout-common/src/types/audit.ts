/** @public */
export const AUDIT_ACTIONS = [
  'slo_created',
  'slo_revised',
  'slo_approved',
  'slo_retired',
  'slo_source_read',
  'slo_source_refused',
  'artifacts_generated',
  'generation_failed',
  'generation_refused',
  'generation_cancelled',
  'approval_requested',
  'artifact_approval',
  'artifact_approval_refused',
  'artifact_rejected',
  'pr_created',
  'pr_updated',
  'pr_refused',
  'pr_failed',
  'deployment_completed',
  'deployment_closed',
  'deployment_conflict',
  'deployment_reopened',
  'deployment_live',
  'drift_found',
  'deployment_reverted',
  'merge_violation_found',
  'policy_changed',
  'policy_change_refused',
  'override_requested',
  'override_refused',
  'override_approved',
  'override_declined',
  'override_withdrawn',
  'override_expired',
  'override_voided',
  'override_used',
] as const;

/** @public */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/**
 * One entry of the append-only log. `hash` is SHA-256 over the canonical JSON
 * (RFC 8785) of the entry without `hash`; `prev_hash` chains it to the one before.
 *
 * @public
 */
export interface AuditEntry {
  /** Gap-free, from 1. */
  seq: number;
  id: string;
  occurred_at: string;
  /** User entity ref, or `plugin:slo-scout` for jobs and webhooks. */
  actor: string;
  action: AuditAction;
  entity_ref: string | null;
  /** Artifact, SLO, generation or deployment ids and the figures that mattered. */
  payload: Record<string, unknown>;
  prev_hash: string;
  hash: string;
}

/** @public */
export interface AuditVerification {
  ok: boolean;
  entries: number;
  head_hash: string;
  first_bad_seq?: number;
}
