import type { ArtifactType } from '@slo-scout/backstage-plugin-slo-scout-common';
import { RULES } from '../__testUtils__/approvedFiles';
import { REPO, ServiceWorld } from '../gitops/__testUtils__/ServiceWorld';
import { REASON, ROLES } from './__testUtils__/refusedBundle';

jest.setTimeout(120_000);

const RECORDINGS_FILE = 'prometheus/rules/recording/payments_api_slis.yaml';
const ALERTS_FILE = 'prometheus/rules/alerting/payments_api_slos.yaml';
const RECORDINGS: ArtifactType[] = ['recording_rule'];
const INVARIANT = 'ask_first';

/** What comes back is of revisions that are no longer in force: it is no dead end. */
describe('overrides of what is rolled back and restored', () => {
  let world: ServiceWorld;
  beforeAll(async () => {
    world = await ServiceWorld.start({ config: { roles: ROLES } });
  });
  afterAll(() => world?.stop());

  const becomeStricter = async () => {
    const { status } = await world.portal.as('editor').put('/v1/policies', {
      scope: { kind: 'global' },
      expected_revision: 0,
      settings: {
        conditions: [
          {
            ...{ id: INVARIANT, expression: 'size(slos) == 0', mode: 'block' },
            message: 'Ask first.',
            required_override: 'senior_sre_approval',
          },
        ],
      },
      reason: 'Stricter from today',
    });
    expect(status).toBe(200);
  };
  const ask = (wanted: object) =>
    world.portal.as('author').post('/v1/policy/overrides', {
      ...{ ...wanted, invariants: [INVARIANT], reason: REASON },
    });
  const bringBack = (id: string, kind: 'rollback' | 'restore') =>
    ask({ bring_back: { deployment_id: id, kind } });
  const permit = async (id: string) => {
    const { status } = await world.portal
      .as('senior')
      .patch(`/v1/policy/overrides/${id}`, { action: 'approve' });
    expect(status).toBe(200);
  };

  /** Refused, asked for, permitted, done: the pull request. */
  const letPass = async (id: string, kind: 'rollback' | 'restore') => {
    const refused = await world.act(id, kind);
    expect(refused.status).toBe(403);
    const asked = await bringBack(id, kind);
    expect(asked.body.error).toBeUndefined();
    expect(asked.status).toBe(201);
    const { override } = asked.body;
    expect(override.bundle_hash).toBe(refused.body.decision.bundle_hash);
    expect((await world.act(id, kind)).status).toBe(403);
    await permit(override.id);
    const back = await world.act(id, kind);
    expect(back.body.error).toBeUndefined();
    expect(back.status).toBe(201);
    const { body: found } = await world.portal
      .as('author')
      .get('/v1/policy/overrides?status=used');
    expect(found.overrides).toContainEqual(
      expect.objectContaining({
        id: override.id,
        deployment_id: back.body.deployment_id,
      }),
    );
    return back.body;
  };

  it('let a rollback pass, and then the restore of what it brought', async () => {
    const slo = await world.approvedSlo('success');
    const former = await world.deployed([slo], RECORDINGS);
    await world.approvedSlo('success', 0.99);
    const wrong = await world.approvedFiles([slo], RULES);
    const { body } = await world.deploy(wrong);
    await world.merge(body.pr_number);
    await becomeStricter();

    // The same files without what the rollback takes away are another bundle, and stale.
    const alone = await ask({ artifact_ids: former.map(({ id }) => id) });
    expect(alone.status).toBe(409);
    const back = await letPass(body.deployment_id, 'rollback');
    expect(back.removed).toEqual([ALERTS_FILE]);
    await world.merge(back.pr_number);
    expect(await world.deployment(back.deployment_id)).toMatchObject({
      ...{ status: 'deployed', rollback_offered: false },
    });

    await world.gitHost.commit(
      ...([REPO, 'main', { [RECORDINGS_FILE]: 'groups: []\n' }] as const),
      'by hand',
    );
    await world.watched(back.deployment_id);
    const restored = await letPass(back.deployment_id, 'restore');
    await world.merge(restored.pr_number);
    expect(await world.onMain(RECORDINGS_FILE)).toBe(former[0].content);
  });

  it('are asked for what can be brought back, by those who may', async () => {
    const { body } = await world.portal
      .as('author')
      .get('/v1/deployments?entity_ref=component:default/payments-api');
    const [{ deployment_id: id }] = body.deployments;
    expect((await bringBack(id, 'restore')).status).toBe(409);
    expect((await ask({})).status).toBe(400);
    expect((await bringBack('nowhere', 'rollback')).status).toBe(404);
    const strange = await world.portal
      .as('stranger')
      .post('/v1/policy/overrides', {
        bring_back: { deployment_id: id, kind: 'rollback' },
        ...{ invariants: [INVARIANT], reason: REASON },
      });
    expect(strange.status).toBe(403);
  });
});
