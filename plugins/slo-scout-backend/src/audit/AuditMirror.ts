import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  AuditAction,
  AuditEntry,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Shows an entry elsewhere, once it stands. Never fails. */
export type AuditMirror = (entry: AuditEntry) => Promise<void>;

interface Mirrored {
  /** Kebab-case, without the plugin's name, which Backstage adds. */
  eventId: string;
  severityLevel: AuditorServiceEventSeverityLevel;
  /** Somebody or something was refused, or did not come to pass. */
  failed?: boolean;
}

/**
 * How each action is told to Backstage's auditor. Low is what happens all day and
 * is logged at debug by default; high is what lets production alerting change or
 * a rule be broken; critical is what went around the rules.
 */
const MIRRORED: Record<AuditAction, Mirrored> = {
  slo_created: { eventId: 'slo-create', severityLevel: 'low' },
  slo_revised: { eventId: 'slo-revise', severityLevel: 'low' },
  slo_approved: { eventId: 'slo-approve', severityLevel: 'medium' },
  slo_retired: { eventId: 'slo-retire', severityLevel: 'medium' },
  slo_source_read: { eventId: 'slo-source-read', severityLevel: 'low' },
  slo_source_refused: {
    eventId: 'slo-source-read',
    severityLevel: 'low',
    failed: true,
  },
  artifacts_generated: {
    eventId: 'artifacts-generate',
    severityLevel: 'low',
  },
  generation_failed: {
    eventId: 'artifacts-generate',
    severityLevel: 'low',
    failed: true,
  },
  generation_refused: {
    eventId: 'artifacts-generate',
    severityLevel: 'low',
    failed: true,
  },
  generation_cancelled: {
    eventId: 'generation-cancel',
    severityLevel: 'low',
  },
  approval_requested: { eventId: 'approval-request', severityLevel: 'low' },
  artifact_approval: { eventId: 'artifact-approve', severityLevel: 'high' },
  artifact_approval_refused: {
    eventId: 'artifact-approve',
    severityLevel: 'high',
    failed: true,
  },
  artifact_rejected: { eventId: 'artifact-reject', severityLevel: 'medium' },
  pr_created: { eventId: 'pull-request-open', severityLevel: 'high' },
  pr_updated: { eventId: 'pull-request-update', severityLevel: 'high' },
  pr_refused: {
    eventId: 'pull-request-open',
    severityLevel: 'high',
    failed: true,
  },
  pr_failed: {
    eventId: 'pull-request-open',
    severityLevel: 'medium',
    failed: true,
  },
  deployment_completed: {
    eventId: 'deployment-complete',
    severityLevel: 'medium',
  },
  deployment_closed: { eventId: 'deployment-close', severityLevel: 'medium' },
  deployment_conflict: {
    eventId: 'deployment-conflict',
    severityLevel: 'medium',
  },
  deployment_reopened: {
    eventId: 'deployment-reopen',
    severityLevel: 'medium',
  },
  deployment_live: { eventId: 'deployment-live', severityLevel: 'low' },
  drift_found: { eventId: 'drift-find', severityLevel: 'high' },
  deployment_reverted: {
    eventId: 'deployment-revert',
    severityLevel: 'high',
  },
  merge_violation_found: {
    eventId: 'merge-judge',
    severityLevel: 'critical',
    failed: true,
  },
  policy_changed: { eventId: 'policy-change', severityLevel: 'high' },
  policy_change_refused: {
    eventId: 'policy-change',
    severityLevel: 'high',
    failed: true,
  },
  override_requested: { eventId: 'override-request', severityLevel: 'medium' },
  override_refused: {
    eventId: 'override-decide',
    severityLevel: 'high',
    failed: true,
  },
  override_approved: { eventId: 'override-approve', severityLevel: 'high' },
  override_declined: { eventId: 'override-decline', severityLevel: 'medium' },
  override_withdrawn: {
    eventId: 'override-withdraw',
    severityLevel: 'medium',
  },
  override_expired: { eventId: 'override-expire', severityLevel: 'low' },
  override_voided: { eventId: 'override-void', severityLevel: 'medium' },
  override_used: { eventId: 'override-use', severityLevel: 'high' },
};

/** Tells Backstage's auditor. The log in the database remains the one that counts. */
export function createAuditMirror(options: {
  auditor: AuditorService;
  logger: LoggerService;
}): AuditMirror {
  const { auditor, logger } = options;
  return async entry => {
    const { eventId, severityLevel, failed } = MIRRORED[entry.action];
    // The request is gone, and jobs have none: who acted is in the entry.
    const meta = {
      action: entry.action,
      actor: entry.actor,
      entityRef: entry.entity_ref,
      occurredAt: entry.occurred_at,
      seq: entry.seq,
      hash: entry.hash,
      payload: JSON.stringify(entry.payload),
    };
    try {
      const event = await auditor.createEvent({ eventId, severityLevel, meta });
      await (failed
        ? event.fail({ error: new Error(entry.action) })
        : event.success());
    } catch (error) {
      logger.warn(
        `Backstage's auditor was not told of audit entry ${entry.seq}`,
        error as Error,
      );
    }
  };
}
