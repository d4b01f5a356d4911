import type {
  Artifact,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { RELAXED } from '../../__testUtils__/relaxedPolicy';
import { PAYMENTS } from '../../__testUtils__/testPortal';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(240_000);

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

const invariant = (decision: PolicyDecision, id: string) =>
  decision.invariants.find(result => result.invariant === id);

describe.each(['github', 'gitlab'] as const)(
  'files of a service without SLOs, on %s',
  provider => {
    let world: ServiceWorld;
    let files: Artifact[];
    let slo: string;
    let removalId: string;
    /** What Prometheus loads does not depend on the Git host: one is enough. */
    const isWaitedFor = provider === 'github';

    beforeAll(async () => {
      world = await ServiceWorld.start({
        provider,
        withPrometheus: true,
      });
      slo = await world.approvedSlo();
      files = await world.deployed([slo]);
    });
    afterAll(() => world?.stop());

    it('stay while the SLO is in force', async () => {
      expect(await world.removals()).toEqual([]);
      const { status, body } = await world.remove(files.map(a => a.id));
      expect(status).toBe(409);
      expect(body.error.message).toMatch(/^SLO success is in force/);
      expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
    });

    it('are listed with the alerts that go, once it is retired, and judged', async () => {
      await world.decide(slo, 'retire');
      const [removal, ...others] = await world.removals();
      expect(others).toEqual([]);
      expect(removal).toMatchObject({
        environment: 'production',
        repo: REPO,
        under_way: null,
        retirements: [{ name: 'success', retired_by: 'user:default/sre' }],
      });
      expect(removal.files.map(({ path }) => path).sort()).toEqual(
        files.map(({ path }) => path).sort(),
      );
      expect(removal.alerts.length).toBeGreaterThan(0);

      const { body } = await world.portal
        .as('author')
        .post('/v1/removals/evaluate', {
          artifact_ids: files.map(a => a.id),
        });
      const decision: PolicyDecision = body.decision;
      expect(decision.outcome).toBe('allowed');
      expect(decision.blast_radius.vanishing_alerts?.value).toEqual(
        removal.alerts,
      );
      // What is no longer watched is measured, not what is brought.
      expect(decision.blast_radius.services.value).toContain(PAYMENTS);
      expect(decision.blast_radius.traffic_percent.value).toBeGreaterThan(0);
      expect(decision.blast_radius.new_series.source).toMatch(
        /of 0 added rules, less \d+ replaced/,
      );
      expect(invariant(decision, 'approval_required')).toMatchObject({
        ok: true,
        source: 'retiring success by user:default/sre',
      });
      expect(invariant(decision, 'dry_run_conclusive')?.message).toMatch(
        /nothing to replay/,
      );
    });

    it('refuses other files than were looked at', async () => {
      const { status, body } = await world.remove([files[0].id]);
      expect(status).toBe(409);
      expect(body.error.message).toMatch(/Other files stand deployed/);
    });

    it('go by one pull request that removes exactly them, until nothing of them is loaded', async () => {
      const ids = await world.removable();
      const opened = await world.remove(ids);
      expect(opened.body.error).toBeUndefined();
      expect(opened.status).toBe(201);
      removalId = opened.body.deployment_id;
      expect(opened.body).toMatchObject({
        artifacts_included: [],
        removed: files.map(({ path }) => path).sort(),
      });
      const { title, body } = world.gitHost.pullRequests(REPO).at(-1)!;
      expect(title).toBe('chore(payments-api): remove SLO monitoring');
      expect(body).toMatch(/alerts? vanish.*`/);
      expect(body).toContain('`success` was retired');
      expect(body).toContain('| `user:default/sre` |');
      expect(body).toContain(`- \`${ALERTS}\``);
      const branch = opened.body.branch_name;
      const diff = await world.git('diff', '--name-status', `main..${branch}`);
      expect(diff.trim().split('\n').sort()).toEqual(
        files.map(({ path }) => `D\t${path}`).sort(),
      );
      expect(await world.git('log', '-1', '--format=%B', branch)).toContain(
        'Approved-by: user:default/sre',
      );

      const again = await world.remove(ids);
      expect(again.status).toBe(200);
      expect(again.body).toEqual(opened.body);
      expect(world.gitHost.pullRequests(REPO)).toHaveLength(2);
      expect((await world.removals())[0].under_way).toBe(removalId);

      await world.merge(opened.body.pr_number);
      expect(await world.filesOn('main')).toEqual(['README.md']);
      expect(await world.deployment(removalId)).toMatchObject({
        ...{ status: 'deployed', kind: 'removal', error: null },
        rollback_offered: false,
      });
      expect(await world.removals()).toEqual([]);

      // Merged is not unloaded. Before, the deployer never ran: nothing was loaded.
      const live = await world.loaded(removalId, 'live');
      expect(live).toMatchObject({
        status: 'live',
        checks: {
          repository: { state: 'as_approved' },
          prometheus: { state: 'as_approved' },
        },
      });
      const told = await world.audit();
      const of = (action: string) =>
        told.filter(
          entry =>
            entry.action === action &&
            entry.payload.deployment_id === removalId,
        );
      expect(of('pr_created')).toHaveLength(1);
      expect(of('pr_created')[0].payload).toMatchObject({
        kind: 'removal',
        removed_paths: files.map(({ path }) => path).sort(),
      });
      expect(of('deployment_completed')[0].payload).toMatchObject({
        matches_approved: true,
      });
      expect(of('deployment_live')).toHaveLength(1);
      expect(world.portal.notes.map(note => note.payload.title)).toContain(
        `SLO monitoring removed: ${PAYMENTS}`,
      );
    });

    it('has drifted when a file is there again, and is taken away again', async () => {
      const [{ path, content }] = files;
      await world.gitHost.commit(REPO, 'main', { [path]: content }, 'back');
      expect(await world.watched(removalId)).toMatchObject({
        status: 'drifted',
        checks: {
          repository: {
            details: [`${path} is on the branch again`],
            paths: [path],
          },
        },
      });
      const { body } = await world.portal
        .as('author')
        .get(`/v1/deployments/${removalId}/drift`);
      expect(body.drift.files).toMatchObject([
        { path, approved: null, found: content, reverted: true },
      ]);
      const again = await world.remove(await world.removable());
      expect(again.body.error).toBeUndefined();
      expect(again.status).toBe(201);
      await world.merge(again.body.pr_number);
      expect(await world.filesOn('main')).toEqual(['README.md']);
      removalId = again.body.deployment_id;
      expect(await world.loaded(removalId, 'live')).toMatchObject({
        status: 'live',
      });
    });

    it('come back by a rollback, through the guard, and go again', async () => {
      const back = await world.portal
        .as('author')
        .post(`/v1/deployments/${removalId}/rollback`, {});
      expect(back.body.error).toBeUndefined();
      expect(back.status).toBe(201);
      await world.merge(back.body.pr_number);
      const { path, content } = files.find(file => file.path === ALERTS)!;
      expect(await world.git('show', `main:${path}`)).toBe(content);
      expect(await world.filesOn('main')).toHaveLength(files.length + 1);
      const { deployment_id: id } = back.body;
      const stands = isWaitedFor ? 'live' : 'deployed';
      const { status } = await (isWaitedFor
        ? world.loaded(id, stands)
        : world.deployment(id));
      expect(status).toBe(stands);

      // Before it nothing stood there, whatever stood there earlier.
      const forth = await world.portal
        .as('author')
        .post(`/v1/deployments/${id}/rollback`, {});
      expect(forth.status).toBe(409);
      expect(forth.body.error.message).toMatch(/Nothing was deployed here/);

      const again = await world.remove(await world.removable());
      await world.merge(again.body.pr_number);
      expect(await world.filesOn('main')).toEqual(['README.md']);
      if (!isWaitedFor) return;
      const merged = await world.watched(again.body.deployment_id);
      expect(merged).toMatchObject({
        status: 'deployed',
        checks: { prometheus: { state: 'different' } },
      });
      expect(merged.checks?.prometheus?.details.join()).toMatch(
        /is still loaded/,
      );
      expect(
        await world.loaded(again.body.deployment_id, 'live'),
      ).toMatchObject({ status: 'live' });
    });
  },
);

describe('a removal', () => {
  let world: ServiceWorld;
  beforeEach(async () => {
    world = await ServiceWorld.start({
      provider: 'github',
      config: {
        roles: {
          approver: ['group:default/sre'],
          vpEngineering: ['group:default/leadership'],
        },
        policy: {
          environments: {
            production: {
              ...RELAXED.environments.production,
              conditions: [
                {
                  id: 'no_silent_end',
                  expression: 'size(removed) == 0',
                  message: 'Ask before monitoring ends.',
                  mode: 'block',
                  requiredOverride: 'vp_engineering_approval',
                },
              ],
            },
          },
        },
      },
    });
  });
  afterEach(() => world?.stop());

  it('that policy blocks opens nothing, until an override lets it pass', async () => {
    const slo = await world.approvedSlo();
    await world.deployed([slo]);
    await world.decide(slo, 'retire');
    const ids = await world.removable();
    const refused = await world.remove(ids);
    expect(refused.status).toBe(403);
    expect(
      refused.body.decision.violations.map(
        (v: { invariant: string }) => v.invariant,
      ),
    ).toEqual(['no_silent_end']);
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
    expect((await world.audit())[0]).toMatchObject({ action: 'pr_refused' });

    const { status, body } = await world.portal
      .as('author')
      .post('/v1/policy/overrides', {
        artifact_ids: ids,
        removal: true,
        invariants: ['no_silent_end'],
        reason: 'The service was switched off last week.',
      });
    expect(body.error).toBeUndefined();
    expect(status).toBe(201);
    const decided = await world.portal
      .as('vp')
      .patch(`/v1/policy/overrides/${body.override.id}`, { action: 'approve' });
    expect(decided.status).toBe(200);
    const opened = await world.remove(ids);
    expect(opened.body.error).toBeUndefined();
    expect(opened.status).toBe(201);
  });

  it('is opened by owners and approvers only, and never by a service', async () => {
    const slo = await world.approvedSlo();
    const files = await world.deployed([slo]);
    await world.decide(slo, 'retire');
    const asked = { artifact_ids: files.map(a => a.id) };
    const stranger = world.portal.as('stranger');
    expect((await stranger.post('/v1/removals', asked)).status).toBe(403);
    const service = world.portal.asService();
    expect((await service.post('/v1/removals', asked)).status).toBe(403);
    const none = await world.portal
      .as('author')
      .post('/v1/removals', { artifact_ids: [] });
    expect(none.status).toBe(400);
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
  });

  it('is found against policy at the merge when an SLO came into force meanwhile', async () => {
    const slo = await world.approvedSlo();
    const files = await world.deployed([slo]);
    await world.decide(slo, 'retire');
    // The condition is in the way here.
    const ids = files.map(a => a.id);
    const { body } = await world.portal
      .as('author')
      .post('/v1/policy/overrides', {
        ...{ artifact_ids: ids, removal: true },
        invariants: ['no_silent_end'],
        reason: 'The service was switched off last week.',
      });
    await world.portal
      .as('vp')
      .patch(`/v1/policy/overrides/${body.override.id}`, { action: 'approve' });
    const opened = await world.remove(ids);
    expect(opened.status).toBe(201);
    await world.approvedSlo();
    await world.merge(opened.body.pr_number);
    expect(await world.deployment(opened.body.deployment_id)).toMatchObject({
      status: 'deployed',
      rollback_offered: true,
      rollback_reason: expect.stringContaining('Nobody retired success'),
    });
  });
});

describe('a removal that the branch got in the way of', () => {
  let world: ServiceWorld;
  let files: Artifact[];
  let opened: { deployment_id: string; pr_number: number };
  beforeEach(async () => {
    world = await ServiceWorld.start();
    const slo = await world.approvedSlo();
    files = await world.deployed([slo]);
    await world.decide(slo, 'retire');
    opened = (await world.remove(await world.removable())).body;
  });
  afterEach(() => world?.stop());

  it('is rebased, and goes on to remove exactly the same files', async () => {
    await world.gitHost.commit(REPO, 'main', { [ALERTS]: 'x\n' }, 'theirs');
    await world.portal.runJob('reconcile-deployments');
    const { deployment_id: id, pr_number: number } = opened;
    expect(await world.deployment(id)).toMatchObject({ status: 'conflict' });

    const rebased = await world.act(id, 'rebase');
    expect(rebased.body.error).toBeUndefined();
    expect(rebased.body.pr_number).toBe(number);
    await world.merge(number);
    expect(await world.filesOn('main')).toEqual(['README.md']);
    expect(await world.deployment(rebased.body.deployment_id)).toMatchObject({
      ...{ status: 'deployed', kind: 'removal', error: null },
      removed_paths: files.map(({ path }) => path).sort(),
    });
    expect(await world.deployment(id)).toMatchObject({ status: 'superseded' });
  });

  it('is not rebased once an SLO is in force again', async () => {
    await world.approvedSlo();
    const refused = await world.act(opened.deployment_id, 'rebase');
    expect(refused.status).toBe(409);
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(2);
  });

  it('is adopted when it was reverted: the SLO is a draft again, in force when approved', async () => {
    const { deployment_id: id, pr_number: number } = opened;
    await world.merge(number);
    const all = Object.fromEntries(files.map(a => [a.path, a.content]));
    await world.gitHost.commit(REPO, 'main', all, 'Revert');
    expect(await world.watched(id)).toMatchObject({ status: 'reverted' });

    const adopted = await world.act(id, 'adopt');
    expect(adopted.body.error).toBeUndefined();
    expect(adopted.status).toBe(201);
    const [slo] = adopted.body.slos;
    expect(slo).toMatchObject({
      ...{ name: 'success', status: 'draft', objective: 0.999 },
    });
    await world.decide(slo.id, 'approve');
    const again = await world.deployed([slo.id]);
    expect(again.map(({ path }) => path)).toEqual(files.map(a => a.path));
    expect(await world.watched(id)).toMatchObject({ status: 'superseded' });
    expect(await world.removals()).toEqual([]);
  });
});
