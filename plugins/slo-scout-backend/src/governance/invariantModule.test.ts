import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  type CustomInvariant,
  sloScoutInvariantsExtensionPoint,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { TestPortal } from '../__testUtils__/testPortal';
import { ROLES, RefusedBundle } from './__testUtils__/refusedBundle';

jest.setTimeout(60_000);

const freeze: CustomInvariant = {
  id: 'payments.freeze',
  defaults: { mode: 'block', limit: true },
  required_override: 'vp_engineering_approval',
  measure: async () => ({ value: { frozen: true }, source: 'calendar' }),
  check: facts => {
    const { value, source } = facts.measured['payments.freeze'];
    const frozen = value === null || (value as { frozen: boolean }).frozen;
    return {
      ok: !frozen,
      measured: value === null ? null : !frozen,
      source,
      message: frozen ? 'Payments are frozen.' : 'No freeze.',
    };
  },
};

const moduleWith = (...invariants: CustomInvariant[]) =>
  createBackendModule({
    pluginId: 'slo-scout',
    moduleId: 'test-invariants',
    register(env) {
      env.registerInit({
        deps: { invariants: sloScoutInvariantsExtensionPoint },
        async init(deps) {
          for (const invariant of invariants) {
            deps.invariants.addInvariant(invariant);
          }
        },
      });
    },
  });

const start = (...invariants: CustomInvariant[]) =>
  TestPortal.start({
    features: [moduleWith(...invariants)],
    config: {
      roles: ROLES,
      policy: RELAXED,
    },
  });

describe('an invariant of a module', () => {
  let portal: TestPortal | undefined;
  afterEach(() => portal?.stop());

  it('is judged, overridden and set like the others', async () => {
    portal = await start(freeze);
    const bundle = await RefusedBundle.generate(portal);
    const refused = await bundle.approve();
    expect(refused.status).toBe(403);
    expect(refused.body.decision.violations).toMatchObject([
      {
        invariant: 'payments.freeze',
        measured: false,
        source: 'calendar',
        message: 'Payments are frozen.',
      },
    ]);
    const { override } = (
      await bundle.request({ invariants: ['payments.freeze'] })
    ).body;
    expect((await bundle.decide(override.id, 'vp')).status).toBe(200);

    await portal.as('editor').put('/v1/policies', {
      scope: { kind: 'environment', name: 'production' },
      expected_revision: 0,
      settings: { invariants: { 'payments.freeze': { mode: 'warn' } } },
      reason: 'A trial',
    });
    const { body } = await portal
      .as('sre')
      .post('/v1/policy/evaluate', { artifact_ids: bundle.ids });
    expect(body.decision.outcome).toBe('allowed');
  });

  it('does not hold where it could not measure', async () => {
    portal = await start({
      ...freeze,
      measure: async () => {
        throw new Error('the calendar is away');
      },
    });
    const bundle = await RefusedBundle.generate(portal);
    const refused = await bundle.approve();
    expect(refused.body.decision.violations).toMatchObject([
      { invariant: 'payments.freeze', measured: null },
    ]);
    const [{ facts }] = await portal.db('policy_decisions');
    expect(JSON.parse(facts).measured['payments.freeze']).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('the calendar is away'),
    });
  });

  it.each([
    ['a taken id', 'approval_required', 'already'],
    ['an ill-formed id', 'Payments Freeze', 'joined by dots'],
  ])('stops the start with %s', async (_, id, says) => {
    await expect(start({ ...freeze, id })).rejects.toThrow(says);
  });
});
