import type {
  PolicySettings,
  ShadowDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import { ROLES, RefusedBundle } from './__testUtils__/refusedBundle';

jest.setTimeout(60_000);

const LAX: PolicySettings = {
  invariants: {
    'blast_radius.traffic_percent': { mode: 'warn' },
  },
};

describe('shadow', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await TestPortal.start({
      config: {
        roles: ROLES,
        policy: RELAXED,
      },
    });
  });
  afterEach(() => portal.stop());

  const shadow = (
    settings: PolicySettings,
    scope: object = { kind: 'global' },
    user: 'editor' | 'sre' | 'author' = 'editor',
  ) => portal.as(user).post('/v1/policy/shadow', { scope, settings });
  const decisions = async (
    ...request: Parameters<typeof shadow>
  ): Promise<ShadowDecision[]> => (await shadow(...request)).body.decisions;

  it('says what would have been decided otherwise, and why', async () => {
    const bundle = await RefusedBundle.generate(portal);
    const approval = await bundle.approve();
    expect(approval.status).toBe(200);
    const before = await portal.contents();

    const [decision, ...others] = await decisions({
      invariants: { dry_run_conclusive: { mode: 'block' } },
      conditions: [
        {
          id: 'few_files',
          expression: 'size(files) <= 1',
          message: 'One at a time.',
          mode: 'block',
        },
      ],
    });
    expect(others).toEqual([]);
    expect(decision).toEqual({
      decision_id: approval.body.decision.id,
      entity_ref: PAYMENTS,
      environment: 'production',
      bundle_hash: approval.body.decision.bundle_hash,
      phase: 'approve',
      decided_at: approval.body.decision.decided_at,
      outcome_then: 'allowed',
      outcome_now: 'violated',
      changed: [
        {
          invariant: 'dry_run_conclusive',
          then: { ok: false, mode: 'warn', limit: true },
          now: { ok: false, mode: 'block', limit: true },
        },
        {
          invariant: 'few_files',
          then: null,
          now: { ok: false, mode: 'block', limit: true },
        },
      ],
    });
    expect(await portal.contents()).toEqual(before);
  });

  it('finds the same where the candidate changes nothing', async () => {
    await (await RefusedBundle.generate(portal)).approve();
    for (const scope of [
      { kind: 'global' },
      { kind: 'environment', name: 'staging' },
      { kind: 'entity', name: 'component:default/ledger' },
    ]) {
      const strict: PolicySettings = {
        invariants: { dry_run_conclusive: { mode: 'block' } },
      };
      const [decision] = await decisions(
        scope.kind === 'global' ? {} : strict,
        scope,
      );
      expect(decision).toMatchObject({ outcome_now: 'allowed', changed: [] });
    }
  });

  it('replaces what people wrote for the scope, and keeps the configuration', async () => {
    await portal.as('editor').put('/v1/policies', {
      scope: { kind: 'global' },
      expected_revision: 0,
      settings: {
        invariants: {
          ...LAX.invariants,
          dry_run_conclusive: { mode: 'block' },
        },
      },
      reason: 'Until there is Prometheus',
    });
    const bundle = await RefusedBundle.generate(portal);
    expect((await bundle.approve()).status).toBe(403);
    const [decision] = await decisions(LAX);
    expect(decision).toMatchObject({
      outcome_then: 'violated',
      outcome_now: 'allowed',
      changed: [{ invariant: 'dry_run_conclusive' }],
    });
  });

  it('looks at the newest decision of each bundle, 50 at most', async () => {
    const bundle = await RefusedBundle.generate(portal);
    await bundle.approve('stranger');
    await bundle.approve();
    expect(await decisions({})).toMatchObject([{ outcome_then: 'allowed' }]);

    const [row] = await portal
      .db('policy_decisions')
      .orderBy('decided_at', 'desc');
    for (let i = 0; i < 60; i++) {
      await portal.db('policy_decisions').insert({
        ...row,
        id: `copy-${i}`,
        bundle_hash: `hash-${i}`,
        decided_at: new Date(Date.now() + i * 1000),
      });
    }
    const found = await decisions({});
    expect(found).toHaveLength(50);
  });

  it('does not guess at decisions without their inputs', async () => {
    await (await RefusedBundle.generate(portal)).approve();
    await portal.db('policy_decisions').update({ facts: null });
    expect(await decisions({})).toMatchObject([
      { outcome_then: 'allowed', outcome_now: null, changed: [] },
    ]);
  });

  it('is for those who edit policies or approve', async () => {
    expect((await shadow({}, { kind: 'global' }, 'sre')).status).toBe(200);
    const refused = await shadow({}, { kind: 'global' }, 'author');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('group:default/governance');
    const call = portal.asService().post('/v1/policy/shadow', {
      scope: { kind: 'global' },
      settings: {},
    });
    expect((await call).status).toBe(403);
  });

  it('refuses a candidate that could not be written', async () => {
    const { status, body } = await shadow({
      invariants: { approval_required: { mode: 'warn' } },
    });
    expect(status).toBe(400);
    expect(body.details).toHaveLength(1);
  });
});
