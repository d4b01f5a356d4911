import type {
  Page,
  QueueItem,
  RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type StoredTime, toIso } from '../database/values';
import type { RecordFilter } from '../permissions/recordFilter';
import { pageOf, type Window } from './paging';
import { Dialect } from './Dialect';
import { takenPartIn, waitingFiles } from './waitingFiles';

/** How many keys a place in the queue has. */
export const QUEUE_KEYS = 3;

/** Who asks, and what they may decide on; what is absent they may not decide at all. */
export interface Decider {
  ref: string;
  slos?: RecordFilter;
  artifacts?: {
    permitted: RecordFilter;
    /** Where nobody may approve what they took part in. */
    notOwnWorkIn: Array<{ entity_ref: string; environment: string }>;
  };
  overrides?: { permitted: RecordFilter; roles: RequiredOverride[] };
}

interface QueueRow {
  kind: QueueItem['kind'];
  id: string;
  entity_ref: string;
  environment: string | null;
  since: StoredTime;
  by: string;
  name: string | null;
  count: number | string;
}

/** What waits for a decision, narrowed and paged by the database. */
export class QueueStore {
  readonly #db: Knex;
  readonly #sql: Dialect;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
    this.#sql = new Dialect(options.db);
  }

  async count(decider: Decider, now: Date): Promise<number> {
    const waiting = this.#waiting(decider, now);
    if (!waiting) return 0;
    const [{ total }] = await this.#db
      .from(waiting.as('q'))
      .count({ total: '*' });
    return Number(total);
  }

  /** The longest waiting first. */
  async page(
    decider: Decider,
    window: Window,
    { total, now }: { total: number; now: Date },
  ): Promise<{ items: QueueItem[]; page: Page }> {
    const waiting = this.#waiting(decider, now);
    if (!waiting) {
      return { items: [], page: { total, offset: 0, next_cursor: null } };
    }
    const query = this.#db
      .from(waiting.as('q'))
      .orderBy(['since', 'kind', 'id'])
      .limit(window.limit + 1);
    if (window.after) {
      const [since, kind, id] = window.after;
      query.whereRaw('(since, kind, id) > (?, ?, ?)', [
        this.#sql.time(Number(since)),
        ...[kind, id],
      ]);
    }
    const { rows, page } = pageOf<QueueRow>(await query, window, total, row => [
      new Date(row.since).getTime(),
      row.kind,
      row.id,
    ]);
    const roles = await this.#openRoles(
      rows.filter(({ kind }) => kind === 'override').map(({ id }) => id),
      decider.overrides?.roles ?? [],
    );
    return {
      items: rows.map(row => ({
        ...row,
        since: toIso(row.since),
        count: Number(row.count),
        roles: roles.get(row.id) ?? [],
      })),
      page,
    };
  }

  /** Where files wait that the person took part in. */
  async ownWork(
    ref: string,
    permitted: RecordFilter,
  ): Promise<Array<{ entity_ref: string; environment: string }>> {
    const query = waitingFiles(this.#db, this.#sql)
      .whereRaw(...takenPartIn(this.#sql, 'artifacts', ref))
      .distinct('artifacts.entity_ref', 'artifacts.environment');
    permitted(query, 'artifacts.entity_ref');
    return query;
  }

  #waiting(
    { ref, slos, artifacts, overrides }: Decider,
    now: Date,
  ): Knex.QueryBuilder | undefined {
    const parts = [
      ...(slos ? [this.#drafts(slos)] : []),
      ...(artifacts ? [this.#files(ref, artifacts)] : []),
      ...(overrides && overrides.roles.length > 0
        ? [this.#overrides(ref, overrides, now)]
        : []),
    ];
    const [first, ...rest] = parts;
    return rest.length > 0 ? first.unionAll(rest) : first;
  }

  #drafts(permitted: RecordFilter): Knex.QueryBuilder {
    const query = this.#db('slo_revisions')
      .join('slos', 'slos.id', 'slo_revisions.slo_id')
      .where('slo_revisions.status', 'draft')
      .select(
        this.#db.raw(`'slo' as kind`),
        'slos.id as id',
        'slos.entity_ref as entity_ref',
        this.#db.raw('cast(null as varchar(255)) as environment'),
        'slo_revisions.created_at as since',
        'slo_revisions.created_by as by',
        'slos.name as name',
        this.#db.raw('1 as count'),
      );
    permitted(query, 'slos.entity_ref');
    return query;
  }

  #files(
    ref: string,
    { permitted, notOwnWorkIn }: NonNullable<Decider['artifacts']>,
  ): Knex.QueryBuilder {
    const query = waitingFiles(this.#db, this.#sql)
      .groupBy(
        'artifacts.entity_ref',
        'artifacts.environment',
        'artifacts.target',
      )
      .select(
        this.#db.raw(`'artifacts' as kind`),
        this.#db.raw('min(artifacts.id) as id'),
        'artifacts.entity_ref as entity_ref',
        'artifacts.environment as environment',
        this.#db.raw('min(artifacts.created_at) as since'),
        this.#db.raw('min(generations.created_by) as by'),
        this.#db.raw('cast(null as varchar(63)) as name'),
        this.#db.raw('count(*) as count'),
      );
    permitted(query, 'artifacts.entity_ref');
    if (notOwnWorkIn.length > 0) {
      const [authored, bindings] = takenPartIn(this.#sql, 'artifacts', ref);
      const places = notOwnWorkIn.map(
        place => `${place.environment} ${place.entity_ref}`,
      );
      query.whereRaw(
        `not (${authored} and ${this.#sql.isOneOf(
          `artifacts.environment || ' ' || artifacts.entity_ref`,
        )})`,
        [...bindings, JSON.stringify(places)],
      );
    }
    return query;
  }

  #overrides(
    ref: string,
    { permitted, roles }: NonNullable<Decider['overrides']>,
    now: Date,
  ): Knex.QueryBuilder {
    const sql = this.#sql;
    const [authored, author] = takenPartIn(sql, 'file', ref);
    const wanted = roles.map(() => '?').join(', ');
    const query = this.#db('policy_overrides')
      .where('policy_overrides.status', 'requested')
      .where('policy_overrides.expires_at', '>', now)
      .whereNot('policy_overrides.requested_by', ref)
      .whereRaw(
        `exists (
           select 1 from ${sql.each('policy_overrides.invariants', 'broken')}
           where ${sql.field('broken', 'required_override')} in (${wanted})
             and not exists (
               select 1 from policy_override_decisions decided
               where decided.override_id = policy_overrides.id
                 and decided.required_override =
                   ${sql.field('broken', 'required_override')}))`,
        roles,
      )
      .whereRaw(
        `not exists (
           select 1
           from ${sql.eachText('policy_overrides.artifact_ids', 'listed')}
           join artifacts file on file.id = listed.value
           where ${authored})`,
        author,
      )
      .select(
        this.#db.raw(`'override' as kind`),
        'policy_overrides.id as id',
        'policy_overrides.entity_ref as entity_ref',
        'policy_overrides.environment as environment',
        'policy_overrides.requested_at as since',
        'policy_overrides.requested_by as by',
        this.#db.raw('cast(null as varchar(63)) as name'),
        this.#db.raw('1 as count'),
      );
    permitted(query, 'policy_overrides.entity_ref');
    return query;
  }

  /** Roles of the person that each override still waits for. */
  async #openRoles(
    ids: string[],
    held: RequiredOverride[],
  ): Promise<Map<string, RequiredOverride[]>> {
    if (ids.length === 0) return new Map();
    const rows: Array<{ id: string; invariants: string }> = await this.#db(
      'policy_overrides',
    )
      .whereIn('id', ids)
      .select('id', 'invariants');
    const decided: Array<{
      override_id: string;
      required_override: RequiredOverride;
    }> = await this.#db('policy_override_decisions')
      .whereIn('override_id', ids)
      .select('override_id', 'required_override');
    return new Map(
      rows.map(({ id, invariants }) => {
        const required = (
          JSON.parse(invariants) as Array<{
            required_override: RequiredOverride;
          }>
        ).map(({ required_override: role }) => role);
        return [
          id,
          held.filter(
            role =>
              required.includes(role) &&
              !decided.some(
                one => one.override_id === id && one.required_override === role,
              ),
          ),
        ];
      }),
    );
  }
}
