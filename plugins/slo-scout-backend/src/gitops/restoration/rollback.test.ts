import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const RULES: ArtifactType[] = ['recording_rule', 'alert_rule'];
const SHOWN: ArtifactType[] = [...RULES, 'grafana_dashboard'];

const contentsOf = (files: Artifact[]) =>
  Object.fromEntries(files.map(({ path, content }) => [path, content]));

/** What stood before comes back, whatever became of earlier attempts. */
describe('rolling back', () => {
  let world: ServiceWorld;
  let slo: string;
  beforeEach(async () => {
    world = await ServiceWorld.start();
    slo = await world.approvedSlo('success');
  });
  afterEach(() => world?.stop());

  const idOf = (artifact: Artifact) =>
    world.portal
      .as('author')
      .get(`/v1/artifacts/${artifact.id}`)
      .then(({ body }) => body.artifact.deployment_id as string);
  const revised = (target: number, types: ArtifactType[]) =>
    world
      .approvedSlo('success', target)
      .then(() => world.deployed([slo], types));
  const commit = (files: Artifact[]) =>
    world.gitHost.commit(REPO, 'main', contentsOf(files), 'by hand');

  it('brings the same back after a rollback that was closed', async () => {
    const dashboards = await world.deployed([slo], SHOWN);
    const former = await revised(0.99, [...SHOWN, 'runbook']);
    const wrong = await revised(0.98, [...SHOWN, 'runbook']);
    expect(former.length).toBeGreaterThan(dashboards.length);
    const id = await idOf(wrong[0]);
    const first = await world.act(id, 'rollback');
    expect(first.status).toBe(201);

    // What waits to come back still is what stood before.
    await commit(former);
    expect(await world.watched(id)).toMatchObject({ status: 'reverted' });
    await commit(wrong);
    await world.gitHost.closePullRequest(REPO, first.body.pr_number);
    await world.portal.runJob('reconcile-deployments');

    const again = await world.act(id, 'rollback');
    expect(again.body.error).toBeUndefined();
    expect(again.body.removed).toBeUndefined();
    await world.merge(again.body.pr_number);
    for (const { path, content } of former) {
      expect(await world.onMain(path)).toBe(content);
    }
  });

  it('brings back what was taken away, too', async () => {
    const types: ArtifactType[] = [...RULES, 'runbook'];
    const leaving = await world.approvedSlo('leaving');
    const both = await world.deployed([slo, leaving], types);
    await world.decide(leaving, 'retire');
    const kept = await world.deployed([slo], types);
    const id = await idOf(kept[0]);
    expect((await world.deployment(id)).removed_paths).toEqual([
      'runbooks/payments_api_leaving.md',
      'runbooks/payments_api_leaving.yaml',
    ]);

    const back = await world.act(id, 'rollback');
    expect(back.body.error).toBeUndefined();
    expect(back.body.removed).toBeUndefined();
    // What waits to come back has to stay away until it does.
    const early = { 'runbooks/payments_api_leaving.yaml': 'a: 1\n' };
    await world.gitHost.commit(REPO, 'main', early, 'by hand');
    expect((await world.watched(id)).checks?.repository.paths).toEqual(
      Object.keys(early),
    );
    await world.git('update-ref', 'refs/heads/main', 'main~1');

    await world.merge(back.body.pr_number);
    for (const { path, content } of both) {
      expect(await world.onMain(path)).toBe(content);
    }
    const { checks } = await world.watched(back.body.deployment_id);
    expect(checks?.repository.state).toBe('as_approved');
  });
});
