import {
  type OverviewCounts,
  type OverviewSlo,
  type OverviewSlosRequest,
  type OverviewSort,
  type Page,
  SLO_STATES,
  type SloSpec,
  type SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { toIsoOrNull } from '../database/values';
import type { RecordFilter } from '../permissions/recordFilter';
import { Dialect } from './Dialect';
import { pageOf, type Window } from './paging';
import type { StandingRow } from './StandingStore';

/** Older than this, data says nothing of now. */
const STALE_MS = 3_600_000;

/** Expressions whose ascending order is that of the list; then entity and name follow. */
const KEYS: Record<OverviewSort, [string, string]> = {
  worst: [
    `case state when 'overspent' then 0 when 'burning' then 1
       when 'unknown' then 2 else 3 end`,
    'coalesce(budget_left, 1e300)',
  ],
  budget: [
    'case when budget_left is null then 1 else 0 end',
    'coalesce(budget_left, 0)',
  ],
  burn_rate: [
    'case when burn_rate_1h is null then 1 else 0 end',
    '-coalesce(burn_rate_1h, 0)',
  ],
  name: ['0', '0'],
};

/** How many keys a place in the list has. */
export const SLO_KEYS = 4;

interface ListedRow extends StandingRow {
  slo_id: string;
  entity_ref: string;
  name: string;
  spec: string;
  state: SloState;
  k0: number;
  k1: number;
}

export interface SloQuestion
  extends Pick<OverviewSlosRequest, 'search' | 'state'> {
  environment: string;
  sort: OverviewSort;
  /** Narrows to what the caller may see. */
  permitted: RecordFilter;
  /** Narrows to what somebody owns. */
  owned: RecordFilter;
}

/** SLOs in force of all entities, sorted, narrowed and paged by the database. */
export class SloOverviewStore {
  readonly #db: Knex;
  readonly #sql: Dialect;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
    this.#sql = new Dialect(options.db);
  }

  /** How many there are in each state, whichever is asked for. One aggregate. */
  async counts(question: SloQuestion, now: Date): Promise<OverviewCounts> {
    const [row]: Array<Record<string, number | string>> = await this.#db
      .from(this.#all(question, now).as('t'))
      .select(
        ...SLO_STATES.flatMap(state => [
          this.#db.raw(
            `count(case when state = '${state}' then 1 end) as ${state}`,
          ),
          this.#db.raw(
            `count(distinct case when state = '${state}' then entity_ref end) as ${state}_services`,
          ),
        ]),
        this.#db.raw('count(distinct entity_ref) as all_services'),
      );
    // PostgreSQL counts in bigint, which its driver gives as text.
    const of = (suffix: string) => ({
      overspent: Number(row[`overspent${suffix}`]),
      burning: Number(row[`burning${suffix}`]),
      unknown: Number(row[`unknown${suffix}`]),
      healthy: Number(row[`healthy${suffix}`]),
    });
    return {
      slos: of(''),
      services: of('_services'),
      all_services: Number(row.all_services),
    };
  }

  /** @param total - how many there are on all pages */
  async page(
    question: SloQuestion,
    window: Window,
    { total, now }: { total: number; now: Date },
  ): Promise<{ slos: OverviewSlo[]; page: Page }> {
    const [first, second] = KEYS[question.sort];
    const keyed = this.#db
      .from(this.#all(question, now).as('t'))
      .select(
        't.*',
        this.#db.raw(`${first} as k0`),
        this.#db.raw(`${second} as k1`),
      );
    const query = this.#db
      .from(keyed.as('k'))
      .orderBy(['k0', 'k1', 'entity_ref', 'name'])
      .limit(window.limit + 1);
    if (question.state) query.where({ state: question.state });
    if (window.after) {
      query.whereRaw('(k0, k1, entity_ref, name) > (?, ?, ?, ?)', window.after);
    }
    const { rows, page } = pageOf<ListedRow>(
      await query,
      window,
      total,
      row => [Number(row.k0), Number(row.k1), row.entity_ref, row.name],
    );
    return { slos: rows.map(row => toOverview(row, question)), page };
  }

  /** Every SLO in force that may be seen, with how it stands where that is known. */
  #all(question: SloQuestion, now: Date): Knex.QueryBuilder {
    const { environment, search, permitted, owned } = question;
    const query = this.#db('slos')
      .join('slo_revisions', join =>
        join
          .on('slo_revisions.slo_id', 'slos.id')
          .andOnVal('slo_revisions.status', 'approved'),
      )
      .leftJoin('slo_standings', join =>
        join
          .on('slo_standings.slo_id', 'slos.id')
          .andOn('slo_standings.revision', 'slo_revisions.revision')
          .andOnVal('slo_standings.environment', environment),
      )
      .select(
        'slos.id as slo_id',
        ...['slos.entity_ref', 'slos.name', 'slo_revisions.spec'],
        ...this.#standing(now),
      );
    permitted(query, 'slos.entity_ref');
    owned(query, 'slos.entity_ref');
    if (search) {
      const like = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      query.whereRaw(
        `(lower(slos.name) like ? escape '\\' or lower(slos.entity_ref) like ? escape '\\')`,
        [like, like],
      );
    }
    return query;
  }

  #standing(now: Date): Array<Knex.Raw | string> {
    const fresh = this.#sql.time(now.getTime() - STALE_MS);
    const columns = [
      ...['parts', 'labels', 'unit', 'since', 'measured_until'],
      ...['budget_left', 'budget'],
    ];
    // What is stale burns no longer, as far as anybody knows.
    const ofNow = ['sli_5m', 'sli_1h', 'burn_rate_1h'].map(column =>
      this.#db.raw('case when measured_until >= ? then ?? end as ??', [
        fresh,
        `slo_standings.${column}`,
        column,
      ]),
    );
    const state = this.#db.raw(
      `case
         when budget_left <= 0 then 'overspent'
         when budget_left is null or slo_standings.burn_rate_1h is null
           or measured_until < ? then 'unknown'
         when slo_standings.burn_rate_1h > 1 then 'burning'
         else 'healthy'
       end as state`,
      [fresh],
    );
    return [...columns.map(name => `slo_standings.${name}`), ...ofNow, state];
  }
}

function toOverview(
  row: ListedRow,
  { environment }: { environment: string },
): OverviewSlo {
  const spec = JSON.parse(row.spec) as SloSpec;
  return {
    slo_id: row.slo_id,
    entity_ref: row.entity_ref,
    name: row.name,
    ...(spec.display_name ? { display_name: spec.display_name } : {}),
    severity: spec.severity,
    state: row.state,
    parts: row.parts ?? 0,
    standing: {
      slo_id: row.slo_id,
      environment,
      labels: row.labels ? JSON.parse(row.labels) : {},
      unit: row.unit ?? 'other',
      objective: spec.objective,
      window: spec.window,
      since: toIsoOrNull(row.since),
      measured_until: toIsoOrNull(row.measured_until),
      sli_5m: row.sli_5m,
      sli_1h: row.sli_1h,
      burn_rate_1h: row.burn_rate_1h,
      budget_left: row.budget_left,
      budget: row.budget,
    },
  };
}
