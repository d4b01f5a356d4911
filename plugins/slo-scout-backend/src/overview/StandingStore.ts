import {
  type SloMeasurement,
  worstPartsFirst,
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
  const measured = worstPartsFirst(parts);
  const worst = measured[0] ?? parts[0];
  const { since, measured_until: until } = worst;
  return {
    ...{ environment, slo_id: id, revision },
    parts: measured.length,
    labels: JSON.stringify(measured[0]?.labels ?? {}),
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
