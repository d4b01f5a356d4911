import type { SloFeasibility } from '@slo-scout/backstage-plugin-slo-scout-common';

/** An objective that its dependencies rule out. */
export function aFeasibility(
  over: Partial<SloFeasibility> = {},
): SloFeasibility {
  return {
    slo_id: 'slo-payment_success_rate',
    name: 'payment_success_rate',
    revision: 1,
    verdict: 'infeasible',
    objective: 0.999,
    ceiling: 0.998,
    feasible_objective: 0.998,
    chain: [
      {
        entity_ref: 'component:default/ledger',
        slo_id: 'slo-booking',
        slo_name: 'booking',
        objective: 0.998,
        window: '30d',
        via: [
          { relation: 'consumesApi', entity_ref: 'api:default/ledger' },
          { relation: 'apiProvidedBy', entity_ref: 'component:default/ledger' },
        ],
      },
      {
        entity_ref: 'component:default/auth',
        slo_id: 'slo-login',
        slo_name: 'login',
        objective: 0.9999,
        window: '7d',
        via: [{ relation: 'dependsOn', entity_ref: 'component:default/auth' }],
        counted_with: 'component:default/ledger',
      },
    ],
    unknown: [
      {
        entity_ref: 'resource:default/db',
        via: [{ relation: 'dependsOn', entity_ref: 'resource:default/db' }],
        reason: 'It has no approved SLO of a share of good events.',
      },
    ],
    reason:
      '99.9 % cannot be met: what it depends on promises 99.8 % at most (component:default/ledger 99.8 % by booking).',
    ...over,
  };
}
