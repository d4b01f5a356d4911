import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { messageOf } from '../errors';
import type { MeasurementOptions } from './readMeasurementOptions';

/** Any number of our own: replicas that start together take turns. */
const LOCK = 5_103_141;
const TABLES = [
  { table: 'slo_measurements', segmentBy: 'series_id' },
  { table: 'dry_run_results', segmentBy: 'artifact_id' },
];
/** A day that was aggregated is aggregated again for as long as cells may be added to it. */
const DAILY_REFRESH = '45 days';

/**
 * Gives the tables of measurements to TimescaleDB, with what is in them, where
 * its extension is present; done again, it only brings the policies up to date.
 * The audit log stays what it is.
 *
 * @returns the schema of its functions, where the tables are hypertables
 */
export async function useTimescale(
  db: Knex,
  options: Pick<
    MeasurementOptions,
    'timescale' | 'retentionSeconds' | 'compressAfterSeconds'
  >,
  logger: LoggerService,
): Promise<string | undefined> {
  if (!String(db.client.config.client).startsWith('pg')) return undefined;
  const schema = await schemaOfExtension(db);
  if (schema === undefined) return undefined;
  if (options.timescale === 'auto') {
    try {
      await db.transaction(async tx => {
        await tx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
        for (const { table } of TABLES) await toHypertable(tx, schema, table);
      });
    } catch (error) {
      logger.warn(
        `TimescaleDB is there but cannot keep the measurements, which stay in ordinary tables: ${messageOf(
          error,
        )}`,
      );
      return undefined;
    }
    await addFeatures(db, schema, options, logger);
  }
  return (await areHypertables(db)) ? schema : undefined;
}

/** Undefined without the extension. */
async function schemaOfExtension(db: Knex): Promise<string | undefined> {
  const { rows } = await db.raw(
    `select n.nspname as schema from pg_extension e
     join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'timescaledb'`,
  );
  return rows[0]?.schema;
}

async function areHypertables(db: Knex): Promise<boolean> {
  const { rows } = await db.raw(
    `select count(*) as n from timescaledb_information.hypertables
     where hypertable_schema = current_schema()
       and hypertable_name in ('slo_measurements', 'dry_run_results')`,
  );
  return Number(rows[0].n) === TABLES.length;
}

async function toHypertable(db: Knex, schema: string, table: string) {
  await db.raw(
    `select ??.create_hypertable(?::regclass, ??.by_range('at', interval '7 days'),
       migrate_data => true, if_not_exists => true)`,
    [schema, table, schema],
  );
}

/** What only TimescaleDB's community edition has; without it the rest works. */
async function addFeatures(
  db: Knex,
  schema: string,
  options: Pick<
    MeasurementOptions,
    'retentionSeconds' | 'compressAfterSeconds'
  >,
  logger: LoggerService,
) {
  try {
    await db.transaction(async tx => {
      await tx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
      for (const each of TABLES) await compress(tx, schema, each, options);
      await aggregateDays(tx, schema);
    });
  } catch (error) {
    logger.warn(
      `TimescaleDB keeps the measurements, without compression and aggregates: ${messageOf(
        error,
      )}`,
    );
  }
}

async function compress(
  db: Knex,
  schema: string,
  { table, segmentBy }: (typeof TABLES)[number],
  options: Pick<
    MeasurementOptions,
    'retentionSeconds' | 'compressAfterSeconds'
  >,
) {
  const { rows } = await db.raw(
    `select compression_enabled as on from timescaledb_information.hypertables
     where hypertable_schema = current_schema() and hypertable_name = ?`,
    [table],
  );
  if (!rows[0]?.on) {
    await db.raw(
      `alter table ?? set (timescaledb.compress,
         timescaledb.compress_segmentby = '${segmentBy}',
         timescaledb.compress_orderby = 'at')`,
      [table],
    );
  }
  // Replaced each time: configuration may have changed.
  for (const [policy, argument, seconds] of [
    ['compression', 'compress_after', options.compressAfterSeconds],
    ['retention', 'drop_after', options.retentionSeconds],
  ] as const) {
    await db.raw(
      `select ??.remove_${policy}_policy(?::regclass, if_exists => true)`,
      [schema, table],
    );
    await db.raw(
      `select ??.add_${policy}_policy(?::regclass,
         ${argument} => make_interval(secs => ?))`,
      [schema, table, seconds],
    );
  }
}

/** For dashboards over SQL; the portal reads its own daily sums, which outlive the cells. */
async function aggregateDays(db: Knex, schema: string) {
  await db.raw(
    `create materialized view if not exists slo_measurements_daily
     with (timescaledb.continuous, timescaledb.materialized_only = false) as
     select series_id, ??.time_bucket(interval '1 day', at) as day,
       sum(bad) as bad, sum(total) as total, count(*) as cells
     from slo_measurements group by 1, 2 with no data`,
    [schema],
  );
  await db.raw(
    `select ??.add_continuous_aggregate_policy('slo_measurements_daily'::regclass,
       start_offset => interval '${DAILY_REFRESH}', end_offset => interval '1 hour',
       schedule_interval => interval '1 hour', if_not_exists => true)`,
    [schema],
  );
}
