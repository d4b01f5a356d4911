import {
  SLO_STATES,
  type SloMeasurement,
  type SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { StoredTime } from '../database/values';

const ROWS_AT_ONCE = 100;

export interface StandingRow {
  environment: string;
  slo_id: string;
  revision: number;
  parts: number;
  labels: string;
  unit: SloMeasurement['unit'];
  since: StoredTime | null;
  measured_until: StoredTime | null;
  sli_5m: number | null;
  sli_1h: number | null;
  burn_rate_1h: number | null;
  budget_left: number | null;
  budget: number | null;
  computed_at: StoredTime;
}

/** An SLO in force and what was measured of its parts. */
export interface MeasuredSlo {
  id: string;
  revision: number;
  parts: SloMeasurement[];
}

/** How each SLO stands, as it was computed last. */
export class StandingStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async put(
    environment: string,
    slos: MeasuredSlo[],
    computedAt: Date,
  ): Promise<void> {
    const rows = slos.map(slo => rowOf(environment, slo, computedAt));
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await this.#db<StandingRow>('slo_standings')
        .insert(rows.slice(from, from + ROWS_AT_ONCE))
        .onConflict(['environment', 'slo_id'])
        .merge();
    }
  }

  /** Forgets SLOs that are no longer in force, and environments that are gone. */
  async keepOnly(environments: string[]): Promise<void> {
    await this.#db<StandingRow>('slo_standings')
      .whereNotIn('environment', environments)
      .orWhereNotIn(
        'slo_id',
        this.#db('slo_revisions')
          .where({ status: 'approved' })
          .select('slo_id'),
      )
      .delete();
  }
}

function rowOf(
  environment: string,
  { id, revision, parts }: MeasuredSlo,
  computedAt: Date,
): StandingRow {
  // A part that is gone since longer than the window has no budget any more.
  const measured = parts.filter(({ since }) => since !== null);
  const worst = (measured.length > 0 ? measured : parts).reduce((a, b) =>
    isWorse(b, a) ? b : a,
  );
  const { labels, since, measured_until: until } = worst;
  return {
    ...{ environment, slo_id: id, revision },
    parts: measured.length,
    labels: JSON.stringify(labels),
    unit: worst.unit,
    since: since === null ? null : new Date(since),
    measured_until: until === null ? null : new Date(until),
    sli_5m: worst.sli_5m,
    sli_1h: worst.sli_1h,
    burn_rate_1h: worst.burn_rate_1h,
    budget_left: worst.budget_left,
    budget: worst.budget,
    computed_at: computedAt,
  };
}

/** By its state; of two in the same, the one that has less of its budget left. */
function isWorse(one: SloMeasurement, other: SloMeasurement): boolean {
  const left = ({ budget_left: share }: SloMeasurement) =>
    share ?? Number.MAX_VALUE;
  const ranks = rankOf(one) - rankOf(other);
  return ranks === 0 ? left(one) < left(other) : ranks < 0;
}

/** A part that burns must not hide behind one that has less left, and is quiet. */
function rankOf({ budget_left: left, burn_rate_1h: rate }: SloMeasurement) {
  const stateOf = (): SloState => {
    if (left !== null && left <= 0) return 'overspent';
    if (left === null || rate === null) return 'unknown';
    return rate > 1 ? 'burning' : 'healthy';
  };
  return SLO_STATES.indexOf(stateOf());
}
