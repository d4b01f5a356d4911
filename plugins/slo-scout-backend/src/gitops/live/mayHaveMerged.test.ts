import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const TYPES: ArtifactType[] = ['recording_rule', 'alert_rule', 'runbook'];
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** No webhook comes, and the watcher is there before the reconciler. */
describe('a merge that nobody has told of', () => {
  let world: ServiceWorld;
  let slo: string;
  let former: string;

  const idOf = (artifact: Artifact) =>
    world.portal
      .as('author')
      .get(`/v1/artifacts/${artifact.id}`)
      .then(({ body }) => body.artifact.deployment_id as string);

  beforeEach(async () => {
    world = await ServiceWorld.start();
    slo = await world.approvedSlo('success');
    const files = await world.deployed([slo], TYPES);
    former = await idOf(files[0]);
    await world.watched(former);
    world.portal.notes.length = 0;
  });
  afterEach(() => world?.stop());

  const activeKey = async (id: string) => {
    const row = await world.portal.db('deployments').where({ id }).first();
    return row.active_key as string | null;
  };
  const nextRevision = async (): Promise<{
    deployment_id: string;
    pr_number: number;
  }> => {
    await world.approvedSlo('success', 0.99);
    const opened = await world.deploy(await world.approvedFiles([slo], TYPES));
    expect(opened.status).toBe(201);
    return opened.body;
  };
  const byHand = () =>
    world.gitHost.commit(REPO, 'main', { [ALERTS]: 'groups: []\n' }, 'by hand');
  const actions = async () =>
    (await world.audit()).map(({ action }) => action as string);
  const notedOf = (id: string) =>
    world.portal.notes
      .map(({ payload }) => payload.scope)
      .filter(scope => scope?.includes(id));
  const expectNoDrift = async (number: number, id: string) => {
    await world.gitHost.mergePullRequest(REPO, number);
    await world.portal.runJob('watch-deployed');
    await world.portal.runJob('reconcile-deployments');
    await world.portal.runJob('watch-deployed');
    expect(await world.deployment(id)).toMatchObject({
      status: 'deployed',
      checks: { repository: { state: 'as_approved' } },
    });
    expect(await actions()).not.toContain('drift_found');
    expect(await actions()).not.toContain('deployment_reverted');
    expect(notedOf(former)).toEqual([]);
  };

  it('of the next revision is no drift of the former one', async () => {
    const { deployment_id: id, pr_number: number } = await nextRevision();
    await expectNoDrift(number, id);
    expect(await world.deployment(former)).toMatchObject({
      status: 'superseded',
    });
  });

  it('is none although the pull request had been closed', async () => {
    const { deployment_id: id, pr_number: number } = await nextRevision();
    await world.gitHost.closePullRequest(REPO, number);
    await world.portal.runJob('reconcile-deployments');
    expect(await world.deployment(id)).toMatchObject({ status: 'closed' });
    await world.gitHost.reopenPullRequest(REPO, number);
    await expectNoDrift(number, id);
  });

  it('of a rollback is no reverting', async () => {
    const { deployment_id: wrong, pr_number: merged } = await nextRevision();
    await world.merge(merged);
    await world.watched(wrong);
    const back = await world.act(wrong, 'rollback');
    expect(back.status).toBe(201);
    world.portal.notes.length = 0;
    await expectNoDrift(back.body.pr_number, back.body.deployment_id);
    expect(notedOf(wrong)).toEqual([]);
  });

  it('of a removal is no drift', async () => {
    await world.decide(slo, 'retire');
    const removal = await world.remove(await world.removable());
    expect(removal.status).toBe(201);
    await expectNoDrift(removal.body.pr_number, removal.body.deployment_id);
  });

  it('is waited for while the pull request cannot be read', async () => {
    const { pr_number: number } = await nextRevision();
    const key = await activeKey(former);
    await world.gitHost.mergePullRequest(REPO, number);
    world.gitHost.faults.add({
      ...{ path: new RegExp(`/pulls/${number}$`), times: 1 },
      effect: { kind: 'status', status: 403 },
    });
    expect(await world.watched(former)).toMatchObject({ status: 'deployed' });
    expect(world.gitHost.faults.pending).toBe(0);
    expect(await activeKey(former)).toBe(key);
    expect(key).not.toBeNull();
  });

  it('does not hide what somebody changed by hand beside an open pull request', async () => {
    const { pr_number: number } = await nextRevision();
    await byHand();
    // Nor beside one that was deleted.
    world.gitHost.faults.add({
      ...{ path: new RegExp(`/pulls/${number}$`), times: 1 },
      effect: { kind: 'status', status: 404 },
    });
    expect(await world.watched(former)).toMatchObject({ status: 'drifted' });
    expect(world.gitHost.faults.pending).toBe(0);
    expect(notedOf(former)).not.toEqual([]);
  });
});
