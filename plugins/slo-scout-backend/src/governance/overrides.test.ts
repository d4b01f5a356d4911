import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AuditEntry,
  Override,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type GitHost, startGitHost } from 'testbed';
import {
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';
import {
  REASON,
  REFUSED,
  ROLES,
  RefusedBundle,
  STRICT,
} from './__testUtils__/refusedBundle';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';

describe('overrides', () => {
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;
  let bundle: RefusedBundle;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-overrides-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
  });
  afterAll(async () => {
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    portal = await TestPortal.start({
      gitHost,
      config: { roles: ROLES, policy: STRICT, tabPath: '/reliability' },
    });
    bundle = await RefusedBundle.generate(portal);
  });
  afterEach(() => portal?.stop());

  const audit = async (action?: string): Promise<AuditEntry[]> => {
    const { body } = await portal
      .as('sre')
      .get(`/v1/audit?limit=50${action ? `&action=${action}` : ''}`);
    return body.entries;
  };
  const listed = async (query = ''): Promise<Override[]> => {
    const { body } = await portal
      .as('stranger')
      .get(`/v1/policy/overrides${query}`);
    return body.overrides;
  };
  const notesTo = (recipient: string) =>
    portal.notes.filter(({ recipients }) =>
      recipients.type === 'entity'
        ? recipients.entityRef.includes(recipient)
        : false,
    );

  it('let a refused bundle pass once those whom the spec names have approved', async () => {
    const refused = await bundle.approve();
    expect(refused.status).toBe(403);
    expect(
      refused.body.decision.violations.map(
        (v: { invariant: string }) => v.invariant,
      ),
    ).toEqual(REFUSED);

    const asked = await bundle.request({ ticket: 'OPS-1' });
    expect(asked.status).toBe(201);
    const { id } = asked.body.override as Override;
    expect(asked.body.override).toMatchObject({
      status: 'requested',
      entity_ref: PAYMENTS,
      bundle_hash: refused.body.decision.bundle_hash,
      required: ['senior_sre_approval', 'vp_engineering_approval'],
      reason: REASON,
      ticket: 'OPS-1',
      valid_hours: 24,
      requested_by: 'user:default/author',
    });
    expect((await bundle.approve()).status).toBe(403);

    const first = await bundle.decide(id, 'senior');
    expect(first.body.override).toMatchObject({ status: 'requested' });
    expect((await bundle.approve()).status).toBe(403);

    const second = await bundle.decide(id, 'vp', 'approve', 'Once.');
    expect(second.body.override).toMatchObject({
      status: 'approved',
      decisions: [
        {
          required_override: 'senior_sre_approval',
          decided_by: 'user:default/senior',
        },
        {
          required_override: 'vp_engineering_approval',
          decided_by: 'user:default/vp',
          reason: 'Once.',
        },
      ],
    });

    const approval = await bundle.approve();
    expect(approval.status).toBe(200);
    expect(approval.body.decision).toMatchObject({
      outcome: 'allowed',
      override_id: id,
      violations: [],
      invariants: expect.arrayContaining(
        REFUSED.map(invariant =>
          expect.objectContaining({ invariant, ok: false, overridden_by: id }),
        ),
      ),
    });
    const opened = await bundle.deploy();
    expect(opened.status).toBe(201);
    const [pull] = gitHost
      .pullRequests(REPO)
      .filter(p => p.number === opened.body.pr_number);
    expect(pull.body).toContain('## Override');
    expect(pull.body).toContain(REASON);
    expect(pull.body).toContain('user:default/vp');
    expect(pull.body).toContain('block, let pass');

    expect(await listed(`?entity_ref=${PAYMENTS}&status=used`)).toMatchObject([
      {
        id,
        approval_decision_id: approval.body.decision.id,
        deployment_id: opened.body.deployment_id,
      },
    ]);
    const actions = (await audit()).map(entry => entry.action).reverse();
    expect(actions.slice(-10)).toEqual([
      'artifact_approval_refused',
      'override_requested',
      'artifact_approval_refused',
      'override_approved',
      'artifact_approval_refused',
      'override_approved',
      'override_used',
      'artifact_approval',
      'override_used',
      'pr_created',
    ]);
  });

  it('tell those who can decide, and back', async () => {
    const { override } = (await bundle.request()).body;
    expect(notesTo('group:default/senior-sre')).toHaveLength(1);
    expect(notesTo('group:default/leadership')[0]).toMatchObject({
      recipients: { excludeEntityRef: ['user:default/author'] },
      payload: {
        title: `Override asked for: ${PAYMENTS}`,
        description: expect.stringContaining(REASON),
        link: '/catalog/default/component/payments-api/reliability',
        scope: `slo-scout:override:${override.id}:deciders`,
      },
    });
    await bundle.decide(override.id, 'senior');
    await bundle.decide(override.id, 'vp', 'decline', 'Not in this quarter.');
    const back = notesTo('user:default/author');
    expect(back.map(({ payload }) => payload.title)).toEqual([
      `The override for ${PAYMENTS} waits for a further decision`,
      `The override for ${PAYMENTS} was declined`,
    ]);
    expect(new Set(back.map(({ payload }) => payload.scope)).size).toBe(1);
    expect(back[1].payload.description).toContain('Not in this quarter.');
  });

  it.each<[TestUser, number, string]>([
    ['author', 403, 'asked for'],
    ['sre', 403, 'none of the groups'],
    ['budget', 403, 'none of the groups'],
    ['editor', 403, 'none of the groups'],
    ['stranger', 403, 'none of the groups'],
    ['senior', 200, ''],
    ['vp', 200, ''],
  ])('are decided on by %s: %d', async (user, status, says) => {
    const { override } = (await bundle.request()).body;
    const answer = await bundle.decide(override.id, user);
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.body.error.message).toContain(says);
    expect(await audit('override_refused')).toMatchObject([
      {
        actor: `user:default/${user}`,
        payload: { override_id: override.id },
      },
    ]);
    expect(await listed()).toMatchObject([{ status: 'requested' }]);
  });

  it('are not decided on by services or nobody', async () => {
    const { override } = (await bundle.request()).body;
    const path = `/v1/policy/overrides/${override.id}`;
    const by = { action: 'approve' };
    expect((await portal.asService().patch(path, by)).status).toBe(403);
    expect((await portal.asNobody().patch(path, by)).status).toBe(401);
    const wish = {
      artifact_ids: bundle.ids,
      invariants: REFUSED,
      reason: REASON,
    };
    const ask = portal.asService().post('/v1/policy/overrides', wish);
    expect((await ask).status).toBe(403);
  });

  it('are not decided on by whose work it is', async () => {
    await portal.stop();
    portal = await TestPortal.start({
      gitHost,
      config: {
        // Its author holds the role, too.
        roles: { ...ROLES, seniorSre: ['group:default/payments-team'] },
        policy: STRICT,
      },
    });
    bundle = await RefusedBundle.generate(portal);
    const { override } = (await bundle.request({}, 'sre')).body;
    expect(override.requested_by).toBe('user:default/sre');
    const answer = await bundle.decide(override.id, 'author');
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('generated');
  });

  it('are asked for by owners and approvers only', async () => {
    expect((await bundle.request({}, 'stranger')).status).toBe(403);
    expect((await bundle.request({}, 'vp')).status).toBe(403);
    expect((await bundle.request({}, 'sre')).status).toBe(201);
  });

  it.each([
    ['too short a reason', { reason: 'because' }, 400, 'at least 20'],
    ['blanks for a reason', { reason: ' '.repeat(40) }, 400, 'at least 20'],
    ['a longer validity', { valid_hours: 25 }, 400, 'at most 24 hours'],
    ['an unknown invariant', { invariants: ['x'] }, 400, 'no invariant x'],
    [
      'a warning',
      { invariants: ['blast_radius.services'] },
      400,
      'does not refuse',
    ],
    ['no artifact', { artifact_ids: ['nope'] }, 404, 'does not exist'],
  ])('are refused with %s', async (_, change, status, says) => {
    const before = await portal.contents();
    const answer = await bundle.request(change);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(says);
    expect(await portal.contents()).toEqual(before);
  });

  it('cannot be had for hard requirements', async () => {
    for (const invariant of ['approval_required', 'audit_trail_required']) {
      const answer = await bundle.request({ invariants: [invariant] });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('nobody may override');
    }
    expect(await audit('override_refused')).toHaveLength(2);
    expect(await listed()).toEqual([]);
  });

  it('cannot be asked for where nobody could decide', async () => {
    await portal.stop();
    portal = await TestPortal.start({
      gitHost,
      config: { roles: { approver: ROLES.approver }, policy: STRICT },
    });
    bundle = await RefusedBundle.generate(portal);
    const answer = await bundle.request();
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain('sloScout.roles.');
  });

  it('cover what they name and nothing else', async () => {
    const { override } = (
      await bundle.request({ invariants: ['dry_run_conclusive'] })
    ).body;
    await bundle.decide(override.id, 'senior');
    const refused = await bundle.approve();
    expect(refused.status).toBe(403);
    expect(refused.body.decision.violations).toMatchObject([
      { invariant: 'blast_radius.traffic_percent' },
    ]);
    expect((await listed())[0].approval_decision_id).toBe(null);
  });

  it('stand once for a content, until they are withdrawn', async () => {
    const { override } = (await bundle.request()).body;
    const again = await bundle.request();
    expect(again.status).toBe(409);
    expect((await bundle.decide(override.id, 'vp', 'withdraw')).status).toBe(
      403,
    );
    const withdrawn = await bundle.decide(override.id, 'author', 'withdraw');
    expect(withdrawn.body.override.status).toBe('withdrawn');
    expect((await bundle.decide(override.id, 'vp')).status).toBe(409);
    expect((await bundle.request()).status).toBe(201);
  });

  it('need a reason to be declined, and end with it', async () => {
    const { override } = (await bundle.request()).body;
    expect((await bundle.decide(override.id, 'vp', 'decline')).status).toBe(
      400,
    );
    const declined = await bundle.decide(override.id, 'vp', 'decline', 'No.');
    expect(declined.body.override.status).toBe('declined');
    expect((await bundle.decide(override.id, 'senior')).status).toBe(409);
    expect((await bundle.approve()).status).toBe(403);
  });

  it('are void once other content was generated', async () => {
    const { id } = await bundle.overridden();
    await RefusedBundle.generate(portal, 0.999);
    expect(await listed()).toMatchObject([{ id, status: 'approved' }]);
    await RefusedBundle.generate(portal, 0.99);
    expect(await listed()).toMatchObject([{ id, status: 'void' }]);
    expect(await audit('override_voided')).toMatchObject([
      { payload: { override_id: id } },
    ]);
  });

  it('end with their time, and others may follow', async () => {
    const { id } = await bundle.overridden();
    expect((await bundle.approve()).status).toBe(200);
    await portal
      .db('policy_overrides')
      .update({ expires_at: new Date(Date.now() - 1) });
    expect((await bundle.deploy()).status).toBe(403);
    expect(await listed('?status=expired')).toMatchObject([{ id }]);
    await portal.runJob('expire-overrides');
    await portal.runJob('expire-overrides');
    expect(await audit('override_expired')).toMatchObject([
      { actor: 'plugin:slo-scout', payload: { override_id: id } },
    ]);
    const next = await bundle.overridden();
    expect(next.id).not.toBe(id);
    expect((await bundle.deploy()).status).toBe(201);
  });

  it('are used once: another deploy needs another', async () => {
    await bundle.overridden();
    await bundle.approve();
    const opened = (await bundle.deploy()).body;
    await gitHost.closePullRequest(REPO, opened.pr_number);
    await portal.runJob('reconcile-deployments');
    const again = await bundle.deploy();
    expect(again.status).toBe(403);
    expect(again.body.decision.violations).toHaveLength(2);
  });

  it('last no longer than a policy that became stricter', async () => {
    const { override } = (await bundle.request()).body;
    await portal.as('editor').put('/v1/policies', {
      scope: { kind: 'global' },
      expected_revision: 0,
      settings: { overrides: { max_hours: 1 } },
      reason: 'Shorter from today',
    });
    await bundle.decide(override.id, 'senior');
    const { body } = await bundle.decide(override.id, 'vp');
    const left = Date.parse(body.override.expires_at) - Date.now();
    expect(left).toBeLessThanOrEqual(3_600_000);
  });
});
