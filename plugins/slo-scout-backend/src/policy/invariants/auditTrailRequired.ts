import { sentence } from '../../sentences';
import { saying } from './saying';
import type { Invariant } from './types';

const INTACT = saying(
  sentence(
    'invariant.audit_intact',
    {},
    'The audit log can be written and its end is intact.',
  ),
);

export const auditTrailRequired: Invariant = {
  id: 'audit_trail_required',
  defaults: { mode: 'block', limit: true },
  required_override: null,
  hard: true,
  check: ({ audit_trail: auditTrail }) => ({
    ok: auditTrail.value === true,
    measured: auditTrail.value,
    source: auditTrail.source,
    ...(auditTrail.value === true
      ? INTACT
      : {
          message: `The audit log cannot be relied on: ${
            auditTrail.unknown_reason ?? 'its end does not match its head'
          }. Run the audit verification.`,
        }),
  }),
};
