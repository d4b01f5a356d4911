import knexFactory, { Knex } from 'knex';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { PostgresHandle, startPostgres } from '.';

jest.setTimeout(60_000);

describe('startPostgres', () => {
  // Only its owner may enter it, as with a check-out below a home directory.
  let dataDir: string;
  let postgres: PostgresHandle | undefined;

  const withKnex = async <T>(work: (knex: Knex) => Promise<T>): Promise<T> => {
    const connection = postgres?.connectionString;
    const knex = knexFactory({ client: 'pg', connection });
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
    }
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'testbed-postgres-'));
  });

  afterAll(async () => {
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is a PostgreSQL 18 whose role may create databases', async () => {
    postgres = await startPostgres({ dataDir });
    await withKnex(async knex => {
      const { rows } = await knex.raw('show server_version');
      expect(rows[0].server_version).toMatch(/^18\./);
      await knex.raw('create database another');
      await knex.schema.createTable('slos', table => {
        table.string('name').primary();
      });
      await knex('slos').insert({ name: 'checkout_latency_p95' });
    });
  });

  it('keeps its data over a restart', async () => {
    await postgres?.stop();
    postgres = await startPostgres({ dataDir });
    const names = await withKnex(knex => knex('slos').pluck('name'));
    expect(names).toEqual(['checkout_latency_p95']);
  });

  it('says which port is in use', async () => {
    const port = postgres?.port;
    await expect(
      startPostgres({ dataDir: join(dataDir, 'second'), port }),
    ).rejects.toThrow(`Port ${port} on 127.0.0.1, wanted by PostgreSQL`);
  });
});
