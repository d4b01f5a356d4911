import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ARTIFACT_TYPES,
  type Artifact,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import request from 'supertest';
import {
  type GitHost,
  type PrometheusHandle,
  deploymentHeaders,
  demoPlatformDirectory,
  startGitHost,
  startPrometheus,
} from 'testbed';
import {
  PAYMENTS,
  TestPortal,
  WEBHOOK_SECRET,
} from './__testUtils__/testPortal';

jest.setTimeout(180_000);

const REPO = 'acme/observability-config';

describe('the main job, on real parts', () => {
  let folder: string;
  let prometheus: PrometheusHandle;
  let gitHost: GitHost;
  let portal: TestPortal;
  let slos: Slo[];
  let artifacts: Artifact[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-main-job-'));
    prometheus = await startPrometheus({
      dataDir: join(folder, 'prometheus'),
      historyDays: 8,
    });
    gitHost = await startGitHost({
      dataDir: join(folder, 'git'),
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      prometheus,
      gitHost,
      config: { dryRun: { range: { days: 7 } } },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ids = () => artifacts.map(artifact => artifact.id);
  const slo = (name: string) => slos.find(found => found.name === name)!;
  const generate = (names: string[], extra: object = {}) =>
    portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: names.map(name => slo(name).id),
      artifact_types: ARTIFACT_TYPES,
      ...extra,
    });
  const lastAction = async () =>
    (await portal.as('sre').get('/v1/audit?limit=1')).body.entries[0];

  it('reads documents that nobody here wrote into drafts', async () => {
    const document = await readFile(
      join(demoPlatformDirectory, 'slos/payments-api.yaml'),
      'utf8',
    );
    const { status, body } = await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document });
    expect(status).toBe(201);
    slos = body.slos;
    expect(slos.map(found => [found.name, found.status])).toEqual([
      ['checkout_latency_p95', 'draft'],
      ['payment_success_rate', 'draft'],
      ['confirm_latency_p95', 'draft'],
    ]);
  });

  it('refuses to generate for a draft, in the words of the spec', async () => {
    const { status, body } = await generate(['confirm_latency_p95']);
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      `SLO ${slo('confirm_latency_p95').id} not approved`,
    );
    expect(await lastAction()).toMatchObject({ action: 'generation_refused' });
  });

  it('lets an approver put SLOs into force, and nobody else', async () => {
    const path = `/v1/slos/${slo('checkout_latency_p95').id}`;
    const byAuthor = await portal.as('author').patch(path, {
      action: 'approve',
    });
    expect(byAuthor.status).toBe(403);
    for (const name of ['checkout_latency_p95', 'payment_success_rate']) {
      const { status, body } = await portal
        .as('sre')
        .patch(`/v1/slos/${slo(name).id}`, { action: 'approve' });
      expect(status).toBe(200);
      expect(body.slo).toMatchObject({
        status: 'approved',
        decided_by: 'user:default/sre',
      });
    }
  });

  it('stores nothing for validation_only', async () => {
    const before = await portal.contents();
    const { status, body } = await generate(['checkout_latency_p95'], {
      validation_only: true,
    });
    expect(status).toBe(200);
    expect(new Set((body.artifacts as Artifact[]).map(a => a.type))).toEqual(
      new Set(ARTIFACT_TYPES),
    );
    expect(await portal.contents()).toEqual(before);
  });

  it('generates and proves all types', async () => {
    const { status, body } = await generate([
      'checkout_latency_p95',
      'payment_success_rate',
    ]);
    expect(body.error).toBeUndefined();
    expect(status).toBe(201);
    artifacts = body.artifacts;
    const notPassed = artifacts.filter(a => a.validation_status !== 'passed');
    expect(notPassed.map(a => [a.path, a.validation_errors])).toEqual([]);
    const pathsOf = (type: Artifact['type']) =>
      artifacts.filter(a => a.type === type).map(a => a.path);
    expect(pathsOf('recording_rule')).toEqual([
      'prometheus/rules/recording/payments_api_slis.yaml',
    ]);
    expect(pathsOf('alert_rule')).toEqual([
      'prometheus/rules/alerting/payments_api_slos.yaml',
    ]);
    expect(pathsOf('inhibit_rule')).toEqual([
      'alertmanager/inhibit_rules/payments_api.yaml',
    ]);
    expect(pathsOf('grafana_dashboard')).toEqual([
      'grafana/dashboards/payments_api.json',
    ]);
    expect(pathsOf('runbook')).toEqual([
      'runbooks/payments_api_checkout_latency_p95.md',
      'runbooks/payments_api_checkout_latency_p95.yaml',
      'runbooks/payments_api_payment_success_rate.md',
      'runbooks/payments_api_payment_success_rate.yaml',
    ]);
    // One for each alert.
    const alerts = artifacts[1].content.match(/^ +- alert: /gm) ?? [];
    expect(alerts.length).toBeGreaterThan(10);
    expect(pathsOf('rule_test')).toHaveLength(alerts.length);
    const dryRun = artifacts[1].dry_run_result!;
    expect(dryRun).toMatchObject({ verdict: 'passed', exact: true });
    expect(dryRun.coverage).toBeGreaterThan(0.95);
    // The world's incident of four days ago lies in the eight days of history.
    expect(dryRun.historical_trigger_count).toBeGreaterThan(0);
    expect(dryRun.avg_duration_seconds).toBeGreaterThan(0);
  });

  it('gives the same artifacts again when nothing changed', async () => {
    const { body } = await generate([
      'payment_success_rate',
      'checkout_latency_p95',
    ]);
    expect((body.artifacts as Artifact[]).map(a => a.id)).toEqual(ids());
  });

  it('refuses the guard’s stranger and an approver by another name', async () => {
    const stranger = await portal
      .as('stranger')
      .post('/v1/artifacts/approve', { artifact_ids: ids() });
    expect(stranger.status).toBe(403);
    expect(stranger.body.decision.violations).toEqual([
      expect.objectContaining({
        invariant: 'approval_required',
        required_override: null,
      }),
    ]);
    expect(await lastAction()).toMatchObject({
      action: 'artifact_approval_refused',
      actor: 'user:default/stranger',
    });

    const forged = await portal.as('sre').patch(`/v1/artifacts/${ids()[0]}`, {
      action: 'approve',
      approved_by: 'user:default/vp-engineering',
    });
    expect(forged.status).toBe(403);
    const byService = await portal
      .asService()
      .post('/v1/artifacts/approve', { artifact_ids: ids() });
    expect(byService.status).toBe(403);
    const { body } = await portal.as('sre').get(`/v1/artifacts/${ids()[0]}`);
    expect(body.artifact.approval_status).toBe('pending');
  });

  it('refuses alerts whose recording rules are nowhere', async () => {
    const { status, body } = await portal
      .as('sre')
      .patch(`/v1/artifacts/${ids()[1]}`, { action: 'approve' });
    expect(status).toBe(409);
    expect(body.error.message).toContain('Approve them together');
  });

  it('deploys nothing that is not approved', async () => {
    const { status } = await portal.as('author').post('/v1/pr', {
      artifact_ids: ids(),
      environment: 'production',
    });
    expect(status).toBe(409);
    expect(gitHost.pullRequests(REPO)).toEqual([]);
  });

  it('undoes the approval when its audit entry cannot be written', async () => {
    await portal.db.raw(`CREATE TRIGGER fail_audit BEFORE INSERT ON audit_log
      WHEN NEW.action = 'artifact_approval'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    const { status } = await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: ids() });
    expect(status).toBe(500);
    await portal.db.raw('DROP TRIGGER fail_audit');
    const { body } = await portal
      .as('sre')
      .get(`/v1/artifacts?entity_ref=${PAYMENTS}`);
    expect((body.artifacts as Artifact[]).map(a => a.approval_status)).toEqual(
      artifacts.map(() => 'pending'),
    );
  });

  it('approves the bundle with its measured blast radius', async () => {
    const evaluated = await portal
      .as('sre')
      .post('/v1/policy/evaluate', { artifact_ids: ids() });
    expect(evaluated.body.decision.outcome).toBe('allowed');

    const { status, body } = await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: ids() });
    expect(status).toBe(200);
    expect(body.decision.blast_radius).toMatchObject({
      services: { value: [PAYMENTS] },
      dependents: { value: ['component:default/checkout-web'] },
      endpoints: { value: ['/checkout', '/payment'] },
      endpoint_reconciliation: {
        value: { only_matched: [], only_defined: ['/confirm'] },
      },
    });
    const traffic = body.decision.blast_radius.traffic_percent.value;
    expect(traffic).toBeGreaterThan(8);
    expect(traffic).toBeLessThan(10);
    expect(body.decision.blast_radius.new_series.value).toBeGreaterThan(0);
    expect(
      (body.artifacts as Artifact[]).map(a => [
        a.approval_status,
        a.approved_by,
      ]),
    ).toEqual(artifacts.map(() => ['approved', 'user:default/sre']));
    expect(await lastAction()).toMatchObject({
      action: 'artifact_approval',
      actor: 'user:default/sre',
      payload: { policy_decision_id: body.decision.id },
    });
  });

  it('opens one pull request, however often it is asked', async () => {
    const deploy = () =>
      portal.as('author').post('/v1/pr', {
        artifact_ids: ids(),
        environment: 'production',
        target_repo: REPO,
        target_branch: 'main',
      });
    const first = await deploy();
    expect(first.body.error).toBeUndefined();
    expect(first.status).toBe(201);
    expect(first.body.branch_name).toMatch(/^slo-scout\/payments-api-\d{8}T/);
    expect(first.body.artifacts_included).toEqual(
      artifacts.map(a => a.path).sort(),
    );

    const second = await deploy();
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);
    expect(gitHost.pullRequests(REPO)[0]).toMatchObject({
      title: 'feat(payments-api): add SLO monitoring',
      body: expect.stringContaining('user:default/sre'),
    });
    const { body } = await portal.as('sre').get(`/v1/artifacts/${ids()[0]}`);
    expect(body.artifact).toMatchObject({
      deployment_status: 'pending_pr',
      pr_url: first.body.pr_url,
    });
    expect(await lastAction()).toMatchObject({ action: 'pr_created' });
  });

  const send = (status: string, options: { secret?: string; age?: number }) => {
    const { secret = WEBHOOK_SECRET, age = 0 } = options;
    const [{ number }] = gitHost.pullRequests(REPO);
    const raw = JSON.stringify({
      repo: REPO,
      pr_number: number,
      status,
      commit_sha: 'f'.repeat(40),
    });
    return request(portal.backend.server)
      .post('/api/slo-scout/v1/webhooks/deployment')
      .set(deploymentHeaders(secret, raw, Math.floor(Date.now() / 1000) - age))
      .set('content-type', 'application/json')
      .send(raw);
  };

  it.each([
    ['another secret', { secret: 'not the secret' }],
    ['an old timestamp', { age: 3600 }],
  ])('answers 401 to a webhook with %s', async (_, how) => {
    const before = await portal.contents();
    expect((await send('merged', how)).status).toBe(401);
    expect(await portal.contents()).toEqual(before);
  });

  it('does not believe a signed webhook that the Git host contradicts', async () => {
    expect((await send('merged', {})).status).toBe(202);
    const { body } = await portal.as('sre').get(`/v1/artifacts/${ids()[0]}`);
    expect(body.artifact.deployment_status).toBe('pending_pr');
  });

  it('follows the merge to deployed', async () => {
    const [pullRequest] = gitHost.pullRequests(REPO);
    const merged = await gitHost.mergePullRequest(REPO, pullRequest.number);
    expect((await send('merged', {})).status).toBe(202);
    const { body } = await portal
      .as('sre')
      .get(`/v1/artifacts?entity_ref=${PAYMENTS}`);
    for (const artifact of body.artifacts as Artifact[]) {
      expect(artifact).toMatchObject({
        deployment_status: 'deployed',
        commit_sha: merged.merge_commit_sha,
        deployed_at: expect.any(String),
      });
    }
    expect(await lastAction()).toMatchObject({
      action: 'deployment_completed',
      payload: { matches_approved: true, differing_paths: [] },
    });

    const entries = (await portal.as('sre').get('/v1/audit')).body.entries;
    expect((await send('merged', {})).status).toBe(202);
    const after = (await portal.as('sre').get('/v1/audit')).body.entries;
    expect(after).toHaveLength(entries.length);
  });

  it('has an audit trail that verifies and exports', async () => {
    const verified = await portal.as('sre').get('/v1/audit/verify');
    expect(verified.body).toMatchObject({ ok: true });
    const exported = await portal
      .as('sre')
      .get('/v1/audit/export')
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => done(null, text));
      });
    const lines = String(exported.body).trim().split('\n');
    expect(lines).toHaveLength(verified.body.entries);
    expect(JSON.parse(lines.at(-1)!).hash).toBe(verified.body.head_hash);
  });
});
