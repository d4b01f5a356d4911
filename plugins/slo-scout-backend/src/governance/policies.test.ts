import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';

jest.setTimeout(60_000);

const GLOBAL = { kind: 'global' };
const condition = {
  id: 'no_fridays',
  expression: 'judged_at.getDayOfWeek("UTC") != 5',
  message: 'Nothing is deployed on Fridays.',
  mode: 'block',
};

describe('policies over HTTP', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await TestPortal.start({
      config: {
        roles: {
          approver: ['group:default/sre'],
          policyEditor: ['group:default/governance'],
        },
        policy: {
          environments: {
            production: {
              invariants: { 'blast_radius.services': { limit: 5 } },
            },
          },
        },
      },
    });
  });
  afterEach(() => portal.stop());

  const put = (change: object, user: 'editor' | 'sre' = 'editor') =>
    portal.as(user).put('/v1/policies', {
      scope: GLOBAL,
      expected_revision: 0,
      settings: {},
      reason: 'Decided by the board',
      ...change,
    });
  const policy = async (query = '') => {
    const { body } = await portal
      .as('author')
      .get(`/v1/policy?environment=production${query}`);
    return body.policy;
  };
  const setting = async (invariant: string, query = '') =>
    (await policy(query)).invariants.find(
      (i: { invariant: string }) => i.invariant === invariant,
    );
  const audit = async () =>
    (await portal.as('sre').get('/v1/audit?limit=1')).body.entries[0];

  it('are shown with where each setting came from', async () => {
    expect(await setting('blast_radius.services')).toEqual({
      invariant: 'blast_radius.services',
      mode: 'block',
      mode_from: { source: 'default' },
      limit: 5,
      limit_from: {
        source: 'config',
        scope: { kind: 'environment', name: 'production' },
        revision: 1,
      },
      required_override: 'senior_sre_approval',
      hard: false,
    });
    expect(await policy()).toMatchObject({
      environment: 'production',
      entity_ref: null,
      policies: [{ source: 'config', revision: 1 }],
    });
  });

  it('are changed by editors, with revision and audit entry', async () => {
    const settings = {
      invariants: { 'blast_radius.services': { limit: 3 } },
      conditions: [condition],
      overrides: { max_hours: 4 },
    };
    const { status, body } = await put({
      scope: { kind: 'entity', name: 'payments-api' },
      settings,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('not an entity reference');

    const added = await put({
      scope: { kind: 'entity', name: 'Component:payments-api' },
      settings,
    });
    expect(added.status).toBe(200);
    expect(added.body.policy).toMatchObject({
      scope: { kind: 'entity', name: PAYMENTS },
      source: 'portal',
      revision: 1,
      settings,
      reason: 'Decided by the board',
      changed_by: 'user:default/editor',
    });
    expect(await audit()).toMatchObject({
      action: 'policy_changed',
      actor: 'user:default/editor',
      entity_ref: PAYMENTS,
      payload: { revision: 1, loosened: [], reason: 'Decided by the board' },
    });
    const ref = `&entity_ref=${PAYMENTS}`;
    expect((await setting('blast_radius.services', ref)).limit).toBe(3);
    expect((await setting('blast_radius.services')).limit).toBe(5);
    expect(await policy(ref)).toMatchObject({
      entity_ref: PAYMENTS,
      conditions: [condition],
      overrides: { max_hours: 4 },
    });

    const { body: list } = await portal
      .as('author')
      .get(`/v1/policies?scope=entity&name=${PAYMENTS}`);
    expect(list.policies).toHaveLength(1);
  });

  it('refuse a stale revision', async () => {
    expect((await put({})).status).toBe(200);
    const stale = await put({});
    expect(stale.status).toBe(409);
    expect(stale.body.error.message).toContain('user:default/editor changed');
    expect((await put({ expected_revision: 1 })).status).toBe(200);
  });

  it('are not for others to change, which is recorded', async () => {
    const refused = await put({}, 'sre');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('group:default/governance');
    expect(await audit()).toMatchObject({
      action: 'policy_change_refused',
      actor: 'user:default/sre',
      payload: { scope: GLOBAL },
    });
    const byService = await portal.asService().put('/v1/policies', {
      scope: GLOBAL,
      expected_revision: 0,
      settings: {},
      reason: 'no person',
    });
    expect(byService.status).toBe(403);
    expect((await portal.asNobody().get('/v1/policies')).status).toBe(401);
  });

  it.each<[object, string, RegExp]>([
    [
      { invariants: { approval_required: { mode: 'warn' } } },
      'invariants["approval_required"]',
      /hard requirement/,
    ],
    [
      { invariants: { 'blast_radius.moon': { limit: 1 } } },
      'invariants["blast_radius.moon"]',
      /unknown invariant/,
    ],
    [
      { conditions: [{ ...condition, expression: 'phase = "x"' }] },
      'conditions[0].expression',
      /^1:7: /,
    ],
    [
      { conditions: [{ ...condition, expression: 'fase == "x"' }] },
      'conditions[0].expression',
      /^1:1: there is no variable fase/,
    ],
  ])(
    'are refused where nobody could judge by them: %j',
    async (settings, path, says) => {
      const before = await portal.contents();
      const { status, body } = await put({ settings });
      expect(status).toBe(400);
      expect(body.details).toEqual([
        { path, message: expect.stringMatching(says) },
      ]);
      expect(await portal.contents()).toEqual(before);
    },
  );

  it('name a condition once over all scopes', async () => {
    await put({ settings: { conditions: [condition] } });
    const again = await put({
      scope: { kind: 'environment', name: 'staging' },
      settings: { conditions: [condition] },
    });
    expect(again.status).toBe(400);
    expect(again.body.details[0].message).toBe(
      'no_fridays is the id of a condition of global',
    );
    const moved = await put({
      expected_revision: 1,
      settings: { conditions: [{ ...condition, mode: 'warn' }] },
    });
    expect(moved.status).toBe(200);
    expect(await audit()).toMatchObject({
      payload: { loosened: ['no_fridays'] },
    });
  });

  it.each([
    [{ scope: { kind: 'global', name: 'x' } }, 'has no name'],
    [{ scope: { kind: 'system' } }, 'needs a name'],
    [{ scope: { kind: 'environment', name: 'default' } }, 'no environment'],
    [{ scope: { kind: 'planet', name: 'x' } }, 'allowed values'],
    [{ reason: '' }, 'fewer than 1 character'],
    [{ settings: { invariant: {} } }, 'additional properties'],
    [{ expected_revision: -1 }, '>= 0'],
  ])('are refused with %j', async (change, says) => {
    const { status, body } = await put(change);
    expect(status).toBe(400);
    expect(body.error.message).toContain(says);
  });

  it('refuse a name without its scope', async () => {
    const { status } = await portal.as('sre').get('/v1/policies?name=x');
    expect(status).toBe(400);
  });
});
