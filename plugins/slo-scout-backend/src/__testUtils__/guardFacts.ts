import type {
  BlastRadius,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GuardFacts } from '../policy/invariants';

export function exampleBlastRadius(
  change: Partial<BlastRadius> = {},
): BlastRadius {
  return {
    services: { value: ['component:default/payments-api'], source: 'SLOs' },
    dependents: { value: [], source: 'catalog' },
    endpoints: { value: ['/checkout'], source: 'catalog' },
    traffic_percent: { value: 12, source: 'PromQL' },
    new_series: { value: 6, source: 'PromQL' },
    cost_impact_usd: { value: 0.01, source: 'example of 2026-01-01' },
    ...change,
  };
}

export function exampleDryRun(
  change: Partial<DryRunResult> = {},
): DryRunResult {
  return {
    verdict: 'passed',
    exact: false,
    range_days: 30,
    step_seconds: 300,
    coverage: 1,
    historical_trigger_count: 0,
    avg_duration_seconds: 0,
    alerts_per_month: 0,
    alerts: [],
    ...change,
  };
}

/** Facts under which every invariant of the spec holds. */
export function exampleFacts(change: Partial<GuardFacts> = {}): GuardFacts {
  return {
    blastRadius: exampleBlastRadius(),
    approval: { given: true, source: 'groups', reason: '' },
    auditTrail: { value: true, source: 'end of the log' },
    dryRuns: [{ path: 'alerts.yaml', result: exampleDryRun() }],
    ...change,
  };
}
