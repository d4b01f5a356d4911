import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { AuditLog } from '../audit/AuditLog';
import { migrate } from '../database/openDatabase';
import { InvariantRegistry } from '../policy/InvariantRegistry';
import { Policies } from '../policy/Policies';
import { PolicyStore } from '../policy/PolicyStore';
import { readPolicyConfig } from '../policy/settings/readPolicyConfig';
import { seedPolicies } from './seedPolicies';

jest.setTimeout(120_000);

const registry = new InvariantRegistry();
const services = (limit: number) => ({
  invariants: { 'blast_radius.services': { limit } },
});

// TimescaleDB has ordinary tables here, as PostgreSQL.
const engines = ENGINES.filter(engine => engine !== 'TimescaleDB');

describe.each(engines)('policies of the configuration on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let policies: Policies;

  beforeEach(async () => {
    db = await servers.open(engine);
    await migrate(db);
    policies = new Policies({ store: new PolicyStore({ db }), registry });
  });
  afterAll(() => servers.stop());

  const start = (policy: JsonObject, by = db) =>
    seedPolicies({
      db: by,
      store: new PolicyStore({ db: by }),
      audit: new AuditLog({ db: by }),
      configured: readPolicyConfig(
        mockServices.rootConfig({ data: { sloScout: { policy } } }),
        registry,
      ),
    });
  const limit = async (environment = 'production') =>
    (await policies.effective({ environment })).invariants.find(
      i => i.invariant === 'blast_radius.services',
    )!.limit;
  const write = (value: number) =>
    db.transaction(tx =>
      policies.store.add(tx, {
        scope: { kind: 'global' },
        source: 'portal',
        settings: services(value),
        reason: 'because',
        changedBy: 'user:default/editor',
        expectedRevision: 0,
      }),
    );
  const entries = async () =>
    (await new AuditLog({ db }).list({})).map(e => e.payload);

  it('become a revision where they changed, with an entry that says what got laxer', async () => {
    await start({ global: services(5) });
    await start({ global: services(5) });
    expect(await limit()).toBe(5);
    expect(await entries()).toHaveLength(1);

    await start({ global: services(7) });
    expect(await limit()).toBe(7);
    const [entry] = await entries();
    expect(entry).toMatchObject({
      scope: { kind: 'global' },
      source: 'config',
      revision: 2,
      loosened: ['blast_radius.services'],
    });
    expect(await policies.store.history({ kind: 'global' })).toMatchObject([
      { revision: 2, changed_by: 'config' },
      { revision: 1, changed_by: 'config' },
    ]);
  });

  it('never loosen what people stored, nor the other way round', async () => {
    await start({ global: services(5) });
    await write(3);
    expect(await limit()).toBe(3);
    await start({ global: services(50) });
    expect(await limit()).toBe(3);
    await start({});
    expect(await limit()).toBe(3);
    await start({ global: services(2) });
    expect(await limit()).toBe(2);
  });

  it('leave a revision where a scope is taken out', async () => {
    await start({ environments: { production: services(5) } });
    await start({});
    expect(await limit()).toBe(10);
    const scope = { kind: 'environment', name: 'production' } as const;
    expect(await policies.store.history(scope)).toMatchObject([
      { revision: 2, settings: null },
      { revision: 1 },
    ]);
    const [entry] = await entries();
    expect(entry).toMatchObject({ loosened: ['blast_radius.services'] });
    await start({});
    expect(await policies.store.history(scope)).toHaveLength(2);
  });

  it('stop the start where people use the id of a condition', async () => {
    const condition = {
      id: 'small',
      expression: 'size(files) < 9',
      message: 'Too many.',
      mode: 'block',
    } as const;
    await db.transaction(tx =>
      policies.store.add(tx, {
        scope: { kind: 'global' },
        source: 'portal',
        settings: { conditions: [condition] },
        reason: 'because',
        changedBy: 'user:default/editor',
        expectedRevision: 0,
      }),
    );
    await expect(
      start({ systems: { shop: { conditions: [condition] } } }),
    ).rejects.toThrow('has a condition small, which people have written');
    expect(await entries()).toEqual([]);
  });

  it('are seeded once where replicas start together', async () => {
    const replicas =
      engine === 'PostgreSQL'
        ? [db, servers.again(db), servers.again(db)]
        : [db, db, db];
    await Promise.all(
      replicas.map(replica =>
        start({ environments: { default: services(4) } }, replica),
      ),
    );
    expect(await policies.store.newest()).toMatchObject([{ revision: 1 }]);
    expect(await entries()).toHaveLength(1);
    expect(await limit('anywhere')).toBe(4);
  });
});
