import type {
  Overview,
  QueueItem,
  QueuePage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { exampleDocument } from '../__testUtils__/examples';
import {
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';
import {
  RefusedBundle,
  ROLES,
  STRICT,
} from '../governance/__testUtils__/refusedBundle';

jest.setTimeout(300_000);

describe.each<Engine>(['SQLite', 'PostgreSQL'])('the queue on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let portal: TestPortal;

  beforeAll(async () => {
    db = await servers.open(engine);
    portal = await TestPortal.start({
      db,
      config: { roles: ROLES, policy: STRICT },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await servers.stop();
  });

  const waiting = async (user: TestUser): Promise<QueueItem[]> => {
    const { status, body } = await portal.as(user).get('/v1/overview/queue');
    expect([status, body.error]).toEqual([200, undefined]);
    const overview = (await portal.as(user).get('/v1/overview'))
      .body as Overview;
    expect(overview.queue).toBe(body.total);
    return (body as QueuePage).items;
  };
  const kinds = async (user: TestUser) =>
    (await waiting(user)).map(({ kind }) => kind);

  const revise = async (target: number): Promise<string> => {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'success', target }),
    });
    return body.slos[0].id;
  };
  const approveSlo = (id: string) =>
    portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
  const generate = (id: string, user: TestUser) =>
    portal.as(user).post('/v1/artifacts/generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule', 'alert_rule'],
    });

  it('shows a draft to those who may approve it, until they have', async () => {
    const id = await revise(0.9);
    expect(await waiting('sre')).toMatchObject([
      {
        ...{ kind: 'slo', id, name: 'success', entity_ref: PAYMENTS },
        ...{ by: 'user:default/author', environment: null, count: 1 },
      },
    ]);
    expect(await kinds('senior')).toEqual(['slo']);
    for (const user of ['author', 'vp', 'budget', 'stranger'] as const) {
      expect([user, await kinds(user)]).toEqual([user, []]);
    }
    await approveSlo(id);
    expect(await kinds('sre')).toEqual([]);
  });

  it('shows files that wait together once, and those no longer in force not at all', async () => {
    const bundle = await RefusedBundle.generate(portal);
    expect(await waiting('sre')).toMatchObject([
      {
        ...{ kind: 'artifacts', entity_ref: PAYMENTS, count: 2 },
        ...{ environment: 'production', by: 'user:default/author' },
      },
    ]);
    expect(await kinds('author')).toEqual([]);

    const id = await revise(0.99);
    expect((await kinds('sre')).toSorted()).toEqual(['artifacts', 'slo']);
    await approveSlo(id);
    // What was generated says what is no longer in force.
    expect(await kinds('sre')).toEqual([]);
    await generate(id, 'author');
    expect(await waiting('sre')).toMatchObject([{ count: 2 }]);

    const { body } = await portal.as('sre').get('/v1/artifacts');
    const [first] = body.artifacts as Array<{ id: string }>;
    await portal
      .as('sre')
      .patch(`/v1/artifacts/${first.id}`, { action: 'reject', reason: 'No.' });
    expect(await waiting('sre')).toMatchObject([{ count: 1 }]);
    await generate(id, 'author');
    expect(await waiting('sre')).toMatchObject([{ count: 2 }]);
    expect(bundle.ids).not.toContain(first.id);

    // Another SLO goes into the same files: those before it are replaced.
    const { body: added } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'second' }),
    });
    const second: string = added.slos[0].id;
    await approveSlo(second);
    await portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: [id, second],
      artifact_types: ['recording_rule', 'alert_rule'],
    });
    expect(await waiting('sre')).toMatchObject([{ count: 2 }]);
    await portal.as('sre').patch(`/v1/slos/${second}`, { action: 'retire' });
  });

  it('shows nobody their own work where policy wants somebody else', async () => {
    const id = await revise(0.95);
    await approveSlo(id);
    await generate(id, 'senior');
    expect(await kinds('senior')).toEqual(['artifacts']);
    const put = await portal.as('editor').put('/v1/policies', {
      scope: { kind: 'entity', name: PAYMENTS },
      expected_revision: 0,
      reason: 'Nobody approves their own work here.',
      settings: {
        invariants: { separation_of_duties: { mode: 'block', limit: true } },
      },
    });
    expect(put.body.error).toBeUndefined();
    expect(await kinds('senior')).toEqual([]);
    expect(await kinds('sre')).toEqual(['artifacts']);
  });

  it('shows an override to each role that it still waits for', async () => {
    const bundle = await RefusedBundle.generate(portal, 0.97);
    const { body } = await bundle.request();
    const { id } = body.override;
    const overrides = async (user: TestUser) =>
      (await waiting(user)).filter(({ kind }) => kind === 'override');
    expect(await overrides('senior')).toMatchObject([
      { id, by: 'user:default/author', roles: ['senior_sre_approval'] },
    ]);
    expect(await overrides('vp')).toMatchObject([
      { id, roles: ['vp_engineering_approval'] },
    ]);
    for (const user of ['author', 'sre', 'budget', 'editor'] as const) {
      expect([user, await overrides(user)]).toEqual([user, []]);
    }
    await bundle.decide(id, 'senior');
    expect(await overrides('senior')).toEqual([]);
    expect(await overrides('vp')).toHaveLength(1);

    await db('policy_overrides').update({ expires_at: new Date(0) });
    expect(await overrides('vp')).toEqual([]);
  });

  it('shows no override to whoever took part in its files', async () => {
    const id = await revise(0.96);
    await approveSlo(id);
    const { body } = await generate(id, 'senior');
    const ids = (body.artifacts as Array<{ id: string }>).map(one => one.id);
    await portal.as('author').post('/v1/policy/overrides', {
      artifact_ids: ids,
      invariants: ['dry_run_conclusive', 'blast_radius.traffic_percent'],
      reason: 'There is no Prometheus in this environment yet.',
    });
    expect(await kinds('vp')).toEqual(['override']);
    expect(await kinds('senior')).not.toContain('override');
  });

  it('is empty for what is no person', async () => {
    const { status, body } = await portal.asService().get('/v1/overview/queue');
    expect([status, body.total]).toEqual([200, 0]);
  });

  it('comes page by page, each once, the longest waiting first', async () => {
    const drafts = Array.from({ length: 45 }, (_, n) => n);
    await db.batchInsert(
      'slos',
      drafts.map(n => ({
        ...{ id: `draft-${n}`, name: `draft_${n}` },
        entity_ref: 'component:default/ledger',
      })),
      20,
    );
    await db.batchInsert(
      'slo_revisions',
      drafts.map(n => ({
        ...{ slo_id: `draft-${n}`, revision: 1, status: 'draft', spec: '{}' },
        ...{ content_hash: 'c', document: '', source_kind: 'api' },
        // Several at the same instant.
        created_at: new Date(1_700_000_000_000 + Math.floor(n / 7) * 1000),
        created_by: 'user:default/author',
      })),
      20,
    );
    const found: QueueItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await portal
        .as('sre')
        .get(`/v1/overview/queue?limit=10${cursor && `&cursor=${cursor}`}`);
      found.push(...body.items);
      cursor = body.next_cursor;
    }
    const names = found
      .filter(({ kind }) => kind === 'slo')
      .map(({ id }) => id);
    expect(names.toSorted()).toEqual(drafts.map(n => `draft-${n}`).toSorted());
    const since = found.map(item => item.since);
    expect(since).toEqual(since.toSorted());
  });

  it('stands beside open pull requests and drift, each once', async () => {
    const row = (n: number, change: object) => ({
      ...{ id: `deployment-${n}`, entity_ref: PAYMENTS },
      ...{ environment: 'production', target: 'production' },
      ...{ repo: 'acme/observability-config', base_branch: 'main' },
      ...{ branch_name: 'slo-scout/x', bundle_hash: 'b', pr_number: n },
      plan: JSON.stringify({ files: [] }),
      created_at: new Date(1_700_000_000_000 + Math.floor(n / 4) * 1000),
      created_by: 'user:default/author',
      ...change,
    });
    const open = Array.from({ length: 25 }, (_, n) =>
      row(n, { status: n % 5 === 0 ? 'conflict' : 'pending_pr' }),
    );
    await db.batchInsert('deployments', open, 10);
    await db('deployments').insert([
      row(90, { status: 'closed' }),
      row(91, { status: 'deployed', standing: 'live' }),
      row(92, { status: 'deployed', standing: 'drifted' }),
      // Others have taken over all of its files.
      row(93, { status: 'superseded', standing: 'drifted' }),
    ]);

    const list = async (view: string) => {
      const ids: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await portal
          .as('stranger')
          .get(
            `/v1/overview/deployments?view=${view}&limit=10${
              cursor && `&cursor=${cursor}`
            }`,
          );
        expect(body.error).toBeUndefined();
        const page: Array<{ deployment_id: string }> = body.deployments;
        ids.push(...page.map(({ deployment_id: one }) => one));
        cursor = body.next_cursor;
      }
      return ids;
    };
    expect((await list('open')).toSorted()).toEqual(
      open.map(one => one.id).toSorted(),
    );
    expect(await list('drift')).toEqual(['deployment-92']);
    const { body } = await portal.as('stranger').get('/v1/overview');
    expect(body).toMatchObject({ open_pull_requests: 25, drift: 1 });
  });
});
