import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  aBundle,
  aDeployment,
  aDryRun,
  aLatencySlo,
  anArtifact,
  anAuditEntry,
  aSlo,
} from '../src/__testUtils__/fixtures';
import { aFeasibility } from '../src/__testUtils__/feasibility';
import { aReplay } from '../src/__testUtils__/replays';
import type { World } from '../src/__testUtils__/InMemorySloScout';

const slos = () => [
  aSlo(),
  aLatencySlo({
    draft: {
      ...aLatencySlo({ revision: 2, status: 'draft', objective: 0.995 }),
    },
  }),
  aSlo({
    name: 'refund_availability',
    display_name: 'Refunds work',
    status: 'draft',
    severity: 'medium',
    objective: 0.995,
  }),
  aSlo({ name: 'old_availability', status: 'retired' }),
];

const audit = () =>
  (
    [
      ['pr_created', { pr_url: 'http://git.test/acme/o/pull/12' }],
      ['artifact_approval', { paths: aBundle().map(a => a.path) }],
      [
        'artifact_approval_refused',
        { reason: '42 % of all traffic is affected' },
      ],
      ['artifacts_generated', { environment: 'production' }],
      ['slo_approved', { name: 'payment_success_rate', revision: 1 }],
      ['slo_created', { name: 'payment_success_rate', revision: 1 }],
    ] as const
  ).map(([action, payload], index, all) =>
    anAuditEntry(all.length - index, { action, payload }),
  );

/** As newer dry runs are stored: with the curve of the SLI. */
const withCurve = (artifact: Artifact): Artifact =>
  artifact.type === 'alert_rule'
    ? { ...artifact, dry_run_result: aReplay(() => true) }
    : artifact;

/** Situations to look at, by the name in `?world=`. */
export const worlds: Record<string, () => World> = {
  empty: () => ({}),
  approved: () => ({ slos: slos(), stepsPerLook: 1 }),
  review: () => ({
    slos: slos(),
    feasibility: [aFeasibility()],
    artifacts: [
      ...aBundle().map(withCurve),
      ...Array.from({ length: 30 }, (_, index) =>
        anArtifact('rule_test', {
          id: `rule-test-${index}`,
          path: `prometheus/tests/payments_api_alert_${index}.yaml`,
        }),
      ),
    ],
    audit: audit(),
  }),
  readOnly: () => ({
    slos: slos(),
    artifacts: aBundle(),
    capabilities: {
      can_approve: false,
      can_approve_slos: false,
      can_write_slos: false,
      can_read_audit: false,
    },
  }),
  refused: () => ({
    slos: slos(),
    generated: [
      anArtifact('recording_rule', {
        validation_status: 'failed',
        validation_errors: [
          {
            validator: 'promtool',
            message:
              'prometheus/rules/recording/payments_api_slis.yaml: 7:15: group "payments_api_slis", rule 1, "job:payment_success_rate_bad:rate5m": could not parse expression: 1:12: parse error: unclosed left parenthesis',
          },
        ],
      }),
      anArtifact('alert_rule', {
        validation_status: 'inconclusive',
        dry_run_result: aDryRun({
          verdict: 'inconclusive',
          reason: 'Prometheus did not answer within 60 s',
          alerts: [],
          coverage: 0,
        }),
      }),
      anArtifact('runbook'),
    ],
  }),
  open: () => ({
    slos: slos(),
    artifacts: aBundle({
      approval_status: 'approved',
      approved_by: 'user:default/sre',
      approved_at: '2026-11-23T12:04:00Z',
      deployment_status: 'pending_pr',
      pr_url: aDeployment().pr_url,
    }),
    deployments: [
      aDeployment(),
      aDeployment({
        deployment_id: 'deployment-0',
        status: 'opening',
        pr_number: null,
        pr_url: null,
        commit_sha: null,
        retry_at: '2026-11-23T12:10:00Z',
        error: 'secondary rate limit',
        created_at: '2026-11-22T12:00:00Z',
      }),
      aDeployment({
        deployment_id: 'deployment-2',
        status: 'conflict',
        pr_number: 9,
        created_at: '2026-11-21T12:00:00Z',
      }),
      aDeployment({
        deployment_id: 'deployment-3',
        status: 'deployed',
        pr_number: 7,
        merge_commit_sha: 'e'.repeat(40),
        deployed_at: '2026-11-20T13:00:00Z',
        created_at: '2026-11-20T12:00:00Z',
      }),
    ],
    audit: audit(),
  }),
};
