import type {
  Override,
  OverrideDecision,
  OverrideStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type StoredTime, toIso } from '../../database/values';

/** Whose override it is, and for which content. */
export interface OverrideSubject {
  entity_ref: string;
  environment: string;
  target: string;
  bundle_hash: string;
}

export interface OverrideRow extends OverrideSubject {
  id: string;
  open_key: string | null;
  artifact_ids: string;
  files: string;
  invariants: string;
  status: OverrideStatus;
  reason: string;
  ticket: string | null;
  requested_by: string;
  requested_at: StoredTime;
  valid_hours: number;
  expires_at: StoredTime;
  approval_decision_id: string | null;
  deploy_decision_id: string | null;
  deployment_id: string | null;
}

export interface DecisionRow extends Omit<OverrideDecision, 'decided_at'> {
  override_id: string;
  decided_at: StoredTime;
}

/** @param now - after `expires_at` an open override shows as expired, whoever notes it when */
export function toOverride(
  row: OverrideRow,
  decisions: DecisionRow[],
  now: Date,
): Override {
  const invariants = JSON.parse(row.invariants) as Override['invariants'];
  return {
    id: row.id,
    entity_ref: row.entity_ref,
    environment: row.environment,
    target: row.target,
    bundle_hash: row.bundle_hash,
    artifact_ids: JSON.parse(row.artifact_ids),
    status: isOverdue(row, now) ? 'expired' : row.status,
    invariants,
    required: [...new Set(invariants.map(i => i.required_override))].sort(),
    decisions: decisions.map(
      ({ override_id: _, decided_at: at, ...decision }) => ({
        ...decision,
        decided_at: toIso(at),
      }),
    ),
    reason: row.reason,
    ticket: row.ticket,
    requested_by: row.requested_by,
    requested_at: toIso(row.requested_at),
    valid_hours: row.valid_hours,
    expires_at: toIso(row.expires_at),
    approval_decision_id: row.approval_decision_id,
    deploy_decision_id: row.deploy_decision_id,
    deployment_id: row.deployment_id,
  };
}

function isOverdue(row: OverrideRow, now: Date): boolean {
  return (
    (row.status === 'requested' || row.status === 'approved') &&
    new Date(row.expires_at) <= now
  );
}
