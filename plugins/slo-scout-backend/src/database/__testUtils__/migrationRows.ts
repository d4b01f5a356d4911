const NOW = new Date('2026-11-24T12:00:00Z');
const PAYMENTS = 'component:default/payments-api';
const AUTHOR = 'user:default/author';
const PRODUCTION = { environment: 'production', target: 'production' };

/** Rows of a table, as they could be once the migration has run. */
export interface TableRows {
  table: string;
  rows: object[];
}

/** What a migration brings, with something in it. */
export interface MigrationCase {
  /** Inserted after it has run, in this order. */
  brings: TableRows[];
  /** Columns it adds to tables that were there before, with a value to be lost. */
  adds?: Array<{ table: string; columns: Record<string, unknown> }>;
}

const INIT: TableRows[] = [
  {
    table: 'slos',
    rows: [{ id: 'slo', entity_ref: PAYMENTS, name: 'success' }],
  },
  {
    table: 'slo_revisions',
    rows: [
      {
        ...{ slo_id: 'slo', revision: 1, status: 'approved', spec: '{}' },
        ...{ content_hash: 'c', document: 'kind: SLO\n', source_kind: 'api' },
        ...{ created_at: NOW, created_by: AUTHOR },
      },
    ],
  },
  {
    table: 'slo_documents',
    rows: [
      {
        ...{ entity_ref: PAYMENTS, url: 'https://git.example.org/slo.yaml' },
        ...{ content_hash: 'c', read_at: NOW },
      },
    ],
  },
  {
    table: 'generations',
    rows: [
      {
        ...{ id: 'generation', entity_ref: PAYMENTS, ...PRODUCTION },
        ...{ slo_ids: '["slo"]', artifact_types: '["alert_rule"]' },
        ...{ status: 'succeeded', steps: '[]', notes: '[]' },
        ...{ created_at: NOW, created_by: AUTHOR },
      },
    ],
  },
  {
    table: 'deployments',
    rows: [
      {
        ...{ id: 'deployment', entity_ref: PAYMENTS, ...PRODUCTION },
        ...{ repo: 'acme/observability-config', base_branch: 'main' },
        ...{ branch_name: 'slo-scout/x', bundle_hash: 'b', plan: '{}' },
        ...{ status: 'deployed', created_at: NOW, created_by: AUTHOR },
      },
    ],
  },
  {
    table: 'artifacts',
    rows: [
      {
        ...{ id: 'artifact', type: 'alert_rule', entity_ref: PAYMENTS },
        ...{ ...PRODUCTION, path: 'a.yaml', content: 'groups: []\n' },
        ...{ content_hash: 'c', slo_refs: '[]', approval_status: 'approved' },
        ...{ approved_by: 'user:default/sre', approved_at: NOW },
        ...{ deployment_status: 'deployed', deployment_id: 'deployment' },
        ...{ created_at: NOW, created_by: AUTHOR },
      },
    ],
  },
  {
    table: 'verdicts',
    rows: [
      {
        ...{ id: 'verdict', generation_id: 'generation' },
        ...{ artifact_id: 'artifact', status: 'passed', errors: '[]' },
        position: 1,
      },
    ],
  },
  {
    table: 'deployment_artifacts',
    rows: [{ deployment_id: 'deployment', artifact_id: 'artifact' }],
  },
  {
    table: 'policy_decisions',
    rows: [
      {
        ...{ id: 'decision', entity_ref: PAYMENTS, phase: 'approve' },
        ...{ outcome: 'allowed', bundle_hash: 'b', decision: '{}' },
        ...{ actor: 'user:default/sre', decided_at: NOW },
      },
    ],
  },
];

const POLICIES: TableRows[] = [
  {
    table: 'policy_revisions',
    rows: [
      {
        ...{ seq: 1, scope_kind: 'global', scope_name: '', source: 'portal' },
        ...{ revision: 1, settings: '{}', settings_hash: 'h' },
        ...{ reason: 'because', changed_by: AUTHOR, changed_at: NOW },
      },
    ],
  },
  {
    table: 'policy_overrides',
    rows: [
      {
        ...{ id: 'override', entity_ref: PAYMENTS, ...PRODUCTION },
        ...{ bundle_hash: 'b', open_key: 'b', artifact_ids: '["artifact"]' },
        ...{ files: '[]', invariants: '[]', status: 'requested' },
        ...{ reason: 'because', requested_by: AUTHOR, requested_at: NOW },
        ...{ valid_hours: 24, expires_at: NOW },
      },
    ],
  },
  {
    table: 'policy_override_decisions',
    rows: [
      {
        ...{ override_id: 'override', decision: 'approve' },
        ...{ required_override: 'senior_sre_approval' },
        ...{ decided_by: 'user:default/senior', decided_at: NOW },
      },
    ],
  },
];

const MEASUREMENTS: TableRows[] = [
  {
    table: 'measured_series',
    rows: [
      {
        ...{ id: 1, slo_id: 'slo', environment: 'production' },
        ...{ query_hash: 'q', labels: '{}', labels_hash: 'l', unit: 'events' },
      },
    ],
  },
  {
    table: 'measurement_progress',
    rows: [
      {
        ...{ slo_id: 'slo', environment: 'production', query_hash: 'q' },
        measured_until: NOW,
      },
    ],
  },
  {
    table: 'slo_measurements',
    rows: [{ series_id: 1, at: NOW, bad: 1, total: 100, revision: 1 }],
  },
  {
    table: 'slo_measurement_days',
    rows: [{ series_id: 1, day: '2026-11-24', bad: 1, total: 100, cells: 1 }],
  },
  {
    table: 'dry_run_results',
    rows: [
      {
        ...{ artifact_id: 'artifact', at: NOW, firings: 1 },
        ...{ alerts_per_month: 1, coverage: 1 },
      },
    ],
  },
];

const STANDINGS: TableRows[] = [
  {
    table: 'slo_standings',
    rows: [
      {
        ...{ environment: 'production', slo_id: 'slo', revision: 1, parts: 1 },
        ...{ labels: '{}', unit: 'events', budget_left: 0.5, computed_at: NOW },
      },
    ],
  },
];

/** One for each file in `migrations`, oldest first. */
export const MIGRATIONS: Record<string, MigrationCase> = {
  '20261123000000_init.js': { brings: INIT },
  '20261124000000_policies_and_overrides.js': {
    brings: POLICIES,
    adds: [
      { table: 'policy_decisions', columns: { facts: '{}' } },
      {
        table: 'deployments',
        columns: { rollback_offered: true, rollback_reason: 'because' },
      },
    ],
  },
  '20261124100000_standing.js': {
    brings: [],
    adds: [
      {
        table: 'deployments',
        columns: { standing: 'live', live_at: NOW, checks: '{}' },
      },
    ],
  },
  '20261125100000_host_notes.js': {
    brings: [],
    adds: [{ table: 'deployments', columns: { notes: '[]' } }],
  },
  '20261125110000_measurements.js': { brings: MEASUREMENTS },
  '20261128110000_pull_request_times.js': {
    brings: [],
    adds: [
      {
        table: 'deployments',
        columns: { opened_at: NOW, merged_at: NOW, merged_by: 'merger' },
      },
    ],
  },
  '20261128150000_slo_standings.js': { brings: STANDINGS },
};
