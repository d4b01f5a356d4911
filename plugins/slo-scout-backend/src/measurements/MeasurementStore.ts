import type { MeasuredUnit } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { isOneOf } from '../database/isOneOf';
import { canonicalJson, hashOf } from '../hash';
import type { StoredTime } from '../database/values';
import type { MeasuredIndicator, MeasuredStretch } from './measurement';
import type { StoredCell, StoredDay, StoredSeries, StoredSums } from './stored';

const DAY_SECONDS = 86_400;
const ROWS_AT_ONCE = 500;

interface SeriesRow extends MeasuredIndicator {
  id: number;
  labels: string;
  labels_hash: string;
  unit: MeasuredUnit;
}

interface ProgressRow extends MeasuredIndicator {
  measured_until: Date;
}

/** Up to when something is measured, unix seconds; undefined where it never was. */
export type MeasuredProgress = (of: MeasuredIndicator) => number | undefined;

const date = (seconds: number) => new Date(seconds * 1000);
const seconds = (value: StoredTime) => new Date(value).getTime() / 1000;

/** Measurements and their daily sums, on SQLite, PostgreSQL and TimescaleDB. */
export class MeasurementStore {
  readonly #db: Knex;
  readonly #isPostgres: boolean;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
    this.#isPostgres = String(options.db.client.config.client).startsWith('pg');
  }

  /** Ids of the SLOs that have a revision in force. */
  async approvedSloIds(): Promise<string[]> {
    return this.#db('slo_revisions')
      .where({ status: 'approved' })
      .orderBy('slo_id')
      .pluck('slo_id');
  }

  /** Of all SLOs, or of these. */
  async progress(sloIds?: string[]): Promise<MeasuredProgress> {
    const query = this.#db<ProgressRow>('measurement_progress');
    const rows = await (sloIds ? query.whereIn('slo_id', sloIds) : query);
    const keyIn = (of: MeasuredIndicator) =>
      JSON.stringify([of.slo_id, of.environment, of.query_hash]);
    const ends = new Map(
      rows.map(row => [keyIn(row), seconds(row.measured_until)]),
    );
    return of => ends.get(keyIn(of));
  }

  /** Stores a stretch with its daily sums and its end, or nothing of it. Again, it changes nothing. */
  async add(stretch: MeasuredStretch): Promise<void> {
    await this.#db.transaction(async tx => {
      const ids = await this.#seriesIds(tx, stretch);
      const rows = stretch.cells.map(cell => ({
        series_id: ids.get(hashOf(cell.labels)),
        at: date(cell.at),
        bad: cell.bad,
        total: cell.total,
        revision: stretch.revision,
      }));
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await tx('slo_measurements')
          .insert(rows.slice(from, from + ROWS_AT_ONCE))
          .onConflict(['series_id', 'at'])
          .ignore();
      }
      if (rows.length > 0) {
        const times = stretch.cells.map(({ at }) => at);
        await this.#sumUpDays(tx, [...ids.values()], {
          from: startOfDay(times.reduce((a, b) => Math.min(a, b))),
          to: startOfDay(times.reduce((a, b) => Math.max(a, b))) + DAY_SECONDS,
        });
      }
      await tx<ProgressRow>('measurement_progress')
        .insert({
          ...keyOf(stretch.indicator),
          measured_until: date(stretch.until),
        })
        .onConflict(['slo_id', 'environment', 'query_hash'])
        .merge(['measured_until']);
    });
  }

  async series(sloIds: string[], environment: string): Promise<StoredSeries[]> {
    const rows = await this.#db<SeriesRow>('measured_series')
      .whereIn('slo_id', sloIds)
      .where({ environment })
      .orderBy(['slo_id', 'labels']);
    return rows.map(({ id, slo_id, query_hash, labels, unit }) => ({
      ...{ id, slo_id, query_hash, unit },
      labels: JSON.parse(labels) as Record<string, string>,
    }));
  }

  /**
   * Sums since an instant, with those of the last hour apart. One aggregate, over
   * the days where whole ones lie in between: cells are many. Unix seconds.
   */
  async sums(
    ids: number[],
    since: number,
    hour: number,
  ): Promise<StoredSums[]> {
    const db = this.#db;
    const midnight = startOfDay(since) + DAY_SECONDS;
    const end = (which: 'min' | 'max') =>
      db('slo_measurements')
        .whereRaw('series_id = measured_series.id')
        .where('at', '>=', date(since))
        [which]('at');
    const known = db('measured_series')
      .where(isOneOf('id', ids))
      .select('id', { first: end('min'), last: end('max') });
    const cells = (from: number) =>
      db('known')
        .join('slo_measurements', 'series_id', 'id')
        .where('at', '>=', date(from));
    const none = (as: string) =>
      db.raw('cast(null as double precision) as ??', [as]);
    const parts = cells(since)
      .where('at', '<', date(midnight))
      .select('id', 'bad', 'total', none('bad_hour'), none('total_hour'))
      .unionAll([
        // Of days before the first cell the sums outlived what they are of.
        db('known')
          .join('slo_measurement_days', 'series_id', 'id')
          .where('day', '>=', dayOf(midnight))
          .whereRaw(`day >= ${this.#dayIn('first')}`)
          .select('id', 'bad', 'total', none('bad_hour'), none('total_hour')),
        cells(Math.max(since, hour)).select(
          'id',
          none('bad'),
          none('total'),
          'bad',
          'total',
        ),
      ]);
    const rows: Array<
      Record<'first' | 'last', StoredTime> & Omit<StoredSums, 'first' | 'last'>
    > = await db
      .with('known', known)
      .with('parts', parts)
      .from('known')
      .join('parts', 'parts.id', 'known.id')
      .groupBy('known.id', 'first', 'last')
      .select('first', 'last', { series_id: 'known.id' })
      .sum({ bad: 'bad', total: 'total' })
      .sum({ bad_hour: 'bad_hour', total_hour: 'total_hour' });
    return rows.map(row => ({
      ...row,
      first: seconds(row.first),
      last: seconds(row.last),
    }));
  }

  /** The newest cells, for what is going on now. */
  async cellsSince(ids: number[], since: number): Promise<StoredCell[]> {
    const rows: Array<Omit<StoredCell, 'at'> & { at: StoredTime }> =
      await this.#db('slo_measurements')
        .where(isOneOf('series_id', ids))
        .where('at', '>=', date(since))
        .orderBy('at')
        .select('series_id', 'at', 'bad', 'total');
    return rows.map(row => ({ ...row, at: seconds(row.at) }));
  }

  /** From the day of an instant on, unix seconds; oldest first. */
  async days(ids: number[], since: number): Promise<StoredDay[]> {
    return this.#db<StoredDay>('slo_measurement_days')
      .where(isOneOf('series_id', ids))
      .where('day', '>=', dayOf(since))
      .orderBy(['series_id', 'day'])
      .select('series_id', 'day', 'bad', 'total', 'cells');
  }

  /**
   * Deletes what is older than whole days before an instant; their sums stay.
   *
   * @param timescale - schema of TimescaleDB where that keeps them: whole chunks are dropped then
   */
  async forgetBefore(time: number, timescale?: string): Promise<void> {
    const cut = date(startOfDay(time));
    for (const table of ['slo_measurements', 'dry_run_results']) {
      if (timescale !== undefined) {
        await this.#db.raw(
          'select ??.drop_chunks(?::regclass, older_than => ?::timestamptz)',
          [timescale, table, cut],
        );
      } else {
        await this.#db(table).where('at', '<', cut).delete();
      }
    }
  }

  async #seriesIds(
    tx: Knex.Transaction,
    { indicator, unit, cells }: MeasuredStretch,
  ): Promise<Map<string, number>> {
    const parts = new Map(
      cells.map(({ labels }) => [hashOf(labels), canonicalJson(labels)]),
    );
    if (parts.size === 0) return new Map();
    await tx('measured_series')
      .insert(
        [...parts].map(([labels_hash, labels]) => ({
          ...keyOf(indicator),
          ...{ labels_hash, labels, unit },
        })),
      )
      .onConflict(['slo_id', 'environment', 'query_hash', 'labels_hash'])
      .ignore();
    const rows = await tx<SeriesRow>('measured_series')
      .where(keyOf(indicator))
      .whereIn('labels_hash', [...parts.keys()]);
    return new Map(rows.map(row => [row.labels_hash, row.id]));
  }

  async #sumUpDays(
    tx: Knex.Transaction,
    ids: number[],
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    await tx.raw(
      `insert into slo_measurement_days (series_id, day, bad, total, cells)
       select series_id, ${this.#dayIn('at')}, sum(bad), sum(total), count(*)
       from slo_measurements
       where series_id in (${ids.map(() => '?').join(', ')})
         and at >= ? and at < ?
       group by 1, 2
       on conflict (series_id, day) do update set
         bad = excluded.bad, total = excluded.total, cells = excluded.cells`,
      [...ids, this.#bound(from), this.#bound(to)],
    );
  }

  /** Day of the time in a column, in UTC. */
  #dayIn(column: string): string {
    return this.#isPostgres
      ? `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`
      : `strftime('%Y-%m-%d', ${column} / 1000, 'unixepoch')`;
  }

  /** A time for raw SQL: SQLite keeps milliseconds. */
  #bound(time: number): Date | number {
    return this.#isPostgres ? date(time) : time * 1000;
  }
}

function keyOf({ slo_id, environment, query_hash }: MeasuredIndicator) {
  return { slo_id, environment, query_hash };
}

function startOfDay(time: number): number {
  return Math.floor(time / DAY_SECONDS) * DAY_SECONDS;
}

function dayOf(time: number): string {
  return date(time).toISOString().slice(0, 10);
}
