import { atMost } from './atMost';
import type { Invariant } from './types';

export const costImpactUsd: Invariant = {
  id: 'blast_radius.cost_impact_usd',
  defaults: { mode: 'warn', limit: 100 },
  required_override: 'budget_owner_approval',
  check: ({ blast_radius: blastRadius }, limit) =>
    atMost(blastRadius.cost_impact_usd, limit, {
      code: 'cost',
      subject: 'Cost of the rules',
      unit: ' USD a day',
    }),
};
