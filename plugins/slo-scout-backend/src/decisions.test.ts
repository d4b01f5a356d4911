import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import request from 'supertest';
import { type GitHost, deploymentHeaders, startGitHost } from 'testbed';
import { idsOf, RULES } from './__testUtils__/approvedFiles';
import { RELAXED } from './__testUtils__/relaxedPolicy';
import {
  PAYMENTS,
  TestPortal,
  WEBHOOK_SECRET,
} from './__testUtils__/testPortal';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';
const ALL: ArtifactType[] = [...RULES, 'grafana_dashboard', 'runbook'];

const documentOf = (name: string, target: number) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: payments-api
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: ${name}_good_total } } }
        total: { metricSource: { type: Prometheus, spec: { query: ${name}_all_total } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${target} }]
`;

/** Decisions must hold against what happens before, beside and after them. */
describe('decisions', () => {
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-decisions-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      gitHost,
      config: {
        targets: [
          {
            name: 'production',
            environment: 'production',
            provider: 'github',
            host: gitHost.host,
            repo: REPO,
            labels: ['slo'],
          },
        ],
        // There is no Prometheus here, and nothing about it is tested.
        policy: RELAXED,
      },
    });
  });

  afterEach(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const put = async (name: string, target = 0.999) => {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: documentOf(name, target),
    });
    return body.slos[0] as { id: string; revision: number };
  };
  const approvedSlo = async (name: string) => {
    const { id } = await put(name);
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    return id;
  };
  const retire = (id: string) =>
    portal.as('sre').patch(`/v1/slos/${id}`, { action: 'retire' });
  const generate = async (ids: string[], types = RULES) => {
    const { body } = await portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: ids,
      artifact_types: types,
    });
    return body.artifacts as Artifact[];
  };
  const approve = (artifacts: Artifact[]) =>
    portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: idsOf(artifacts) });
  const deploy = (artifacts: Artifact[]) =>
    portal.as('author').post('/v1/pr', {
      artifact_ids: idsOf(artifacts),
      environment: 'production',
    });
  const reject = (artifact: Artifact) =>
    portal.as('sre').patch(`/v1/artifacts/${artifact.id}`, {
      action: 'reject',
      reason: 'no',
    });
  const hint = async (number: number) => {
    const raw = JSON.stringify({ repo: REPO, pr_number: number });
    await request(portal.backend.server)
      .post('/api/slo-scout/v1/webhooks/deployment')
      .set(deploymentHeaders(WEBHOOK_SECRET, raw))
      .set('content-type', 'application/json')
      .send(raw)
      .expect(202);
  };
  const merge = async (number: number) => {
    await gitHost.mergePullRequest(REPO, number);
    await hint(number);
  };
  const now = async (artifact: Artifact) => {
    const { body } = await portal.as('sre').get(`/v1/artifacts/${artifact.id}`);
    return body.artifact as Artifact;
  };
  const lastEntry = async () =>
    (await portal.as('sre').get('/v1/audit?limit=1')).body.entries[0];

  it('do not let an older bundle take deployed alerts away', async () => {
    const a = await approvedSlo('slo_a');
    const b = await approvedSlo('slo_b');
    const [ofA, ofB] = [await generate([a]), await generate([b])];
    await approve(ofA);
    await approve(ofB);
    await merge((await deploy(ofA)).body.pr_number);

    const stale = await deploy(ofB);
    expect(stale.status).toBe(409);
    expect(stale.body.error.message).toContain('slo_a');
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);

    const both = await generate([b]);
    expect((await approve(both)).status).toBe(200);
    expect((await deploy(both)).status).toBe(201);
    expect(both[1].content).toContain('slo_a');
  });

  it('let retiring an SLO remove its alerts', async () => {
    const a = await approvedSlo('slo_a');
    const b = await approvedSlo('slo_b');
    const first = await generate([a, b]);
    await approve(first);
    await merge((await deploy(first)).body.pr_number);
    await retire(b);
    const second = await generate([a]);
    expect((await approve(second)).status).toBe(200);
    expect((await deploy(second)).status).toBe(201);
  });

  it('keep live files live when a later pull request is closed', async () => {
    const a = await approvedSlo('slo_a');
    const first = await generate([a], ALL);
    await approve(first);
    await merge((await deploy(first)).body.pr_number);
    const runbook = first.find(file => file.type === 'runbook')!;

    const b = await approvedSlo('slo_b');
    const second = await generate([b], ALL);
    expect(idsOf(second)).toContain(runbook.id);
    await approve(second);
    const { pr_number: number } = (await deploy(second)).body;
    await gitHost.closePullRequest(REPO, number);
    await hint(number);
    expect(await now(runbook)).toMatchObject({ deployment_status: 'deployed' });
    expect((await reject(runbook)).status).toBe(409);
    expect(await now(second[0])).toMatchObject({ deployment_status: 'closed' });
  });

  it('go on with the open pull request instead of opening a second one', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a], ALL);
    await approve(files);
    const first = await deploy(files.slice(0, 2));
    expect(first.status).toBe(201);
    const again = await deploy(files);
    expect(again.status).toBe(201);
    expect(again.body.pr_number).toBe(first.body.pr_number);
    expect(again.body.artifacts_included).toHaveLength(files.length);
  });

  it('refuse to go on with an opening deployment of a retired SLO', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    gitHost.faults.add({
      times: 50,
      effect: { kind: 'drop' },
    });
    expect((await deploy(files)).status).toBe(503);
    gitHost.faults.clear();
    await retire(a);
    expect((await deploy(files)).status).toBe(409);
    expect(gitHost.pullRequests(REPO)).toEqual([]);
    expect(await now(files[0])).toMatchObject({ deployment_status: 'closed' });
  });

  it('approve the draft that was read, not one that replaced it', async () => {
    const { id, revision } = await put('slo_a', 0.999);
    await put('slo_a', 0.5);
    const path = `/v1/slos/${id}`;
    const stale = await portal
      .as('sre')
      .patch(path, { action: 'approve', revision });
    expect(stale.status).toBe(409);
    const { status, body } = await portal
      .as('sre')
      .patch(path, { action: 'approve', revision: revision + 1 });
    expect(status).toBe(200);
    expect(body.slo).toMatchObject({ revision: 2, objective: 0.5 });

    await put('slo_a', 0.6);
    const retired = (await retire(id)).body.slo;
    expect(retired).toMatchObject({ revision: 2, status: 'retired' });
    expect(await lastEntry()).toMatchObject({ payload: { revision: 2 } });
  });

  it('open the pull request also where labels are refused', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    gitHost.faults.add({
      path: '/labels',
      times: 9,
      effect: { kind: 'status', status: 403, message: 'no labels for you' },
    });
    expect((await deploy(files)).status).toBe(201);
  });

  it('take a pull request up again that was closed and reopened', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    const { pr_number: number } = (await deploy(files)).body;
    await gitHost.closePullRequest(REPO, number);
    await hint(number);
    expect(await now(files[0])).toMatchObject({ deployment_status: 'closed' });

    gitHost.faults.add({
      method: 'GET',
      path: /pulls\/\d+$/,
      times: 1,
      effect: {
        kind: 'alter',
        change: body => ({
          ...(body as object),
          state: 'open',
          closed_at: null,
        }),
      },
    });
    await hint(number);
    expect(await now(files[0])).toMatchObject({
      deployment_status: 'pending_pr',
    });
    expect(await lastEntry()).toMatchObject({ action: 'deployment_reopened' });
  });

  it('do not call a merge into another branch deployed', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    const { pr_number: number } = (await deploy(files)).body;
    gitHost.faults.add({
      method: 'GET',
      path: /pulls\/\d+$/,
      times: 1,
      effect: {
        kind: 'alter',
        change: body => {
          const pull = body as { base: object; head: { sha: string } };
          return {
            ...pull,
            state: 'closed',
            merged: true,
            merge_commit_sha: pull.head.sha,
            base: { ...pull.base, ref: 'scratch' },
          };
        },
      },
    });
    await hint(number);
    expect(await now(files[0])).toMatchObject({ deployment_status: 'closed' });
  });

  it('say so when others’ commits were merged with ours', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    const opened = (await deploy(files)).body;
    await gitHost.commit(
      REPO,
      opened.branch_name,
      { 'prometheus/rules/alerting/evil.yaml': 'groups: []\n' },
      'one more',
    );
    await merge(opened.pr_number);
    expect(await lastEntry()).toMatchObject({
      action: 'deployment_completed',
      payload: { matches_approved: false, commits_of_others: true },
    });
  });

  it('open the same content anew after it was merged changed', async () => {
    const a = await approvedSlo('slo_a');
    const files = await generate([a]);
    await approve(files);
    const opened = (await deploy(files)).body;
    await gitHost.commit(
      REPO,
      opened.branch_name,
      { [files[1].path]: 'groups: []\n' },
      'no alerts, please',
    );
    await merge(opened.pr_number);
    const { body: audit } = await portal
      .as('sre')
      .get('/v1/audit?action=deployment_completed&limit=1');
    expect(audit.entries[0]).toMatchObject({
      payload: { differing_paths: [files[1].path] },
    });
    // Judged again at the merge: nobody has approved this.
    expect(await lastEntry()).toMatchObject({
      action: 'merge_violation_found',
      payload: { violations: ['approval_required'] },
    });
    const again = await deploy(files);
    expect(again.status).toBe(201);
    expect(again.body.pr_number).not.toBe(opened.pr_number);
  });

  it('answer the verdicts of the generation that is asked for', async () => {
    const a = await approvedSlo('slo_a');
    const [recording] = await generate([a]);
    await portal.db('verdicts').update({ status: 'failed' });
    await generate([a]);
    const { body } = await portal
      .as('sre')
      .get(`/v1/generations/${recording.generation_id}`);
    expect(body.artifacts[0]).toMatchObject({ validation_status: 'failed' });
    // Without Prometheus, nothing is verified.
    expect(await now(recording)).toMatchObject({
      validation_status: 'inconclusive',
    });
  });
});
