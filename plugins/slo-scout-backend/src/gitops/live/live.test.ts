import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { RULES } from '../../__testUtils__/approvedFiles';
import { PAYMENTS } from '../../__testUtils__/testPortal';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(180_000);

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** A bundle from its pull request until Prometheus has loaded it, and after. */
describe('what stands of a deployment', () => {
  let world: ServiceWorld;
  let artifacts: Artifact[];

  beforeAll(async () => {
    world = await ServiceWorld.start({ withPrometheus: true });
    artifacts = await world.approvedFiles([await world.approvedSlo()], RULES);
  });
  afterAll(() => world?.stop());

  it('goes from merged to live when Prometheus has loaded it, drifts, and is restored', async () => {
    const opened = await world.deploy(artifacts);
    expect(opened.status).toBe(201);
    const id: string = opened.body.deployment_id;
    await world.merge(opened.body.pr_number);

    // Merged is not loaded.
    const merged = await world.watched(id);
    expect(merged).toMatchObject({
      status: 'deployed',
      live_at: null,
      checks: {
        repository: { state: 'as_approved' },
        prometheus: { state: 'different' },
      },
    });
    expect(merged.checks?.prometheus?.details).toContain(
      'group payments_api_slos is not loaded',
    );

    const live = await world.loaded(id, 'live');
    expect(live).toMatchObject({
      status: 'live',
      live_at: expect.any(String),
      checks: { prometheus: { state: 'as_approved' } },
    });
    const listed = await world.portal
      .as('author')
      .get(`/v1/artifacts?deployment_id=${id}`);
    expect(
      listed.body.artifacts.map((a: Artifact) => a.deployment_status),
    ).toEqual(['live', 'live']);

    // Nothing new: nothing more is written.
    const before = await world.portal.contents();
    await world.portal.runJob('watch-deployed');
    expect(await world.portal.contents()).toEqual(before);

    const approved = artifacts.find(a => a.path === ALERTS)!.content;
    await world.gitHost.commit(
      REPO,
      'main',
      { [ALERTS]: approved.replace('for: ', 'for: 1') },
      'quieter',
    );
    expect(await world.watched(id)).toMatchObject({
      status: 'drifted',
      checks: {
        repository: {
          state: 'different',
          details: [`${ALERTS} was changed on the branch`],
          paths: [ALERTS],
        },
      },
    });

    const restoring = await world.deploy(artifacts);
    expect(restoring.status).toBe(201);
    expect(restoring.body.deployment_id).not.toBe(id);
    await world.merge(restoring.body.pr_number);
    const restored = restoring.body.deployment_id;
    expect((await world.loaded(restored, 'live')).status).toBe('live');
    const told = (await world.audit()).map(({ action }) => action);
    expect(told.filter(action => action === 'deployment_live')).toHaveLength(2);
    expect(told.filter(action => action === 'drift_found')).toHaveLength(1);
  });

  it('keeps what it knew while Prometheus or the Git host cannot be asked', async () => {
    const { body } = await world.portal
      .as('author')
      .get(`/v1/deployments?entity_ref=${PAYMENTS}`);
    const [{ deployment_id: id }] = body.deployments;
    world.gitHost.faults.add({
      effect: { kind: 'status', status: 404 },
      times: 2,
    });
    await world.stopPrometheus();
    expect(await world.watched(id)).toMatchObject({
      status: 'live',
      checks: {
        repository: { state: 'unknown', details: [expect.any(String)] },
        prometheus: {
          state: 'unknown',
          details: [expect.stringMatching(/cannot be reached/)],
        },
      },
    });
    world.gitHost.faults.clear();
  });
});
