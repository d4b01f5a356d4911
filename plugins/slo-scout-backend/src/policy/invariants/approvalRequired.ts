import type { Invariant } from './types';

export const approvalRequired: Invariant = {
  id: 'approval_required',
  defaults: { mode: 'block', limit: true },
  required_override: null,
  hard: true,
  check: ({ approval }) => ({
    ok: approval.given,
    measured: approval.given,
    source: approval.source,
    message: approval.given
      ? 'A person who may approve stands behind the bundle.'
      : approval.reason,
  }),
};
