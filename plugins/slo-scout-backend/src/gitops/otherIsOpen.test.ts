import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { RULES } from '../__testUtils__/approvedFiles';
import { REPO, ServiceWorld } from './__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

describe('while a pull request of the service is open', () => {
  let world: ServiceWorld;
  let slo: string;
  beforeEach(async () => {
    world = await ServiceWorld.start();
    slo = await world.approvedSlo('success');
  });
  afterEach(() => world?.stop());

  const byHand = () =>
    world.gitHost.commit(REPO, 'main', { [ALERTS]: 'groups: []\n' }, 'by hand');
  const close = async (number: number) => {
    await world.gitHost.closePullRequest(REPO, number);
    await world.portal.runJob('reconcile-deployments');
  };
  /** What deploying and its preview are refused with. */
  const refusal = async (files: Artifact[]) => {
    const answers = [
      await world.deploy(files),
      await world.portal.as('author').post('/v1/pr/preview', {
        artifact_ids: files.map(({ id }) => id),
        environment: 'production',
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    const [deploying, preview] = answers.map(({ body }) => body.error.message);
    expect(preview).toBe(deploying);
    return deploying;
  };

  it('none that brings back or removes is made into something else', async () => {
    await world.deployed([slo], RULES);
    await world.approvedSlo('success', 0.99);
    const wrong = await world.approvedFiles([slo], RULES);
    const { body } = await world.deploy(wrong);
    await world.merge(body.pr_number);
    const id = body.deployment_id;
    const board = await world.approvedFiles([slo], ['grafana_dashboard']);

    const rollback = (await world.act(id, 'rollback')).body;
    expect(await refusal(board)).toBe(
      `Pull request ${rollback.pr_number} puts back what was deployed before. Merge or close it first.`,
    );
    expect(await world.deployment(rollback.deployment_id)).toMatchObject({
      ...{ status: 'pending_pr', kind: 'rollback' },
    });
    await close(rollback.pr_number);

    await byHand();
    await world.watched(id);
    const restore = (await world.act(id, 'restore')).body;
    expect(await refusal(board)).toMatch(/puts the approved files .* back/);
    await close(restore.pr_number);

    await world.decide(slo, 'retire');
    const removal = (await world.remove(await world.removable())).body;
    const other = await world.approvedSlo('other');
    const files = await world.approvedFiles([other], RULES);
    expect(await refusal(files)).toMatch(/removes the files of this service/);
    await close(removal.pr_number);
    expect((await world.deploy(files)).status).toBe(201);
  });

  it('nothing else is opened beside one that waits for the Git host', async () => {
    await world.deployed([slo], RULES);
    const [rule] = await world.approvedFiles([slo], RULES);
    const runbook = await world.approvedFiles([slo], ['runbook']);
    const { body } = await world.deploy(runbook);
    await world.portal
      .db('deployments')
      .where({ id: body.deployment_id })
      .update({ status: 'opening', pr_number: null, pr_url: null });

    const board = await world.approvedFiles([slo], ['grafana_dashboard']);
    expect(await refusal(board)).toMatch(/is being opened/);
    await byHand();
    const { deployment_id: id } = rule;
    await world.watched(id!);
    const restore = await world.act(id!, 'restore');
    expect(restore.status).toBe(409);
    expect(restore.body.error.message).toMatch(/is being opened/);
    expect((await world.deploy(runbook)).body.deployment_id).toBe(
      body.deployment_id,
    );
  });
});
