import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { startTimescale, type TimescaleHandle } from 'testbed';
import { AuditLog } from '../audit/AuditLog';
import { migrate, rollback } from '../database/openDatabase';
import { MeasurementStore } from './MeasurementStore';
import { useTimescale } from './timescale';

jest.setTimeout(180_000);

const DAY = 86_400;
const NOW = Math.floor(Date.now() / 300_000) * 300;
const OPTIONS = {
  timescale: 'auto' as const,
  retentionSeconds: 400 * DAY,
  compressAfterSeconds: 14 * DAY,
};
const INDICATOR = {
  slo_id: '00000000-0000-4000-8000-000000000001',
  environment: 'production',
  query_hash: 'of the SLI',
};

describe('TimescaleDB', () => {
  const logger = mockServices.logger.mock();
  let timescale: TimescaleHandle;
  let db: Knex;
  let store: MeasurementStore;

  // One for each test, without the extension: it cannot be taken back.
  beforeEach(async () => {
    jest.clearAllMocks();
    timescale = await startTimescale();
    const { connectionString: connection, pool } = timescale;
    db = knexFactory({ client: 'pg', connection, pool });
    await migrate(db);
    store = new MeasurementStore({ db });
    await store.add({
      ...{ indicator: INDICATOR, revision: 1, unit: 'events', until: NOW },
      cells: Array.from({ length: 40 * 24 }, (_, hour) => ({
        labels: {},
        at: NOW - (hour + 1) * 3600,
        ...{ bad: hour % 3, total: 100 },
      })),
    });
    await db('dry_run_results').insert({
      artifact_id: 'artifact',
      at: new Date(NOW * 1000),
      ...{ firings: 1, alerts_per_month: 1, coverage: 1 },
    });
  });
  afterEach(async () => {
    await db?.destroy();
    await timescale?.stop();
  });

  const install = () => db.raw('create extension timescaledb');
  const start = (options = {}) =>
    useTimescale(db, { ...OPTIONS, ...options }, logger);
  const answers = async () => {
    const ids = (await store.series([INDICATOR.slo_id], 'production')).map(
      ({ id }) => id,
    );
    return {
      sums: await store.sums(ids, NOW - 28 * DAY, NOW - 3600),
      days: await store.days(ids, 0),
      cells: await db('slo_measurements').orderBy('at'),
      dryRuns: await db('dry_run_results'),
    };
  };
  const policies = async () => {
    const { rows } = await db.raw(
      `select hypertable_name as of, proc_name as what, config
       from timescaledb_information.jobs where proc_name like 'policy_%'
       and hypertable_name is not null order by 1, 2`,
    );
    return rows as Array<{ of: string; what: string; config: object }>;
  };

  it('is not missed where it is not there', async () => {
    expect(await start()).toBeUndefined();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('takes over what a plain PostgreSQL has, and answers the same', async () => {
    const log = new AuditLog({ db });
    await log.record({ action: 'slo_created', actor: 'a', payload: {} });
    const before = await answers();
    expect(before.cells).toHaveLength(960);

    await install();
    expect(await start()).toBe('public');
    expect(await start()).toBe('public');
    expect(logger.warn.mock.calls).toEqual([]);
    expect(await answers()).toEqual(before);
    const { rows } = await db.raw(
      `select hypertable_name as name, compression_enabled as compressed
       from timescaledb_information.hypertables
       where hypertable_schema = 'public' order by 1`,
    );
    expect(rows).toEqual([
      { name: 'dry_run_results', compressed: true },
      { name: 'slo_measurements', compressed: true },
    ]);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 1 });

    // What comes later, into compressed chunks too, is stored once as before.
    await db.raw(
      `select compress_chunk(c) from show_chunks('slo_measurements', older_than => interval '14 days') c`,
    );
    await store.add({
      ...{ indicator: INDICATOR, revision: 1, unit: 'events', until: NOW },
      cells: [
        { labels: {}, at: NOW - 35 * 24 * 3600, bad: 99, total: 99 },
        { labels: {}, at: NOW - 300, bad: 1, total: 10 },
      ],
    });
    const after = await answers();
    expect(after.cells).toHaveLength(961);
    expect(after.sums[0].total).toBe(before.sums[0].total + 10);
  });

  it('has the policies of the configuration, and an aggregate of days', async () => {
    await install();
    await start();
    await start({ retentionSeconds: 100 * DAY, compressAfterSeconds: 7 * DAY });
    const ofTable = (of: string) => [
      [of, 'policy_compression', { compress_after: '168:00:00' }],
      [of, 'policy_retention', { drop_after: '2400:00:00' }],
    ];
    expect(
      (await policies()).map(({ of, what, config }) => [of, what, config]),
    ).toMatchObject([
      ...ofTable('dry_run_results'),
      ...ofTable('slo_measurements'),
      ['slo_measurements_daily', 'policy_refresh_continuous_aggregate', {}],
    ]);
    const { rows } = await db.raw(
      `select to_char(day at time zone 'UTC', 'YYYY-MM-DD') as day,
         series_id, bad, total, cells::int from slo_measurements_daily order by day`,
    );
    expect(rows).toEqual((await answers()).days);
  });

  it('drops old chunks by the job, and keeps the days', async () => {
    await install();
    await start();
    const { days } = await answers();
    await store.forgetBefore(NOW - 20 * DAY, 'public');
    const left = await answers();
    expect(left.cells.length).toBeLessThan(28 * 24);
    expect(left.cells.length).toBeGreaterThanOrEqual(20 * 24);
    expect(left.days).toEqual(days);
    expect(left.dryRuns).toHaveLength(1);
  });

  it('stays away where configuration says so', async () => {
    await install();
    expect(await start({ timescale: 'off' })).toBeUndefined();
  });

  it('goes again with the migration', async () => {
    await install();
    await start();
    await rollback(db);
    expect(await db.schema.hasTable('slo_measurements')).toBe(false);
  });
});
