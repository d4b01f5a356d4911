import { ConflictError } from '@backstage/errors';
import type {
  PolicyRevision,
  PolicyScope,
  PolicySettings,
  PolicySource,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type StoredTime, toIso } from '../database/values';
import { canonicalJson, hashOf } from '../hash';
import {
  OTHER_ENVIRONMENTS,
  type PolicySubject,
  printScope,
} from './settings/scope';

interface RevisionRow {
  seq: number;
  scope_kind: PolicyScope['kind'];
  scope_name: string;
  source: PolicySource;
  revision: number;
  settings: string;
  settings_hash: string;
  reason: string;
  changed_by: string;
  changed_at: StoredTime;
}

/** A further revision of a policy. */
export interface PolicyChange {
  scope: PolicyScope;
  source: PolicySource;
  settings: PolicySettings | null;
  reason: string;
  changedBy: string;
  /** The revision that the change rests on, 0 for none. */
  expectedRevision: number;
}

const HISTORY_LIMIT = 500;

/** Policies and their history, which is only ever added to. */
export class PolicyStore {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now?: () => Date }) {
    this.#db = options.db;
    this.#now = options.now ?? (() => new Date());
  }

  /** The newest revision of every policy, the widest scopes first. */
  async newest(db: Knex = this.#db): Promise<PolicyRevision[]> {
    return (await newestRows(db)).map(toRevision).sort(byScope);
  }

  /** The newest revisions that apply to the subject, the widest scopes first. */
  async applying(
    subject: PolicySubject,
    db: Knex = this.#db,
  ): Promise<PolicyRevision[]> {
    const { environment, system, entity_ref: entity } = subject;
    const rows = await newestRows(db, query =>
      query
        .where({ 'policy_revisions.scope_kind': 'global' })
        .orWhere(scope =>
          scope
            .where({ 'policy_revisions.scope_kind': 'environment' })
            .whereIn('policy_revisions.scope_name', [
              environment,
              OTHER_ENVIRONMENTS,
            ]),
        )
        .orWhere({
          'policy_revisions.scope_kind': 'system',
          'policy_revisions.scope_name': system ?? '',
        })
        .orWhere({
          'policy_revisions.scope_kind': 'entity',
          'policy_revisions.scope_name': entity ?? '',
        }),
    );
    return withoutOtherEnvironments(
      rows.map(toRevision).sort(byScope),
      environment,
    );
  }

  /** Policies of several subjects, by one query. */
  async applyingTo(
    subjects: PolicySubject[],
  ): Promise<Map<PolicySubject, PolicyRevision[]>> {
    const all = await this.newest();
    return new Map(
      subjects.map(subject => [
        subject,
        withoutOtherEnvironments(
          all.filter(({ scope }) => appliesTo(scope, subject)),
          subject.environment,
        ),
      ]),
    );
  }

  /** Newest first. */
  async history(scope: PolicyScope): Promise<PolicyRevision[]> {
    const rows = await this.#db<RevisionRow>('policy_revisions')
      .where(columnsOf(scope))
      .orderBy('seq', 'desc')
      .limit(HISTORY_LIMIT);
    return rows.map(toRevision);
  }

  /**
   * Adds a revision. The head row is locked until `tx` ends, so that what was read
   * inside it still holds. Throws `ConflictError` where another change came first.
   */
  async add(
    tx: Knex.Transaction,
    change: PolicyChange,
  ): Promise<PolicyRevision> {
    const { scope, source, settings } = change;
    const { seq } = await this.lock(tx);
    const columns = { ...columnsOf(scope), source };
    const last = await tx<RevisionRow>('policy_revisions')
      .where(columns)
      .orderBy('revision', 'desc')
      .first();
    const revision = last?.revision ?? 0;
    if (revision !== change.expectedRevision) {
      throw new ConflictError(
        `The policy ${printScope(scope)} is at revision ${revision}, not ${
          change.expectedRevision
        }: ${last?.changed_by} changed it. Read it again.`,
      );
    }
    const row: RevisionRow = {
      ...columns,
      seq: seq + 1,
      revision: revision + 1,
      settings: canonicalJson(settings),
      settings_hash: hashOf(settings),
      reason: change.reason,
      changed_by: change.changedBy,
      changed_at: this.#now(),
    };
    await tx<RevisionRow>('policy_revisions').insert(row);
    await tx('policy_head').where({ id: 1 }).update({ seq: row.seq });
    return toRevision(row);
  }

  /** Nobody changes a policy until `tx` ends. */
  async lock(
    tx: Knex.Transaction,
    mode: 'change' | 'read' = 'change',
  ): Promise<{ seq: number }> {
    const query = tx<{ id: number; seq: number }>('policy_head').where({
      id: 1,
    });
    const head = await (mode === 'change'
      ? query.forUpdate()
      : query.forShare()
    ).first();
    if (!head) throw new Error('policy_head has no row: it was tampered with');
    return head;
  }
}

async function newestRows(
  db: Knex,
  narrow: (query: Knex.QueryBuilder) => void = () => {},
): Promise<RevisionRow[]> {
  return db('policy_revisions')
    .where(narrow)
    .whereNotExists(newer =>
      newer
        .select(db.raw('1'))
        .from('policy_revisions as newer')
        .whereRaw(
          `newer.scope_kind = policy_revisions.scope_kind
           and newer.scope_name = policy_revisions.scope_name
           and newer.source = policy_revisions.source
           and newer.revision > policy_revisions.revision`,
        ),
    )
    .select('policy_revisions.*');
}

function appliesTo({ kind, name }: PolicyScope, subject: PolicySubject) {
  switch (kind) {
    case 'global':
      return true;
    case 'environment':
      return name === subject.environment || name === OTHER_ENVIRONMENTS;
    case 'system':
      return name === subject.system;
    default:
      return name === subject.entity_ref;
  }
}

/** What configuration says of all other environments is not said of those it names. */
function withoutOtherEnvironments(
  revisions: PolicyRevision[],
  environment: string,
): PolicyRevision[] {
  const isNamed = revisions.some(
    ({ scope, source, settings }) =>
      source === 'config' &&
      settings !== null &&
      scope.kind === 'environment' &&
      scope.name === environment,
  );
  return revisions.filter(
    ({ scope }) =>
      scope.kind !== 'environment' || scope.name === environment || !isNamed,
  );
}

function columnsOf({ kind, name }: PolicyScope) {
  return { scope_kind: kind, scope_name: name ?? '' };
}

const WIDTH = { global: 0, environment: 1, system: 2, entity: 3 };

function byScope(a: PolicyRevision, b: PolicyRevision): number {
  return (
    WIDTH[a.scope.kind] - WIDTH[b.scope.kind] ||
    (a.scope.name ?? '').localeCompare(b.scope.name ?? '') ||
    a.source.localeCompare(b.source)
  );
}

function toRevision(row: RevisionRow): PolicyRevision {
  return {
    scope: row.scope_name
      ? { kind: row.scope_kind, name: row.scope_name }
      : { kind: row.scope_kind },
    source: row.source,
    revision: row.revision,
    settings: JSON.parse(row.settings),
    settings_hash: row.settings_hash,
    reason: row.reason,
    changed_by: row.changed_by,
    changed_at: toIso(row.changed_at),
  };
}
