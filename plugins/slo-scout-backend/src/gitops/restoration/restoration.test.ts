import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const TYPES: ArtifactType[] = ['recording_rule', 'alert_rule', 'runbook'];
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** What was deployed comes back, of whatever revision it is. */
describe('restoring', () => {
  let world: ServiceWorld;
  let slo: string;
  let former: Artifact[];
  beforeEach(async () => {
    world = await ServiceWorld.start();
    slo = await world.approvedSlo('success');
    former = await world.deployed([slo], TYPES);
  });
  afterEach(() => world?.stop());

  const contentOf = (artifacts: Artifact[], path: string) =>
    artifacts.find(a => a.path === path)?.content;
  const byHand = (path: string) =>
    world.gitHost.commit(REPO, 'main', { [path]: 'groups: []\n' }, 'by hand');
  const idOf = (artifact: Artifact) =>
    world.portal
      .as('author')
      .get(`/v1/artifacts/${artifact.id}`)
      .then(({ body }) => body.artifact.deployment_id as string);
  /** A second revision was deployed, and rolled back: the first one stands again. */
  const rolledBack = async () => {
    await world.approvedSlo('success', 0.99);
    const wrong = await world.deployed([slo], TYPES);
    const back = await world.act(await idOf(wrong[0]), 'rollback');
    expect(back.status).toBe(201);
    return back.body;
  };

  it('puts a rollback back that drifted, although a later revision is in force', async () => {
    const { deployment_id: id, pr_number: number } = await rolledBack();
    await world.merge(number);
    await byHand(ALERTS);
    expect(await world.watched(id)).toMatchObject({ status: 'drifted' });

    const restored = await world.act(id, 'restore');
    expect(restored.body.error).toBeUndefined();
    expect(restored.status).toBe(201);
    expect(world.gitHost.pullRequests(REPO).at(-1)).toMatchObject({
      title: 'fix(payments-api): put approved SLO monitoring back',
      body: expect.stringContaining('changed past the portal'),
    });
    await world.merge(restored.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(former, ALERTS));
    expect(await world.watched(restored.body.deployment_id)).toMatchObject({
      ...{ status: 'deployed', kind: 'restore', error: null },
      checks: { repository: { state: 'as_approved' } },
    });
    const entries = await world.audit();
    expect(
      entries.find(({ action }) => action === 'pr_created')?.payload,
    ).toMatchObject({ kind: 'restore' });
  });

  it('puts back what still stands of a deployment that another took over in part', async () => {
    const id = await idOf(former[0]);
    await world.approvedSlo('success', 0.99);
    const later = await world.deployed([slo], ['grafana_dashboard', 'runbook']);
    await byHand(ALERTS);
    expect(await world.watched(id)).toMatchObject({ status: 'drifted' });
    const { body } = await world.portal
      .as('author')
      .get('/v1/overview/deployments?view=drift');
    expect(body.deployments).toMatchObject([{ deployment_id: id }]);

    const restored = await world.act(id, 'restore');
    expect(restored.body.error).toBeUndefined();
    await world.merge(restored.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(former, ALERTS));
    for (const { path, content } of later) {
      expect(await world.onMain(path)).toBe(content);
    }
    expect(await world.deployment(id)).toMatchObject({ status: 'superseded' });
    expect(await world.watched(await idOf(later[0]))).toMatchObject({
      status: 'live',
    });
  });

  it('rebases a rollback that is in conflict, and takes nothing else along', async () => {
    const { deployment_id: id, pr_number: number } = await rolledBack();
    await byHand(ALERTS);
    await world.portal.runJob('reconcile-deployments');
    expect(await world.deployment(id)).toMatchObject({ status: 'conflict' });
    const rebased = await world.act(id, 'rebase');
    expect(rebased.body.error).toBeUndefined();
    expect(rebased.body.pr_number).toBe(number);
    await world.merge(number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(former, ALERTS));
    expect(await world.deployment(rebased.body.deployment_id)).toMatchObject({
      ...{ status: 'deployed', kind: 'rollback', error: null },
    });
  });

  it('finds a file that was removed beside others when it comes back, and removes it again', async () => {
    const leaving = await world.approvedSlo('leaving');
    const both = await world.deployed([slo, leaving], TYPES);
    await world.decide(leaving, 'retire');
    const kept = await world.deployed([slo], TYPES);
    const path = 'runbooks/payments_api_leaving.yaml';
    expect(await world.filesOn('main')).not.toContain(path);
    // Also after a deployment that had nothing to do with it.
    await world.approvedSlo('success', 0.99);
    const later = await world.deployed([slo], TYPES);
    const id = await idOf(later[0]);
    expect(id).not.toBe(await idOf(kept[0]));
    expect((await world.watched(id)).checks?.repository).toEqual({
      ...{ state: 'as_approved', details: [] },
    });

    const content = contentOf(both, path)!;
    await world.gitHost.commit(REPO, 'main', { [path]: content }, 'back');
    expect(await world.watched(id)).toMatchObject({
      status: 'drifted',
      checks: { repository: { details: [`${path} is on the branch again`] } },
    });
    const { body } = await world.portal
      .as('author')
      .get(`/v1/deployments/${id}/drift`);
    expect(body.drift.files).toMatchObject([
      { path, approved: null, found: content, reverted: true },
    ]);

    const restored = await world.act(id, 'restore');
    expect(restored.body.error).toBeUndefined();
    const { deployment_id: restoration, pr_number: number } = restored.body;
    expect(await world.deployment(restoration)).toMatchObject({
      removed_paths: [path],
    });
    expect(world.gitHost.pullRequests(REPO).at(-1)!.body).toContain(
      `- 1 file removed, which came back unapproved: \`${path}\``,
    );
    await world.merge(number);
    expect(await world.filesOn('main')).not.toContain(path);
    expect(await world.onMain(ALERTS)).toBe(contentOf(later, ALERTS));
    expect((await world.watched(restoration)).checks?.repository.state).toBe(
      'as_approved',
    );
  });

  it('refuses where the branch holds what was approved, or another pull request is open', async () => {
    const id = await idOf(former[0]);
    const early = await world.act(id, 'restore');
    expect(early.status).toBe(409);
    expect(early.body.error.message).toMatch(/Only what has drifted/);

    await byHand(ALERTS);
    await world.watched(id);
    await world.gitHost.commit(
      ...([REPO, 'main'] as const),
      ...([{ [ALERTS]: contentOf(former, ALERTS)! }, 'mended'] as const),
    );
    const mended = await world.act(id, 'restore');
    expect(mended.status).toBe(409);
    // There is no Prometheus here that could have loaded anything.
    expect(mended.body.error.message).toMatch(
      /nothing to restore. What is loaded is not known/,
    );
    expect(await world.watched(id)).toMatchObject({
      status: 'deployed',
      checks: { repository: { state: 'as_approved' } },
    });

    await byHand(ALERTS);
    await world.watched(id);
    await world.approvedSlo('success', 0.99);
    await world.deploy(await world.approvedFiles([slo], TYPES));
    const busy = await world.act(id, 'restore');
    expect(busy.status).toBe(409);
    expect(busy.body.error.message).toMatch(/Pull request 2 .* is open/);
  });

  it('is opened where only Prometheus was known to differ, and the branch does now', async () => {
    const id = await idOf(former[0]);
    await world.portal
      .db('deployments')
      .where({ id })
      .update({ standing: 'drifted' });
    await byHand(ALERTS);
    const restored = await world.act(id, 'restore');
    expect(restored.status).toBe(201);
    await world.merge(restored.body.pr_number);
    expect(await world.onMain(ALERTS)).toBe(contentOf(former, ALERTS));
  });

  it('is for owners and approvers, never for a service', async () => {
    const id = await idOf(former[0]);
    await byHand(ALERTS);
    await world.watched(id);
    const path = `/v1/deployments/${id}/restore`;
    expect((await world.portal.as('stranger').post(path, {})).status).toBe(403);
    expect((await world.portal.asService().post(path, {})).status).toBe(403);
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
  });
});
