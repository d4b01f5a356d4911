import { sentence } from '../../sentences';
import { saying } from './saying';
import type { ApprovalFacts, Invariant, InvariantCheck } from './types';

const GIVEN = saying(
  sentence(
    'invariant.approved',
    {},
    'A person who may approve stands behind the bundle.',
  ),
);

export const approvalRequired: Invariant = {
  id: 'approval_required',
  defaults: { mode: 'block', limit: true },
  required_override: null,
  hard: true,
  check: ({ approval }) => ({
    ok: approval.given,
    measured: approval.given,
    source: approval.source,
    ...(approval.given ? GIVEN : missing(approval)),
  }),
};

function missing({
  reason,
  reason_coded: coded,
}: ApprovalFacts): Pick<InvariantCheck, 'message' | 'message_coded'> {
  return { message: reason, ...(coded ? { message_coded: [coded] } : {}) };
}
