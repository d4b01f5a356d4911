import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { type Part, startPostgres, startTimescale } from 'testbed';

export type Engine = 'SQLite' | 'PostgreSQL' | 'TimescaleDB';

export const ENGINES: Engine[] = ['SQLite', 'PostgreSQL', 'TimescaleDB'];

/** Real servers of one test file, started at first use. */
export class TestServers {
  readonly #parts: Part[] = [];
  readonly #folders: string[] = [];
  readonly #clients: Knex[] = [];
  #postgres: Promise<string> | undefined;
  #databases = 0;

  /** A new, empty database. */
  async open(engine: Engine): Promise<Knex> {
    const client = await this.#connect(engine);
    this.#clients.push(client);
    return client;
  }

  /** A second connection pool to a PostgreSQL database, as another replica has it. */
  again(client: Knex): Knex {
    const twin = knexFactory(client.client.config as Knex.Config);
    this.#clients.push(twin);
    return twin;
  }

  /** Connection string of a PostgreSQL database, for another process or past a proxy. */
  addressOf(client: Knex): string {
    const { host, port, user, password, database } = client.client
      .connectionSettings as Record<string, string | number>;
    return `postgresql://${user}:${password}@${host}:${port}/${database}`;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) await client.destroy();
    for (const part of this.#parts) await part.stop();
    for (const folder of this.#folders) {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #connect(engine: Engine): Promise<Knex> {
    if (engine === 'SQLite') {
      return knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
    }
    return engine === 'PostgreSQL'
      ? this.#newPostgresDatabase()
      : this.#newTimescale();
  }

  async #newPostgresDatabase(): Promise<Knex> {
    this.#postgres ??= this.#startPostgres();
    const server = await this.#postgres;
    const name = `test_${++this.#databases}`;
    const admin = knexFactory({ client: 'pg', connection: server });
    await admin.raw(`create database ${name}`);
    await admin.destroy();
    const url = new URL(server);
    url.pathname = `/${name}`;
    return knexFactory({ client: 'pg', connection: url.toString() });
  }

  /** It serves one connection and one database: each has a server of its own. */
  async #newTimescale(): Promise<Knex> {
    const timescale = await startTimescale();
    this.#parts.push(timescale);
    const client = knexFactory({
      client: 'pg',
      connection: timescale.connectionString,
      pool: timescale.pool,
    });
    await client.raw('create extension if not exists timescaledb');
    return client;
  }

  async #startPostgres(): Promise<string> {
    const dataDir = await mkdtemp(join(tmpdir(), 'slo-scout-postgres-'));
    this.#folders.push(dataDir);
    const postgres = await startPostgres({ dataDir });
    this.#parts.push(postgres);
    return postgres.connectionString;
  }
}
