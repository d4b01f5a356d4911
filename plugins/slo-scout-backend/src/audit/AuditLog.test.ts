import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { migrate, rollback } from '../database/openDatabase';
import { canonicalJson } from '../hash';
import { AuditLog } from './AuditLog';
import { GENESIS_HASH, hashEntry } from './chain';

jest.setTimeout(120_000);

const EVENT = {
  action: 'slo_approved',
  actor: 'user:default/sre',
  entity_ref: 'component:default/payments-api',
  payload: { slo_id: 'a', figures: [1, 0.5], nothing: null, text: 'ü "\n' },
} as const;

// SQLite's driver makes its errors in the realm of the first test file, where
// Jest does not know them for errors: toThrow() would look past them.
const APPEND_ONLY = { message: expect.stringContaining('append-only') };

describe.each(ENGINES)('AuditLog on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let log: AuditLog;

  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
    log = new AuditLog({ db });
  });

  afterAll(() => servers.stop());

  const record = async (times: number) => {
    for (let i = 0; i < times; i++) await log.record({ ...EVENT });
  };

  it('chains entries from an empty log on', async () => {
    expect(await log.verify()).toEqual({
      ok: true,
      entries: 0,
      head_hash: GENESIS_HASH,
    });
    expect(await log.endIsIntact()).toBe(true);

    const first = await log.record({ ...EVENT });
    const second = await log.record({ ...EVENT });
    expect(first).toMatchObject({ seq: 1, prev_hash: GENESIS_HASH });
    expect(second).toMatchObject({ seq: 2, prev_hash: first.hash });
    expect(await log.verify()).toEqual({
      ok: true,
      entries: 2,
      head_hash: second.hash,
    });
    expect(await log.headHash()).toBe(second.hash);
    expect(await log.list({})).toEqual([second, first]);
  });

  it('refuses UPDATE and DELETE from its own connection', async () => {
    await expect(
      db('audit_log').update({ actor: 'user:default/nobody' }),
    ).rejects.toMatchObject(APPEND_ONLY);
    await expect(db('audit_log').delete()).rejects.toMatchObject(APPEND_ONLY);
    // Both would empty the table past a trigger on DELETE.
    const sly =
      engine === 'SQLite'
        ? 'INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log'
        : 'TRUNCATE audit_log';
    await expect(db.raw(sly)).rejects.toMatchObject(APPEND_ONLY);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it('is not taken down while it holds entries', async () => {
    await expect(rollback(db)).rejects.toThrow('audit_log holds 2 entries');
    expect(await log.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it('leaves no gap where a transaction failed', async () => {
    await expect(
      db.transaction(async tx => {
        await log.append(tx, { ...EVENT });
        throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    await record(1);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 3 });
  });

  it('filters and pages, newest first', async () => {
    await log.record({ ...EVENT, actor: 'user:default/author' });
    const seqs = async (request: Parameters<typeof log.list>[0]) =>
      (await log.list(request)).map(entry => entry.seq);
    expect(await seqs({ limit: 2 })).toEqual([4, 3]);
    expect(await seqs({ before: 3 })).toEqual([2, 1]);
    expect(await seqs({ actor: 'user:default/author' })).toEqual([4]);
    expect(await seqs({ entity_ref: 'component:default/other' })).toEqual([]);
    expect(await seqs({ action: 'slo_approved', limit: 1 })).toEqual([4]);
  });

  it('filters by time: from is in the range, to is not', async () => {
    const at = (time: string) =>
      new AuditLog({ db, now: () => new Date(time) }).record({ ...EVENT });
    const first = await at('2031-03-01T09:00:00Z');
    const second = await at('2031-03-01T10:00:00Z');
    const between = (from: string, to: string) => log.list({ from, to });
    expect(
      await between('2031-03-01T09:00:00.000Z', '2031-03-01T10:00:00.000Z'),
    ).toEqual([first]);
    expect(
      await between('2031-03-01T09:00:00.001Z', '2031-03-01T10:00:00.001Z'),
    ).toEqual([second]);
    expect(await log.list({ from: '2031-03-01T10:00:00.001Z' })).toEqual([]);
  });
});

const row = (entry: AuditEntry) => ({
  ...entry,
  payload: canonicalJson(entry.payload),
});

describe('AuditLog against somebody who owns the database', () => {
  const servers = new TestServers();
  let db: Knex;
  let log: AuditLog;

  beforeEach(async () => {
    db = await servers.open('SQLite');
    await migrate(db);
    log = new AuditLog({ db });
    for (let i = 0; i < 5; i++) await log.record({ ...EVENT });
    for (const trigger of ['update', 'delete', 'replace']) {
      await db.raw(`DROP TRIGGER audit_log_no_${trigger}`);
    }
  });

  afterAll(() => servers.stop());

  it.each([
    ['another actor', { actor: 'user:default/nobody' }],
    ['another payload', { payload: '{"slo_id":"b"}' }],
    ['a payload that does not parse', { payload: '{' }],
    ['another time', { occurred_at: '2020-01-01T00:00:00.000Z' }],
    ['another hash', { hash: 'f'.repeat(64) }],
  ])('names the first entry with %s', async (_, change) => {
    await db('audit_log').where({ seq: 3 }).update(change);
    expect(await log.verify()).toMatchObject({ ok: false, first_bad_seq: 3 });
  });

  it('notices a last entry that was rewritten with its hash, and one beyond the head', async () => {
    const [last] = await log.list({ limit: 1 });
    const { hash: _, ...forged } = { ...last, actor: 'user:default/nobody' };
    await db('audit_log')
      .where({ seq: 5 })
      .update({ actor: forged.actor, hash: hashEntry(forged) });
    expect(await log.endIsIntact()).toBe(false);
    expect(await log.verify()).toMatchObject({ ok: false });

    await db('audit_log').where({ seq: 5 }).update(row(last));
    expect(await log.verify()).toMatchObject({ ok: true });
    const beyond = { ...forged, seq: 6, id: 'x', prev_hash: last.hash };
    await db('audit_log').insert(row({ ...beyond, hash: hashEntry(beyond) }));
    expect(await log.verify()).toMatchObject({ ok: false });
  });

  it('notices an entry cut out of the middle and one cut off the end', async () => {
    await db('audit_log').where({ seq: 5 }).delete();
    expect(await log.verify()).toMatchObject({ ok: false, first_bad_seq: 5 });
    expect(await log.endIsIntact()).toBe(false);
    await db('audit_log').where({ seq: 2 }).delete();
    expect(await log.verify()).toMatchObject({ ok: false, first_bad_seq: 2 });
  });
});

describe('AuditLog with many writers on PostgreSQL', () => {
  const servers = new TestServers();
  afterAll(() => servers.stop());

  it('has no gap and no fork', async () => {
    const db = await servers.open('PostgreSQL');
    await migrate(db);
    const replicas = [db, servers.again(db)].map(
      client => new AuditLog({ db: client }),
    );
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        replicas[i % 2].record({ ...EVENT, payload: { i } }),
      ),
    );
    expect(await replicas[0].verify()).toMatchObject({ ok: true, entries: 60 });
  });
});
