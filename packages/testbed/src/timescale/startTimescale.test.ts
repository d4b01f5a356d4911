import knexFactory, { Knex } from 'knex';
import { TimescaleHandle, startTimescale } from '.';

jest.setTimeout(60_000);

describe('startTimescale', () => {
  let timescale: TimescaleHandle;
  let knex: Knex;

  beforeAll(async () => {
    timescale = await startTimescale();
    const { connectionString: connection, pool } = timescale;
    knex = knexFactory({ client: 'pg', connection, pool });
    await knex.raw('create extension if not exists timescaledb');
  });

  afterAll(async () => {
    await knex?.destroy();
    await timescale?.stop();
  });

  it('keeps a hypertable in chunks of time', async () => {
    await knex.schema.createTable('generations', table => {
      table.dateTime('at').notNullable();
      table.integer('milliseconds').notNullable();
    });
    await knex.raw(
      "select create_hypertable('generations', by_range('at', interval '1 day'))",
    );
    await knex('generations').insert([
      { at: '2026-03-01T10:00:00Z', milliseconds: 10 },
      { at: '2026-03-01T10:30:00Z', milliseconds: 20 },
      { at: '2026-03-09T10:00:00Z', milliseconds: 40 },
    ]);

    const buckets = await knex('generations')
      .select(knex.raw("time_bucket('1 hour', at) as hour"))
      .sum('milliseconds')
      .groupBy('hour')
      .orderBy('hour');
    expect(buckets).toEqual([
      { hour: new Date('2026-03-01T10:00:00Z'), sum: '30' },
      { hour: new Date('2026-03-09T10:00:00Z'), sum: '40' },
    ]);
    const { rows } = await knex.raw("select show_chunks('generations')");
    expect(rows).toHaveLength(2);
  });

  it('undoes a transaction that failed', async () => {
    const failing = knex.transaction(async trx => {
      await trx('generations').insert({ at: new Date(), milliseconds: 1 });
      throw new Error('no audit entry, no approval');
    });
    await expect(failing).rejects.toThrow('no audit entry');
    await expect(knex('generations').count()).resolves.toEqual([
      { count: '3' },
    ]);
  });

  it('serves the next client after one has gone', async () => {
    await knex.destroy();
    const { connectionString: connection, pool } = timescale;
    knex = knexFactory({ client: 'pg', connection, pool });
    await expect(knex('generations').count()).resolves.toHaveLength(1);
  });
});
