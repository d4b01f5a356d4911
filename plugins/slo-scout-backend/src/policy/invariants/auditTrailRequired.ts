import { type Sentence, sentence } from '../../sentences';
import { saying } from './saying';
import type { Invariant } from './types';

const INTACT = saying(
  sentence(
    'invariant.audit_intact',
    {},
    'The audit log can be written and its end is intact.',
  ),
);

function unreliable(reason: string | undefined): Sentence {
  const because = reason ?? 'its end does not match its head';
  const text = `The audit log cannot be relied on: ${because}. Run the audit verification.`;
  return reason === undefined
    ? sentence('invariant.audit_broken', {}, text)
    : sentence('invariant.audit_unknown', { reason }, text);
}

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
      : saying(unreliable(auditTrail.unknown_reason))),
  }),
};
