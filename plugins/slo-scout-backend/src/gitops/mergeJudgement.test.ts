import type {
  Deployment,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GitHost } from 'testbed';
import { PAYMENTS, type TestPortal } from '../__testUtils__/testPortal';
import {
  ROLES,
  RefusedBundle,
} from '../governance/__testUtils__/refusedBundle';
import { REPO, ServiceWorld } from './__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

/** A merge cannot be undone by refusing it: what is wrong with it must be seen. */
describe('the guard at the merge', () => {
  let world: ServiceWorld;
  let gitHost: GitHost;
  let portal: TestPortal;

  beforeEach(async () => {
    world = await ServiceWorld.start({ config: { roles: ROLES } });
    ({ gitHost, portal } = world);
  });
  afterEach(() => world?.stop());

  const open = async () => {
    const bundle = await RefusedBundle.generate(portal);
    await bundle.approve();
    const opened = await bundle.deploy();
    expect(opened.status).toBe(201);
    return { bundle, opened: opened.body };
  };
  const merge = async (opened: {
    pr_number: number;
    deployment_id: string;
  }): Promise<Deployment> => {
    await world.merge(opened.pr_number);
    return world.deployment(opened.deployment_id);
  };
  const tighten = (settings: object) =>
    portal.as('editor').put('/v1/policies', {
      scope: { kind: 'global' },
      expected_revision: 0,
      settings,
      reason: 'Stricter from today',
    });
  const atMerge = async (): Promise<PolicyDecision[]> =>
    (await portal.db('policy_decisions').where({ phase: 'merge' })).map(row =>
      JSON.parse(row.decision),
    );
  const found = async () =>
    (await portal.as('sre').get('/v1/audit?action=merge_violation_found')).body
      .entries;

  /** Beside these everybody hears that it was merged. */
  const warnings = () =>
    portal.notes.filter(({ payload }) => payload.severity === 'critical');

  it('is recorded where nothing is wrong, too', async () => {
    const { opened } = await open();
    const deployment = await merge(opened);
    expect(deployment).toMatchObject({
      rollback_offered: false,
      rollback_reason: null,
    });
    expect(await atMerge()).toMatchObject([
      { outcome: 'allowed', bundle_hash: deployment.bundle_hash },
    ]);
    expect(await found()).toEqual([]);
    expect(warnings()).toEqual([]);
  });

  it('records a policy that became stricter, tells people, and offers a rollback', async () => {
    const { opened } = await open();
    await tighten({ invariants: { dry_run_conclusive: { mode: 'block' } } });
    const deployment = await merge(opened);
    expect(deployment).toMatchObject({
      rollback_offered: true,
      rollback_reason: expect.stringContaining('is inconclusive'),
    });
    expect(['deployed', 'live', 'drifted']).toContain(deployment.status);
    const [decision] = await atMerge();
    expect(decision).toMatchObject({
      outcome: 'violated',
      violations: [{ invariant: 'dry_run_conclusive' }],
    });
    expect(await found()).toMatchObject([
      {
        actor: 'plugin:slo-scout',
        entity_ref: PAYMENTS,
        payload: {
          deployment_id: deployment.deployment_id,
          policy_decision_id: decision.id,
          violations: ['dry_run_conclusive'],
        },
      },
    ]);
    expect(warnings()).toMatchObject([
      {
        recipients: {
          entityRef: [
            'user:default/author',
            'group:default/sre',
            'group:default/senior-sre',
          ],
        },
        payload: {
          severity: 'critical',
          scope: `slo-scout:deployment:${deployment.deployment_id}:violation`,
        },
      },
    ]);
    await portal.runJob('reconcile-deployments');
    expect(await atMerge()).toHaveLength(1);
    expect(warnings()).toHaveLength(1);
  });

  it('takes nobody’s approval for content that was changed on the way', async () => {
    const { bundle, opened } = await open();
    const { path } = bundle.artifacts[1];
    await gitHost.commit(
      REPO,
      opened.branch_name,
      { [path]: 'groups: []\n' },
      'no alerts, please',
    );
    const deployment = await merge(opened);
    expect(deployment).toMatchObject({
      rollback_offered: true,
      rollback_reason: `Nobody approved what was merged as ${path}.`,
    });
    const [decision] = await atMerge();
    expect(decision.violations).toMatchObject([
      { invariant: 'approval_required' },
    ]);
    expect(decision.bundle_hash).not.toBe(deployment.bundle_hash);
  });

  it('fails closed where it cannot be judged at all', async () => {
    const { opened } = await open();
    await portal.db('slo_revisions').update({ spec: 'not JSON' });
    const deployment = await merge(opened);
    expect(deployment).toMatchObject({
      rollback_offered: true,
      rollback_reason: expect.stringContaining('could not be judged'),
    });
    expect(await atMerge()).toEqual([]);
    expect(await found()).toMatchObject([
      { payload: { policy_decision_id: null, violations: [] } },
    ]);
  });

  it('counts the override that the deployment was opened with, also after its end', async () => {
    await tighten({ invariants: { dry_run_conclusive: { mode: 'block' } } });
    const bundle = await RefusedBundle.generate(portal);
    const { override } = (
      await bundle.request({ invariants: ['dry_run_conclusive'] })
    ).body;
    await bundle.decide(override.id, 'senior');
    await bundle.approve();
    const opened = (await bundle.deploy()).body;
    await portal
      .db('policy_overrides')
      .update({ expires_at: new Date(Date.now() - 1) });
    const deployment = await merge(opened);
    expect(deployment.rollback_offered).toBe(false);
    expect(await atMerge()).toMatchObject([
      { outcome: 'allowed', override_id: override.id },
    ]);
  });
});
