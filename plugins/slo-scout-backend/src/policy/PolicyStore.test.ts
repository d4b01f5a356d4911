import type { PolicyScope } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { migrate, rollback } from '../database/openDatabase';
import { type PolicyChange, PolicyStore } from './PolicyStore';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-24T12:00:00Z');
const GLOBAL: PolicyScope = { kind: 'global' };
const environment = (name: string): PolicyScope => ({
  kind: 'environment',
  name,
});

describe.each(ENGINES)('PolicyStore on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let store: PolicyStore;

  beforeAll(async () => {
    db = await servers.open(engine);
  });
  afterAll(() => servers.stop());

  beforeEach(async () => {
    await migrate(db);
    store = new PolicyStore({ db, now: () => NOW });
  });
  afterEach(async () => {
    await rollback(db);
  });

  const add = (change: Partial<PolicyChange>, to = store, by = db) =>
    by.transaction(tx =>
      to.add(tx, {
        scope: GLOBAL,
        source: 'portal',
        settings: { invariants: { dry_run_conclusive: { mode: 'block' } } },
        reason: 'because',
        changedBy: 'user:default/editor',
        expectedRevision: 0,
        ...change,
      }),
    );

  it('numbers the revisions of each scope and source', async () => {
    await add({});
    const second = await add({
      expectedRevision: 1,
      settings: {},
      reason: 'no longer',
    });
    await add({ source: 'config', settings: {} });
    await add({ scope: environment('staging'), settings: {} });
    expect(second).toEqual({
      scope: GLOBAL,
      source: 'portal',
      revision: 2,
      settings: {},
      settings_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      reason: 'no longer',
      changed_by: 'user:default/editor',
      changed_at: NOW.toISOString(),
    });
    expect(
      (await store.newest()).map(r => [r.scope.kind, r.source, r.revision]),
    ).toEqual([
      ['global', 'config', 1],
      ['global', 'portal', 2],
      ['environment', 'portal', 1],
    ]);
    expect((await store.history(GLOBAL)).map(r => r.reason)).toEqual([
      'because',
      'no longer',
      'because',
    ]);
  });

  it('refuses a change that rests on a stale revision', async () => {
    await add({});
    await expect(add({ expectedRevision: 0 })).rejects.toThrow(
      'at revision 1, not 0: user:default/editor changed it',
    );
    await expect(add({ expectedRevision: 2 })).rejects.toThrow(
      'at revision 1, not 2',
    );
    expect(await store.newest()).toHaveLength(1);
  });

  it('finds what applies: everywhere, here, and nowhere else', async () => {
    const scopes: PolicyScope[] = [
      GLOBAL,
      environment('production'),
      environment('staging'),
      { kind: 'system', name: 'system:default/shop' },
      { kind: 'system', name: 'system:default/other' },
      { kind: 'entity', name: 'component:default/payments-api' },
      { kind: 'entity', name: 'component:default/other' },
    ];
    for (const scope of scopes) await add({ scope });
    const namesFor = async (subject: Parameters<typeof store.applying>[0]) =>
      (await store.applying(subject)).map(r => r.scope.name ?? r.scope.kind);
    expect(
      await namesFor({
        environment: 'production',
        system: 'system:default/shop',
        entity_ref: 'component:default/payments-api',
      }),
    ).toEqual([
      'global',
      'production',
      'system:default/shop',
      'component:default/payments-api',
    ]);
    expect(await namesFor({ environment: 'staging' })).toEqual([
      'global',
      'staging',
    ]);
  });

  it('takes the configured default for environments that configuration does not name', async () => {
    const config = { source: 'config' } as const;
    await add({ scope: environment('default'), ...config });
    await add({ scope: environment('production'), ...config });
    await add({ scope: environment('staging') });
    const sources = async (name: string) =>
      (await store.applying({ environment: name })).map(
        r => `${r.source} ${r.scope.name}`,
      );
    expect(await sources('production')).toEqual(['config production']);
    expect(await sources('staging')).toEqual([
      'config default',
      'portal staging',
    ]);
    await add({
      scope: environment('production'),
      ...config,
      settings: null,
      expectedRevision: 1,
    });
    expect(await sources('production')).toEqual([
      'config default',
      'config production',
    ]);
  });

  it('keeps history from being changed or taken away', async () => {
    await add({});
    const revisions = () => db('policy_revisions');
    for (const attack of [
      () => revisions().update({ reason: 'other' }),
      () => revisions().delete(),
      ...(engine === 'SQLite'
        ? [
            () =>
              db.raw(
                'insert or replace into policy_revisions select * from policy_revisions',
              ),
          ]
        : [() => db.raw('truncate policy_revisions')]),
    ]) {
      // The driver's errors may come from another test file's realm.
      await expect(Promise.resolve(attack())).rejects.toMatchObject({
        message: expect.stringContaining('append-only'),
      });
    }
    expect(await revisions()).toMatchObject([{ reason: 'because' }]);
  });

  it('lets one of many who change it at once win', async () => {
    const stores =
      engine === 'PostgreSQL'
        ? [db, servers.again(db), servers.again(db)]
        : [db];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) => {
        const by = stores[i % stores.length];
        return add({}, new PolicyStore({ db: by }), by);
      }),
    );
    const refusals = outcomes.flatMap(outcome =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(refusals).toEqual(Array.from({ length: 8 }, () => 'ConflictError'));
    expect(await store.history(GLOBAL)).toHaveLength(1);
  });
});
