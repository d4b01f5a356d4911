import type {
  BlastRadius,
  DryRunFact,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';

export function exampleBlastRadius(
  change: Partial<BlastRadius> = {},
): BlastRadius {
  return {
    services: { value: ['component:default/payments-api'], source: 'PromQL' },
    dependents: { value: [], source: 'catalog' },
    endpoints: { value: ['/checkout'], source: 'PromQL' },
    traffic_percent: { value: 12, source: 'PromQL' },
    new_series: { value: 6, source: 'PromQL' },
    cost_impact_usd: { value: 0.01, source: 'example of 2026-01-01' },
    ...change,
  };
}

export function exampleDryRun(change: Partial<DryRunFact> = {}): DryRunFact {
  return {
    path: 'alerts.yaml',
    verdict: 'passed',
    reason: null,
    range_days: 30,
    coverage: 1,
    historical_trigger_count: 0,
    alerts_per_month: 0,
    ...change,
  };
}

/** Facts under which every invariant of the plugin holds. */
export function exampleFacts(change: Partial<PolicyFacts> = {}): PolicyFacts {
  return {
    phase: 'approve',
    environment: 'production',
    target: 'production',
    judged_at: '2026-11-24T12:00:00.000Z',
    entity: {
      ref: 'component:default/payments-api',
      kind: 'component',
      namespace: 'default',
      name: 'payments-api',
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/payments-team',
      system: 'system:default/shop',
      tags: [],
    },
    files: [
      {
        path: 'recording.yaml',
        type: 'recording_rule',
        bytes: 1000,
        unverified: [],
      },
      { path: 'alerts.yaml', type: 'alert_rule', bytes: 2000, unverified: [] },
    ],
    slos: [
      {
        name: 'payment_success_rate',
        revision: 1,
        kind: 'ratio',
        objective: 0.999,
        window_days: 30,
        severity: 'critical',
      },
    ],
    authors: [{ ref: 'user:default/author', because: 'generated alerts.yaml' }],
    approval: {
      given: true,
      by: ['user:default/sre'],
      source: 'groups',
      reason: '',
    },
    audit_trail: { value: true, source: 'end of the log' },
    blast_radius: exampleBlastRadius(),
    dry_runs: [exampleDryRun()],
    measured: {},
    ...change,
  };
}
