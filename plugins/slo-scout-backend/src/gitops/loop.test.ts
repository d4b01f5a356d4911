import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Artifact,
  ArtifactType,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import execa from 'execa';
import { type GitHost, startGitHost } from 'testbed';
import { exampleDocument } from '../__testUtils__/examples';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';
const RULES: ArtifactType[] = ['recording_rule', 'alert_rule'];
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** One pull request a service, in conflict and out of it, rolled back, cleaned up. */
describe('the loop of a service', () => {
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-loop-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      gitHost,
      config: {
        policy: {
          environments: {
            production: {
              // There is no Prometheus here, and nothing about it is tested.
              invariants: {
                'blast_radius.services': { mode: 'warn' },
                'blast_radius.traffic_percent': { mode: 'warn' },
              },
            },
          },
        },
      },
    });
  });

  afterEach(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const approvedSlo = async (name: string, target = 0.999) => {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name, target }),
    });
    const [{ id }] = body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    return id as string;
  };
  const approvedFiles = async (ids: string[], types = RULES) => {
    const generated = await portal
      .as('author')
      .post('/v1/artifacts/generate', { slo_ids: ids, artifact_types: types });
    expect(generated.body.error).toBeUndefined();
    const artifacts = generated.body.artifacts as Artifact[];
    const approval = await portal.as('sre').post('/v1/artifacts/approve', {
      artifact_ids: artifacts.map(a => a.id),
    });
    expect(approval.status).toBe(200);
    return artifacts;
  };
  const deploy = (artifacts: Artifact[]) =>
    portal.as('author').post('/v1/pr', {
      artifact_ids: artifacts.map(a => a.id),
      environment: 'production',
    });
  const act = (id: string, action: 'rebase' | 'rollback') =>
    portal.as('author').post(`/v1/deployments/${id}/${action}`, {});
  const merge = async (number: number) => {
    await gitHost.mergePullRequest(REPO, number);
    await portal.runJob('reconcile-deployments');
  };
  const deployment = async (id: string): Promise<Deployment> =>
    (await portal.as('author').get(`/v1/deployments/${id}`)).body.deployment;
  const onMain = async (path: string) => {
    const { stdout } = await execa('git', ['show', `main:${path}`], {
      env: { GIT_DIR: gitHost.repositoryPath(REPO) },
      stripFinalNewline: false,
    });
    return stdout;
  };
  const filesOnMain = async () => {
    const { stdout } = await execa(
      'git',
      ['ls-tree', '-r', '--name-only', 'main'],
      { env: { GIT_DIR: gitHost.repositoryPath(REPO) } },
    );
    return stdout.split('\n');
  };
  const contentOf = (artifacts: Artifact[], path: string) =>
    artifacts.find(a => a.path === path)?.content;

  it('goes on with the open pull request when more is deployed, and loses nothing of it', async () => {
    const slo = await approvedSlo('success');
    const rules = await approvedFiles([slo]);
    const first = await deploy(rules);
    expect(first.status).toBe(201);
    const dashboards = await approvedFiles([slo], ['grafana_dashboard']);
    const second = await deploy(dashboards);
    expect(second.status).toBe(201);
    expect(second.body.pr_number).toBe(first.body.pr_number);
    expect(second.body.artifacts_included).toHaveLength(3);
    expect(await deployment(first.body.deployment_id)).toMatchObject({
      status: 'superseded',
    });
    const again = await deploy(dashboards);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      deployment_id: second.body.deployment_id,
    });

    await merge(first.body.pr_number);
    expect(await deployment(second.body.deployment_id)).toMatchObject({
      status: 'deployed',
      error: null,
      opened_at: expect.any(String),
      // As the Git host tells it, not when it was noticed.
      merged_at: new Date(
        gitHost.pullRequests(REPO)[0].merged_at ?? '',
      ).toISOString(),
      merged_by: 'merger',
    });
    expect(await onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);
  });

  it('puts a new version in place of the old one in the open pull request', async () => {
    const slo = await approvedSlo('success');
    const first = await deploy(await approvedFiles([slo]));
    await approvedSlo('success', 0.99);
    const rules = await approvedFiles([slo]);
    const second = await deploy(rules);
    expect(second.body.pr_number).toBe(first.body.pr_number);
    expect(second.body.artifacts_included).toHaveLength(2);
    await merge(first.body.pr_number);
    expect(await onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
  });

  it('gives the files back where somebody else has worked on the branch', async () => {
    const slo = await approvedSlo('success');
    const first = await deploy(await approvedFiles([slo]));
    await gitHost.commit(
      REPO,
      first.body.branch_name,
      { 'note.txt': 'theirs\n' },
      'a note',
    );
    const more = await approvedFiles([slo], ['grafana_dashboard']);
    const refused = await deploy(more);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/not ours.*a note/);
    expect(await deployment(first.body.deployment_id)).toMatchObject({
      status: 'pending_pr',
    });
    const { body } = await portal
      .as('author')
      .get(`/v1/artifacts?deployment_id=${first.body.deployment_id}`);
    expect(
      body.artifacts.map((a: Artifact) => [
        a.deployment_id,
        a.deployment_status,
      ]),
    ).toEqual([
      [first.body.deployment_id, 'pending_pr'],
      [first.body.deployment_id, 'pending_pr'],
    ]);
  });

  it('rebases out of a conflict without asking for approval again', async () => {
    const slo = await approvedSlo('success');
    const rules = await approvedFiles([slo]);
    const opened = await deploy(rules);
    await gitHost.commit(REPO, 'main', { [ALERTS]: 'theirs\n' }, 'theirs');
    await portal.runJob('reconcile-deployments');
    const id = opened.body.deployment_id;
    expect(await deployment(id)).toMatchObject({ status: 'conflict' });

    const rebased = await act(id, 'rebase');
    expect(rebased.status).toBe(201);
    expect(rebased.body.pr_number).toBe(opened.body.pr_number);
    await portal.runJob('reconcile-deployments');
    expect(await deployment(rebased.body.deployment_id)).toMatchObject({
      status: 'pending_pr',
      kind: 'rebase',
    });
    await merge(opened.body.pr_number);
    expect(await onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
    const late = await act(rebased.body.deployment_id, 'rebase');
    expect(late.status).toBe(409);
  });

  it('rolls back to what was deployed before, through the guard', async () => {
    const slo = await approvedSlo('success');
    const before = await approvedFiles([slo]);
    await merge((await deploy(before)).body.pr_number);
    await approvedSlo('success', 0.99);
    const wrong = await deploy(await approvedFiles([slo]));
    await merge(wrong.body.pr_number);
    expect(await onMain(ALERTS)).not.toBe(contentOf(before, ALERTS));

    const back = await act(wrong.body.deployment_id, 'rollback');
    expect(back.body.error).toBeUndefined();
    expect(back.status).toBe(201);
    expect(gitHost.pullRequests(REPO).at(-1)?.title).toBe(
      'revert(payments-api): restore SLO monitoring',
    );
    const again = await act(wrong.body.deployment_id, 'rollback');
    expect(again.status).toBe(409);
    await merge(back.body.pr_number);
    expect(await onMain(ALERTS)).toBe(contentOf(before, ALERTS));
    expect(await deployment(back.body.deployment_id)).toMatchObject({
      status: 'deployed',
      kind: 'rollback',
    });
    const first = await act(back.body.deployment_id, 'rollback');
    // And forth again: what was rolled back is what stood there before.
    expect(first.status).toBe(201);
  });

  it('has nothing to roll back to after a first deployment', async () => {
    const slo = await approvedSlo('success');
    const only = await deploy(await approvedFiles([slo]));
    const early = await act(only.body.deployment_id, 'rollback');
    expect(early.status).toBe(409);
    await merge(only.body.pr_number);
    const { status, body } = await act(only.body.deployment_id, 'rollback');
    expect(status).toBe(409);
    expect(body.error.message).toMatch(/Nothing was deployed here before/);
  });

  it('takes the files of a retired SLO away in the same commit', async () => {
    const [kept, leaving] = [
      await approvedSlo('kept'),
      await approvedSlo('leaving'),
    ];
    const types: ArtifactType[] = [...RULES, 'runbook'];
    await merge(
      (
        await deploy(await approvedFiles([kept, leaving], types))
      ).body.pr_number,
    );
    expect(await filesOnMain()).toContain('runbooks/payments_api_leaving.yaml');

    await portal.as('sre').patch(`/v1/slos/${leaving}`, { action: 'retire' });
    const files = await approvedFiles([kept], types);
    const removing = await deploy(files);
    const body = gitHost.pullRequests(REPO).at(-1)?.body;
    expect(body).toMatch(/removed.*runbooks\/payments_api_leaving.yaml/);
    await merge(removing.body.pr_number);
    expect(await deployment(removing.body.deployment_id)).toMatchObject({
      status: 'deployed',
      error: null,
    });
    const left = await filesOnMain();
    expect(left.filter(path => path.includes('leaving'))).toEqual([]);
    expect(left).toContain('runbooks/payments_api_kept.yaml');
    expect(left).toContain('README.md');
    expect(await onMain(ALERTS)).not.toContain('leaving');
  });

  const drift = async (id: string) =>
    (await portal.as('author').get(`/v1/deployments/${id}/drift`)).body.drift;
  const adopt = (id: string) =>
    portal.as('author').post(`/v1/deployments/${id}/adopt`, {});

  it('tells what was taken back on the branch from what was changed, and adopts it', async () => {
    const slo = await approvedSlo('success');
    const before = await approvedFiles([slo]);
    await merge((await deploy(before)).body.pr_number);
    await approvedSlo('success', 0.99);
    const after = await approvedFiles([slo]);
    const { body: opened } = await deploy(after);
    await merge(opened.pr_number);
    const id = opened.deployment_id;
    expect((await adopt(id)).body.error.message).toMatch(/nothing to adopt/);

    // Somebody reverts the merge on the Git host.
    const taken = Object.fromEntries(before.map(a => [a.path, a.content]));
    await gitHost.commit(REPO, 'main', taken, 'Revert');
    await portal.runJob('watch-deployed');
    await portal.runJob('watch-deployed');
    expect(await deployment(id)).toMatchObject({ status: 'reverted' });
    const { body: audit } = await portal.as('sre').get('/v1/audit?limit=100');
    expect(
      audit.entries.filter(
        (entry: { action: string }) => entry.action === 'deployment_reverted',
      ),
    ).toHaveLength(1);
    const { files } = await drift(id);
    expect(files).toHaveLength(2);
    expect(files).toContainEqual({
      path: ALERTS,
      approved: contentOf(after, ALERTS),
      found: contentOf(before, ALERTS),
      diff: expect.stringContaining('\n-'),
      reverted: true,
    });

    const adopted = await adopt(id);
    expect(adopted.status).toBe(201);
    expect(adopted.body.slos).toMatchObject([
      { id: slo, objective: 0.99, draft: { revision: 3, objective: 0.999 } },
    ]);

    // What was written by hand is no file of ours.
    const byHand = { [ALERTS]: `${contentOf(after, ALERTS)}# mine\n` };
    await gitHost.commit(REPO, 'main', byHand, 'by hand');
    await portal.runJob('watch-deployed');
    expect(await deployment(id)).toMatchObject({ status: 'drifted' });
    const refused = await adopt(id);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/changed by hand/);
    const stranger = await portal
      .as('stranger')
      .post(`/v1/deployments/${id}/adopt`, {});
    expect(stranger.status).toBe(403);
  });

  it('lets nobody but owners and approvers act', async () => {
    const slo = await approvedSlo('success');
    const { body } = await deploy(await approvedFiles([slo]));
    for (const action of ['rebase', 'rollback'] as const) {
      const answer = await portal
        .as('stranger')
        .post(`/v1/deployments/${body.deployment_id}/${action}`, {});
      expect([403, 409]).toContain(answer.status);
      const byService = await portal
        .asService()
        .post(`/v1/deployments/${body.deployment_id}/${action}`, {});
      expect(byService.status).toBe(403);
    }
  });
});
