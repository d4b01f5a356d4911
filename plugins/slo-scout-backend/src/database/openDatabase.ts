import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const MIGRATIONS = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  'migrations',
);

/** The plugin's database with all migrations applied. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await migrate(client);
  }
  return client;
}

export async function migrate(client: Knex): Promise<void> {
  await client.migrate.latest({ directory: MIGRATIONS });
}

export async function rollback(client: Knex): Promise<void> {
  await client.migrate.rollback({ directory: MIGRATIONS }, true);
}
