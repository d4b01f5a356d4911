import type { Invariant } from './types';

export const auditTrailRequired: Invariant = {
  id: 'audit_trail_required',
  defaults: { mode: 'block', limit: true },
  required_override: null,
  hard: true,
  check: ({ audit_trail: auditTrail }) => ({
    ok: auditTrail.value === true,
    measured: auditTrail.value,
    source: auditTrail.source,
    message:
      auditTrail.value === true
        ? 'The audit log can be written and its end is intact.'
        : `The audit log cannot be relied on: ${
            auditTrail.unknown_reason ?? 'its end does not match its head'
          }. Run the audit verification.`,
  }),
};
