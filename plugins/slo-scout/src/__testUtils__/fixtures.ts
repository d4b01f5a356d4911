import type {
  Artifact,
  AuditEntry,
  Capabilities,
  Deployment,
  DryRunResult,
  InvariantResult,
  PolicyDecision,
  QueueItem,
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';

export const ENTITY_REF = 'component:default/payments-api';

export const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-payments' },
};

export function aSlo(over: Partial<Slo> = {}): Slo {
  const name = over.name ?? 'payment_success_rate';
  return {
    id: `slo-${name}`,
    entity_ref: ENTITY_REF,
    name,
    display_name: 'Payments succeed',
    description: 'Share of payments that do not end in a server error.',
    sli: {
      kind: 'ratio',
      name,
      bad: {
        query: 'http_requests_total{service="payments-api",code=~"5.."}',
        counter: true,
      },
      total: {
        query: 'http_requests_total{service="payments-api"}',
        counter: true,
      },
    },
    objective: 0.999,
    window: '30d',
    severity: 'critical',
    revision: 1,
    status: 'approved',
    content_hash: 'a'.repeat(64),
    document: `apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: ${name}\n`,
    source: { kind: 'api' },
    created_at: '2026-11-20T09:00:00Z',
    created_by: 'user:default/author',
    decided_at: '2026-11-20T10:00:00Z',
    decided_by: 'user:default/sre',
    ...over,
  };
}

/** Of {@link aSlo}: 62 % of the budget left, spent twice as fast as allowed. */
export function aMeasurement(
  over: Partial<SloMeasurement> = {},
): SloMeasurement {
  return {
    slo_id: 'slo-payment_success_rate',
    environment: 'production',
    labels: {},
    unit: 'events',
    objective: 0.999,
    window: '30d',
    since: '2026-03-01T00:00:00.000Z',
    measured_until: '2026-03-03T12:00:00.000Z',
    sli_5m: 1,
    sli_1h: 0.998,
    burn_rate_1h: 2,
    budget_left: 0.62,
    budget: 2592,
    days: [
      { day: '2026-03-01', bad: 1, total: 1000, sli: 0.999, budget_left: 0.9 },
      { day: '2026-03-03', bad: 9, total: 1000, sli: 0.991, budget_left: 0.62 },
    ],
    ...over,
  };
}

export function aLatencySlo(over: Partial<Slo> = {}): Slo {
  return aSlo({
    name: 'checkout_latency_p95',
    display_name: 'Checkout is fast',
    description: '95 of 100 checkouts answer within 200 ms.',
    severity: 'high',
    objective: 0.99,
    sli: {
      kind: 'threshold',
      name: 'checkout_latency_p95',
      query:
        'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{route="/checkout"}[5m])))',
      op: 'lt',
      threshold: 0.2,
    },
    ...over,
  });
}

export function aDryRun(over: Partial<DryRunResult> = {}): DryRunResult {
  const labels = { service: 'payments-api', environment: 'production' };
  return {
    verdict: 'passed',
    exact: false,
    range_days: 30,
    step_seconds: 300,
    coverage: 0.998,
    historical_trigger_count: 3,
    avg_duration_seconds: 1500,
    alerts_per_month: 3,
    start: '2026-10-24T12:00:00Z',
    end: '2026-11-23T12:00:00Z',
    alerts: [
      {
        alert: 'PaymentSuccessRateBudgetBurn',
        labels: { ...labels, severity: 'critical' },
        firings: [
          {
            start: '2026-11-03T08:10:00Z',
            end: '2026-11-03T08:40:00Z',
            duration_seconds: 1800,
            peak: 22.41,
          },
          {
            start: '2026-11-15T21:05:00Z',
            end: '2026-11-15T21:20:00Z',
            duration_seconds: 900,
            peak: 16.2,
          },
        ],
      },
      {
        alert: 'PaymentSuccessRateBudgetBurn',
        labels: { ...labels, severity: 'high' },
        firings: [
          {
            start: '2026-11-03T08:20:00Z',
            end: '2026-11-03T08:50:00Z',
            duration_seconds: 1800,
            peak: 8.6,
          },
        ],
      },
      {
        alert: 'PaymentSuccessRateNoData',
        labels: { ...labels, severity: 'high' },
        firings: [],
      },
    ],
    ...over,
  };
}

const FILES: Record<Artifact['type'], { path: string; content: string }> = {
  recording_rule: {
    path: 'prometheus/rules/recording/payments_api_slis.yaml',
    content:
      'groups:\n  - name: payments_api_slis\n    interval: 30s\n    rules:\n      - record: job:payment_success_rate_bad:rate5m\n        expr: sum(rate(http_requests_total{service="payments-api",code=~"5.."}[5m]))\n        labels:\n          service: payments-api\n',
  },
  alert_rule: {
    path: 'prometheus/rules/alerting/payments_api_slos.yaml',
    content:
      'groups:\n  - name: payments_api_slos\n    rules:\n      - alert: PaymentSuccessRateBudgetBurn\n        expr: |\n          job:payment_success_rate_bad:rate5m / job:payment_success_rate_total:rate5m > 14.4 * 0.001\n        for: 5m\n        labels:\n          severity: critical\n        annotations:\n          summary: "Payments spend their error budget"\n',
  },
  inhibit_rule: {
    path: 'alertmanager/inhibit_rules/payments_api.yaml',
    content:
      "inhibit_rules:\n  - source_matchers: [slo='payment_success_rate', long='1h']\n    target_matchers: [slo='payment_success_rate', long='6h']\n    equal: [service, environment]\n",
  },
  grafana_dashboard: {
    path: 'grafana/dashboards/payments_api.json',
    content: '{\n  "title": "payments-api SLOs",\n  "panels": []\n}\n',
  },
  runbook: {
    path: 'runbooks/payments_api.yaml',
    content: 'name: payments-api\ntriggers: []\nsteps: []\nmitigation: []\n',
  },
  rule_test: {
    path: 'prometheus/tests/payments_api_payment_success_rate_PaymentSuccessRateBurnRate1h.yaml',
    content: 'rule_files: []\ntests: []\n',
  },
};

export function anArtifact(
  type: Artifact['type'],
  over: Partial<Artifact> = {},
): Artifact {
  return {
    id: `artifact-${type}`,
    type,
    entity_ref: ENTITY_REF,
    environment: 'production',
    target: 'production',
    ...FILES[type],
    content_hash: 'b'.repeat(64),
    slo_ids: ['slo-payment_success_rate'],
    slo_refs: [
      {
        slo_id: 'slo-payment_success_rate',
        name: 'payment_success_rate',
        revision: 1,
      },
    ],
    generation_id: 'generation-1',
    validation_status: 'passed',
    validation_errors: [],
    dry_run_result: type === 'alert_rule' ? aDryRun() : null,
    approval_status: 'pending',
    approved_by: null,
    approved_at: null,
    rejected_reason: null,
    deployment_status: 'not_deployed',
    deployment_id: null,
    pr_url: null,
    commit_sha: null,
    deployed_at: null,
    created_at: '2026-11-23T12:00:00Z',
    created_by: 'user:default/author',
    ...over,
  };
}

export function aBundle(over: Partial<Artifact> = {}): Artifact[] {
  return (Object.keys(FILES) as Artifact['type'][]).map(type =>
    anArtifact(type, over),
  );
}

export function aDeployment(over: Partial<Deployment> = {}): Deployment {
  return {
    deployment_id: 'deployment-1',
    entity_ref: ENTITY_REF,
    environment: 'production',
    target: 'production',
    repo: 'acme/observability-config',
    base_branch: 'main',
    branch_name: 'slo-scout/payments-api-20261123120500',
    bundle_hash: 'c'.repeat(64),
    status: 'pending_pr',
    artifact_ids: aBundle().map(a => a.id),
    kind: 'deploy',
    pr_number: 12,
    pr_url: 'http://git.test/acme/observability-config/pull/12',
    commit_sha: 'd'.repeat(40),
    merge_commit_sha: null,
    retry_at: null,
    error: null,
    created_at: '2026-11-23T12:05:00Z',
    created_by: 'user:default/sre',
    deployed_at: null,
    live_at: null,
    checks: null,
    rollback_offered: false,
    rollback_reason: null,
    ...over,
  };
}

const KNOWN: InvariantResult[] = [
  {
    invariant: 'blast_radius.services',
    mode: 'block',
    ok: true,
    limit: 10,
    measured: 1,
    source: 'catalog: component:default/payments-api',
    message: 'One service is affected, at most 10 may be.',
    required_override: null,
  },
  {
    invariant: 'blast_radius.traffic_percent',
    mode: 'block',
    ok: true,
    limit: 20,
    measured: 12,
    source: 'sum(rate(http_requests_total{service="payments-api"}[7d]))',
    message: '12 % of all traffic is affected, at most 20 % may be.',
    required_override: null,
  },
];

export function aDecision(over: Partial<PolicyDecision> = {}): PolicyDecision {
  const invariants = over.invariants ?? KNOWN;
  const violations = invariants.filter(i => !i.ok && i.mode === 'block');
  return {
    id: 'decision-1',
    phase: 'evaluate',
    outcome: violations.length > 0 ? 'violated' : 'allowed',
    environment: 'production',
    bundle_hash: 'c'.repeat(64),
    policy_hash: 'e'.repeat(64),
    invariants,
    violations,
    blast_radius: {
      services: { value: [ENTITY_REF], source: 'catalog' },
      dependents: {
        value: ['component:default/web-shop'],
        source: 'catalog relations',
      },
      endpoints: {
        value: ['/checkout', '/payment', '/confirm'],
        source: 'api:default/payments',
      },
      traffic_percent: {
        value: 12,
        source: 'http_requests_total, mean of 7 d',
      },
      new_series: { value: 14, source: 'count of the recording rules' },
      cost_impact_usd: {
        value: null,
        source: 'price list',
        unknown_reason: 'unpriced: no price list is configured',
      },
    },
    decided_at: '2026-11-23T12:06:00Z',
    ...over,
  };
}

export function aRefusal(): PolicyDecision {
  return aDecision({
    phase: 'approve',
    invariants: [
      KNOWN[0],
      {
        ...KNOWN[1],
        ok: false,
        measured: 42,
        message: '42 % of all traffic is affected, at most 20 % may be.',
        required_override: 'vp_engineering_approval',
      },
    ],
  });
}

export function theCapabilities(
  over: Partial<Capabilities> = {},
): Capabilities {
  return {
    user_entity_ref: 'user:default/sre',
    can_write_slos: true,
    can_approve_slos: true,
    can_generate: true,
    can_approve: true,
    can_deploy: true,
    can_read_audit: true,
    can_edit_policy: false,
    can_request_override: true,
    can_decide_overrides: [],
    environments: [
      {
        name: 'production',
        target: 'production',
        repo: 'acme/observability-config',
        branch: 'main',
        repo_url: 'http://git.test/acme/observability-config',
      },
    ],
    default_environment: 'production',
    ...over,
  };
}

export function anAuditEntry(
  seq: number,
  over: Partial<AuditEntry> = {},
): AuditEntry {
  return {
    seq,
    id: `audit-${seq}`,
    occurred_at: '2026-11-23T12:00:00Z',
    actor: 'user:default/sre',
    action: 'slo_approved',
    entity_ref: ENTITY_REF,
    payload: { name: 'payment_success_rate', revision: 1 },
    prev_hash: '0'.repeat(64),
    hash: 'f'.repeat(64),
    ...over,
  };
}

export function aQueueItem(over: Partial<QueueItem> = {}): QueueItem {
  return {
    ...{ kind: 'slo', id: 'x', entity_ref: ENTITY_REF, environment: null },
    ...{ since: '2026-03-03T12:00:00.000Z', by: 'user:default/author' },
    ...{ name: 'success', count: 1, roles: [] },
    ...over,
  };
}
