import type {
  Artifact,
  ArtifactType,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const PATHS: Record<ArtifactType, string> = {
  recording_rule: 'prometheus/rules/recording/payments_api_slis.yaml',
  alert_rule: 'prometheus/rules/alerting/payments_api_slos.yaml',
  inhibit_rule: 'alertmanager/inhibit_rules/payments_api.yaml',
  grafana_dashboard: 'grafana/dashboards/payments_api.json',
  runbook: 'runbooks/payments_api.yaml',
  rule_test: 'prometheus/tests/payments_api_success_SuccessBurnRate1h.yaml',
};

export function anSlo(name: string, status: Slo['status'] = 'approved'): Slo {
  return {
    id: `id-of-${name}`,
    entity_ref: 'component:default/payments-api',
    name,
    sli: {
      kind: 'threshold',
      name,
      query: 'latency:p95',
      op: 'lt',
      threshold: 0.2,
    },
    objective: 0.999,
    window: '30d',
    severity: 'high',
    revision: 1,
    status,
    content_hash: 'c0ffee',
    document: 'kind: SLO',
    source: { kind: 'api' },
    created_at: '2026-11-01T00:00:00Z',
    created_by: 'user:default/author',
  };
}

export function anArtifact(
  type: ArtifactType,
  overrides: Partial<Artifact> = {},
): Artifact {
  return {
    id: `artifact-${type}`,
    type,
    entity_ref: 'component:default/payments-api',
    environment: 'production',
    target: 'production',
    path: PATHS[type],
    content: `# ${type}\n`,
    content_hash: 'c0ffee',
    slo_ids: ['id-of-checkout_latency_p95'],
    slo_refs: [],
    generation_id: 'generation-1',
    validation_status: 'passed',
    validation_errors: [],
    dry_run_result: null,
    approval_status: 'pending',
    approved_by: null,
    approved_at: null,
    rejected_reason: null,
    deployment_status: 'not_deployed',
    deployment_id: null,
    pr_url: null,
    commit_sha: null,
    deployed_at: null,
    created_at: '2026-11-01T00:00:00Z',
    created_by: 'user:default/author',
    ...overrides,
  };
}
