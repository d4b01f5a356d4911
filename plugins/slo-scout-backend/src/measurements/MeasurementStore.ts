import type { MeasuredUnit } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { canonicalJson, hashOf } from '../hash';
import type { StoredTime } from '../database/values';
import type { MeasuredIndicator, MeasuredStretch } from './measurement';

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

/** A measured part of an SLO, as it is stored. */
export interface StoredSeries {
  id: number;
  slo_id: string;
  query_hash: string;
  labels: Record<string, string>;
  unit: MeasuredUnit;
}

/** Sums of one series over a stretch of time. */
export interface StoredSums {
  series_id: number;
  /** Unix seconds: beginnings of the first and of the last cell. */
  first: number;
  last: number;
  bad: number;
  total: number;
  /** Of the last hour; null where there was nothing. */
  bad_hour: number | null;
  total_hour: number | null;
}

export interface StoredCell {
  series_id: number;
  at: number;
  bad: number;
  total: number;
}

export interface StoredDay {
  series_id: number;
  /** `2026-03-01`, in UTC. */
  day: string;
  bad: number;
  total: number;
  /** How many there were, of 288. */
  cells: number;
}

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

  /** Up to when it is measured, unix seconds; undefined where it never was. */
  async measuredUntil(of: MeasuredIndicator): Promise<number | undefined> {
    const row = await this.#db<ProgressRow>('measurement_progress')
      .where(keyOf(of))
      .first();
    return row && seconds(row.measured_until);
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

  /** Sums since an instant, with those of the last hour apart. One aggregate; unix seconds. */
  async sums(
    ids: number[],
    since: number,
    hour: number,
  ): Promise<StoredSums[]> {
    const ofHour = (name: 'bad' | 'total') =>
      this.#db.raw(`sum(case when at >= ? then ${name} end) as ${name}_hour`, [
        this.#bound(hour),
      ]);
    const rows: Array<
      Record<'first' | 'last', StoredTime> & Omit<StoredSums, 'first' | 'last'>
    > = await this.#db('slo_measurements')
      .whereIn('series_id', ids)
      .where('at', '>=', date(since))
      .groupBy('series_id')
      .select('series_id', ofHour('bad'), ofHour('total'))
      .min('at as first')
      .max('at as last')
      .sum('bad as bad')
      .sum('total as total');
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
        .whereIn('series_id', ids)
        .where('at', '>=', date(since))
        .orderBy('at')
        .select('series_id', 'at', 'bad', 'total');
    return rows.map(row => ({ ...row, at: seconds(row.at) }));
  }

  /** Oldest first. */
  async days(ids: number[]): Promise<StoredDay[]> {
    return this.#db<StoredDay>('slo_measurement_days')
      .whereIn('series_id', ids)
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
    const day = this.#isPostgres
      ? `to_char(at at time zone 'UTC', 'YYYY-MM-DD')`
      : `strftime('%Y-%m-%d', at / 1000, 'unixepoch')`;
    await tx.raw(
      `insert into slo_measurement_days (series_id, day, bad, total, cells)
       select series_id, ${day}, sum(bad), sum(total), count(*)
       from slo_measurements
       where series_id in (${ids.map(() => '?').join(', ')})
         and at >= ? and at < ?
       group by 1, 2
       on conflict (series_id, day) do update set
         bad = excluded.bad, total = excluded.total, cells = excluded.cells`,
      [...ids, this.#bound(from), this.#bound(to)],
    );
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
