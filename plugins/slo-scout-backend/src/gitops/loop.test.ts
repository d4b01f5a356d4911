import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { REPO, ServiceWorld } from './__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const RULES: ArtifactType[] = ['recording_rule', 'alert_rule'];
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** One pull request a service, in conflict and out of it, rolled back, cleaned up. */
describe('the loop of a service', () => {
  let world: ServiceWorld;

  beforeEach(async () => {
    world = await ServiceWorld.start();
  });
  afterEach(() => world?.stop());

  const approvedFiles = (ids: string[], types = RULES) =>
    world.approvedFiles(ids, types);
  const contentOf = (artifacts: Artifact[], path: string) =>
    artifacts.find(a => a.path === path)?.content;

  it('goes on with the open pull request when more is deployed, and loses nothing of it', async () => {
    const slo = await world.approvedSlo('success');
    const rules = await approvedFiles([slo]);
    const first = await world.deploy(rules);
    expect(first.status).toBe(201);
    const dashboards = await approvedFiles([slo], ['grafana_dashboard']);
    const second = await world.deploy(dashboards);
    expect(second.status).toBe(201);
    expect(second.body.pr_number).toBe(first.body.pr_number);
    expect(second.body.artifacts_included).toHaveLength(3);
    expect(await world.deployment(first.body.deployment_id)).toMatchObject({
      status: 'superseded',
    });
    const again = await world.deploy(dashboards);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      deployment_id: second.body.deployment_id,
    });

    await world.merge(first.body.pr_number);
    expect(await world.deployment(second.body.deployment_id)).toMatchObject({
      status: 'deployed',
      error: null,
      opened_at: expect.any(String),
      // As the Git host tells it, not when it was noticed.
      merged_at: new Date(
        world.gitHost.pullRequests(REPO)[0].merged_at ?? '',
      ).toISOString(),
      merged_by: 'merger',
    });
    expect(await world.onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
  });

  it('puts a new version in place of the old one in the open pull request', async () => {
    const slo = await world.approvedSlo('success');
    const first = await world.deploy(await approvedFiles([slo]));
    await world.approvedSlo('success', 0.99);
    const rules = await approvedFiles([slo]);
    const second = await world.deploy(rules);
    expect(second.body.pr_number).toBe(first.body.pr_number);
    expect(second.body.artifacts_included).toHaveLength(2);
    await world.merge(first.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
  });

  it('gives the files back where somebody else has worked on the branch', async () => {
    const slo = await world.approvedSlo('success');
    const first = await world.deploy(await approvedFiles([slo]));
    await world.gitHost.commit(
      REPO,
      first.body.branch_name,
      { 'note.txt': 'theirs\n' },
      'a note',
    );
    const more = await approvedFiles([slo], ['grafana_dashboard']);
    const refused = await world.deploy(more);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/not ours.*a note/);
    expect(await world.deployment(first.body.deployment_id)).toMatchObject({
      status: 'pending_pr',
    });
    const { body } = await world.portal
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
    const slo = await world.approvedSlo('success');
    const rules = await approvedFiles([slo]);
    const opened = await world.deploy(rules);
    await world.gitHost.commit(
      REPO,
      'main',
      { [ALERTS]: 'theirs\n' },
      'theirs',
    );
    await world.portal.runJob('reconcile-deployments');
    const id = opened.body.deployment_id;
    expect(await world.deployment(id)).toMatchObject({ status: 'conflict' });

    const rebased = await world.act(id, 'rebase');
    expect(rebased.status).toBe(201);
    expect(rebased.body.pr_number).toBe(opened.body.pr_number);
    await world.portal.runJob('reconcile-deployments');
    expect(await world.deployment(rebased.body.deployment_id)).toMatchObject({
      status: 'pending_pr',
      kind: 'rebase',
    });
    await world.merge(opened.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(rules, ALERTS));
    const late = await world.act(rebased.body.deployment_id, 'rebase');
    expect(late.status).toBe(409);
  });

  it('rolls back to what was deployed before, through the guard', async () => {
    const slo = await world.approvedSlo('success');
    const before = await approvedFiles([slo]);
    await world.merge((await world.deploy(before)).body.pr_number);
    await world.approvedSlo('success', 0.99);
    const wrong = await world.deploy(await approvedFiles([slo]));
    await world.merge(wrong.body.pr_number);
    expect(await world.onMain(ALERTS)).not.toBe(contentOf(before, ALERTS));

    const back = await world.act(wrong.body.deployment_id, 'rollback');
    expect(back.body.error).toBeUndefined();
    expect(back.status).toBe(201);
    expect(world.gitHost.pullRequests(REPO).at(-1)?.title).toBe(
      'revert(payments-api): restore SLO monitoring',
    );
    const again = await world.act(wrong.body.deployment_id, 'rollback');
    expect(again.status).toBe(409);
    await world.merge(back.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(before, ALERTS));
    expect(await world.deployment(back.body.deployment_id)).toMatchObject({
      status: 'deployed',
      kind: 'rollback',
    });
    const first = await world.act(back.body.deployment_id, 'rollback');
    // And forth again: what was rolled back is what stood there before.
    expect(first.status).toBe(201);
  });

  it('has nothing to roll back to after a first deployment', async () => {
    const slo = await world.approvedSlo('success');
    const only = await world.deploy(await approvedFiles([slo]));
    const early = await world.act(only.body.deployment_id, 'rollback');
    expect(early.status).toBe(409);
    await world.merge(only.body.pr_number);
    const { status, body } = await world.act(
      only.body.deployment_id,
      'rollback',
    );
    expect(status).toBe(409);
    expect(body.error.message).toMatch(/Nothing was deployed here before/);
  });

  it('takes the files of a retired SLO away in the same commit', async () => {
    const [kept, leaving] = [
      await world.approvedSlo('kept'),
      await world.approvedSlo('leaving'),
    ];
    const types: ArtifactType[] = [...RULES, 'runbook'];
    await world.merge(
      (
        await world.deploy(await approvedFiles([kept, leaving], types))
      ).body.pr_number,
    );
    expect(await world.filesOn('main')).toContain(
      'runbooks/payments_api_leaving.yaml',
    );

    await world.portal
      .as('sre')
      .patch(`/v1/slos/${leaving}`, { action: 'retire' });
    const files = await approvedFiles([kept], types);
    const removing = await world.deploy(files);
    const body = world.gitHost.pullRequests(REPO).at(-1)?.body;
    expect(body).toMatch(/removed.*runbooks\/payments_api_leaving.yaml/);
    await world.merge(removing.body.pr_number);
    expect(await world.deployment(removing.body.deployment_id)).toMatchObject({
      status: 'deployed',
      error: null,
    });
    const left = await world.filesOn('main');
    expect(left.filter(path => path.includes('leaving'))).toEqual([]);
    expect(left).toContain('runbooks/payments_api_kept.yaml');
    expect(left).toContain('README.md');
    expect(await world.onMain(ALERTS)).not.toContain('leaving');
  });

  const drift = async (id: string) =>
    (await world.portal.as('author').get(`/v1/deployments/${id}/drift`)).body
      .drift;

  it('tells what was taken back on the branch from what was changed, and adopts it', async () => {
    const slo = await world.approvedSlo('success');
    const before = await approvedFiles([slo]);
    await world.merge((await world.deploy(before)).body.pr_number);
    await world.approvedSlo('success', 0.99);
    const after = await approvedFiles([slo]);
    const { body: opened } = await world.deploy(after);
    await world.merge(opened.pr_number);
    const id = opened.deployment_id;
    expect((await world.act(id, 'adopt')).body.error.message).toMatch(
      /nothing to adopt/,
    );

    // Somebody reverts the merge on the Git host.
    const taken = Object.fromEntries(before.map(a => [a.path, a.content]));
    await world.gitHost.commit(REPO, 'main', taken, 'Revert');
    await world.portal.runJob('watch-deployed');
    await world.portal.runJob('watch-deployed');
    expect(await world.deployment(id)).toMatchObject({ status: 'reverted' });
    const { body: audit } = await world.portal
      .as('sre')
      .get('/v1/audit?limit=100');
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

    const adopted = await world.act(id, 'adopt');
    expect(adopted.status).toBe(201);
    expect(adopted.body.slos).toMatchObject([
      { id: slo, objective: 0.99, draft: { revision: 3, objective: 0.999 } },
    ]);

    // What was written by hand is no file of ours.
    const byHand = { [ALERTS]: `${contentOf(after, ALERTS)}# mine\n` };
    await world.gitHost.commit(REPO, 'main', byHand, 'by hand');
    await world.portal.runJob('watch-deployed');
    expect(await world.deployment(id)).toMatchObject({ status: 'drifted' });
    const refused = await world.act(id, 'adopt');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/changed by hand/);
    const stranger = await world.portal
      .as('stranger')
      .post(`/v1/deployments/${id}/adopt`, {});
    expect(stranger.status).toBe(403);
  });

  it('lets nobody but owners and approvers act', async () => {
    const slo = await world.approvedSlo('success');
    const { body } = await world.deploy(await approvedFiles([slo]));
    for (const action of ['rebase', 'rollback'] as const) {
      const answer = await world.portal
        .as('stranger')
        .post(`/v1/deployments/${body.deployment_id}/${action}`, {});
      expect([403, 409]).toContain(answer.status);
      const byService = await world.portal
        .asService()
        .post(`/v1/deployments/${body.deployment_id}/${action}`, {});
      expect(byService.status).toBe(403);
    }
  });
});
