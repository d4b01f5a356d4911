import { readdirSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { AuditLog } from '../audit/AuditLog';
import { MIGRATIONS, type MigrationCase } from './__testUtils__/migrationRows';

jest.setTimeout(120_000);

const directory = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  'migrations',
);
const NAMES = Object.keys(MIGRATIONS);
const [INIT, ...LATER] = NAMES;

type Contents = Record<string, object[]>;

/** All rows of all tables of the plugin. */
async function contentsOf(db: Knex, engine: Engine): Promise<Contents> {
  const tables: string[] =
    engine === 'SQLite'
      ? await db('sqlite_master').where({ type: 'table' }).pluck('name')
      : await db('information_schema.tables')
          .where({ table_schema: 'public', table_type: 'BASE TABLE' })
          .pluck('table_name');
  const own = tables.filter(name => !/^(knex_|sqlite_)/.test(name)).toSorted();
  return Object.fromEntries(
    await Promise.all(own.map(async name => [name, await db(name)])),
  );
}

/** What there is of these tables and columns only. */
function within(now: Contents, before: Contents): Contents {
  return Object.fromEntries(
    Object.entries(before).map(([table, rows]) => [
      table,
      (now[table] ?? []).map(row =>
        Object.fromEntries(
          Object.entries(row).filter(([column]) => column in (rows[0] ?? row)),
        ),
      ),
    ]),
  );
}

async function fill(db: Knex, { brings, adds = [] }: MigrationCase) {
  for (const { table, rows } of brings) await db(table).insert(rows);
  for (const { table, columns } of adds) await db(table).update(columns);
}

const up = (db: Knex, name: string) => db.migrate.up({ directory, name });
const down = (db: Knex, name: string) => db.migrate.down({ directory, name });

it('knows every migration', () => {
  expect(NAMES).toEqual(readdirSync(directory).toSorted());
});

describe.each<Engine>(['SQLite', 'PostgreSQL'])('on %s', engine => {
  const servers = new TestServers();
  let db: Knex;

  beforeAll(async () => {
    db = await servers.open(engine);
    await up(db, INIT);
    await fill(db, MIGRATIONS[INIT]);
    await new AuditLog({ db }).record({
      action: 'slo_created',
      actor: 'user:default/author',
      payload: {},
    });
  });
  afterAll(() => servers.stop());

  it.each(LATER)(
    '%s comes to data, goes from it, and comes again',
    async name => {
      const before = await contentsOf(db, engine);
      await up(db, name);
      expect(within(await contentsOf(db, engine), before)).toEqual(before);

      await fill(db, MIGRATIONS[name]);
      const filled = await contentsOf(db, engine);
      for (const { table, rows } of MIGRATIONS[name].brings) {
        expect(filled[table]).toHaveLength(rows.length);
      }
      await down(db, name);
      expect(await contentsOf(db, engine)).toEqual(before);

      await up(db, name);
      expect(within(await contentsOf(db, engine), before)).toEqual(before);
      // For those that come after it.
      await fill(db, MIGRATIONS[name]);
    },
  );

  it('takes nothing down below an audit log with entries', async () => {
    for (const name of LATER.toReversed()) await down(db, name);
    const before = await contentsOf(db, engine);
    await expect(down(db, INIT)).rejects.toThrow('audit_log holds 1 entries');
    expect(await contentsOf(db, engine)).toEqual(before);
    expect(await new AuditLog({ db }).verify()).toMatchObject({
      ok: true,
      entries: 1,
    });
    await db.migrate.latest({ directory });
    expect(within(await contentsOf(db, engine), before)).toEqual(before);
  });

  it('takes everything down where the log is empty, and brings it again', async () => {
    const other = await servers.open(engine);
    await up(other, INIT);
    await fill(other, MIGRATIONS[INIT]);
    await down(other, INIT);
    expect(await contentsOf(other, engine)).toEqual({});
    await other.migrate.latest({ directory });
    expect((await contentsOf(other, engine)).slos).toEqual([]);
  });
});
