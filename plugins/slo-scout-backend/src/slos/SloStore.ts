import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Retirement,
  Slo,
  SloReference,
  SloRevision,
  SloSource,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import { toIso } from '../database/values';
import { hashOf } from '../hash';
import {
  type RevisionRow,
  type SloRow,
  revisionsOf,
  toRevision,
  toSlo,
} from './sloRows';

/** A specification with the text it was read from. */
export interface SloDraft {
  spec: SloSpec;
  document: string;
}

/** What became of a draft that was handed in. */
export interface DraftOutcome {
  id: string;
  change: 'created' | 'revised' | 'unchanged';
}

/** SLOs and their revisions. Writes take the caller's transaction. */
export class SloStore {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now?: () => Date }) {
    this.#db = options.db;
    this.#now = options.now ?? (() => new Date());
  }

  async list(entityRef: string, permitted?: RecordFilter): Promise<Slo[]> {
    const query = this.#db<SloRow>('slos')
      .where({ entity_ref: entityRef })
      .orderBy('name');
    permitted?.(query, 'entity_ref');
    const rows: SloRow[] = await query;
    return this.#assemble(this.#db, rows);
  }

  /** The SLOs of several entities, by entity and name. */
  async listOf(entityRefs: string[], permitted?: RecordFilter): Promise<Slo[]> {
    const query = this.#db<SloRow>('slos')
      .whereIn('entity_ref', entityRefs)
      .orderBy(['entity_ref', 'name']);
    permitted?.(query, 'entity_ref');
    const rows: SloRow[] = await query;
    return this.#assemble(this.#db, rows);
  }

  /** The SLOs with these ids, in their order; a missing one is a `NotFoundError`. */
  async getMany(ids: string[], db: Knex = this.#db): Promise<Slo[]> {
    const rows = await db<SloRow>('slos').whereIn('id', ids);
    const found = new Map(
      (await this.#assemble(db, rows)).map(slo => [slo.id, slo]),
    );
    return ids.map(id => {
      const slo = found.get(id);
      if (!slo) throw new NotFoundError(`SLO ${id} does not exist`);
      return slo;
    });
  }

  /** SLOs with a revision in force, and of each that one only: all of them, or these. */
  async inForce(ids?: string[]): Promise<Slo[]> {
    const query = this.#db('slo_revisions')
      .join('slos', 'slos.id', 'slo_revisions.slo_id')
      .where({ status: 'approved' })
      .orderBy('slos.id')
      .select('slo_revisions.*', 'slos.entity_ref');
    const rows: Array<RevisionRow & Pick<SloRow, 'entity_ref'>> = await (ids
      ? query.whereIn('slos.id', ids)
      : query);
    return rows.map(row => ({
      ...toRevision(row),
      id: row.slo_id,
      entity_ref: row.entity_ref,
    }));
  }

  /** The revisions that files were generated from, in force or not. */
  async revisions(
    references: SloReference[],
  ): Promise<Array<SloRevision & { slo_id: string }>> {
    const rows = await revisionsOf(
      this.#db,
      references.map(({ slo_id: id }) => id),
    );
    return rows
      .filter(row =>
        references.some(
          ({ slo_id: id, revision }) =>
            id === row.slo_id && revision === row.revision,
        ),
      )
      .map(row => ({ ...toRevision(row), slo_id: row.slo_id }));
  }

  /** Who took SLOs out of force last, by id; one that was never retired is missing. */
  async retirements(
    ids: string[],
    db: Knex = this.#db,
  ): Promise<Map<string, Retirement>> {
    const rows = await revisionsOf(db, ids);
    const found = new Map<string, Retirement>();
    for (const row of rows) {
      const { slo_id: id, decided_by: by, decided_at: at } = row;
      // Newest first. What a later revision replaced is `superseded`.
      if (row.status !== 'retired' || !by || !at || found.has(id)) continue;
      const { name } = JSON.parse(row.spec) as SloSpec;
      found.set(id, {
        ...{ slo_id: id, name, retired_by: by },
        retired_at: toIso(at),
      });
    }
    return found;
  }

  /** Earlier revisions as drafts, to be put into force again. */
  async draftsOf(references: SloReference[]): Promise<SloDraft[]> {
    const rows = await revisionsOf(
      this.#db,
      references.map(({ slo_id: id }) => id),
    );
    return rows
      .filter(row =>
        references.some(
          ({ slo_id: id, revision }) =>
            id === row.slo_id && revision === row.revision,
        ),
      )
      .map(row => ({ spec: JSON.parse(row.spec), document: row.document }));
  }

  /** Adds the draft, or a new draft revision where the content differs from the newest one. */
  async putDraft(
    tx: Knex.Transaction,
    request: {
      entityRef: string;
      draft: SloDraft;
      source: SloSource;
      actor: string;
    },
  ): Promise<DraftOutcome> {
    const { entityRef, draft, source, actor } = request;
    const identity = { entity_ref: entityRef, name: draft.spec.name };
    await tx<SloRow>('slos')
      .insert({ ...identity, id: randomUUID() })
      .onConflict(['entity_ref', 'name'])
      .ignore();
    const slo = await lockSlo(tx, identity);
    if (!slo) throw new Error(`SLO ${identity.name} was not stored`);
    const { id } = slo;
    const newest = await newestRevision(tx, id);
    const contentHash = hashOf(draft.spec);
    const standing =
      newest?.status === 'draft' || newest?.status === 'approved';
    if (standing && newest.content_hash === contentHash) {
      return { id, change: 'unchanged' };
    }
    if (newest?.status === 'draft') {
      await setStatus(tx, newest, 'superseded');
    }
    await tx<RevisionRow>('slo_revisions').insert({
      slo_id: id,
      revision: (newest?.revision ?? 0) + 1,
      status: 'draft',
      spec: JSON.stringify(draft.spec),
      content_hash: contentHash,
      document: draft.document,
      source_kind: source.kind,
      source_location: source.location ?? null,
      created_at: this.#now(),
      created_by: actor,
    });
    return { id, change: newest ? 'revised' : 'created' };
  }

  /** Keeps the SLOs from being decided on until `tx` ends. */
  async lock(tx: Knex.Transaction, ids: string[]): Promise<void> {
    await tx<SloRow>('slos').whereIn('id', ids).orderBy('id').forUpdate();
  }

  /**
   * Puts the waiting draft into force.
   *
   * @param revision - what the approver has read; another draft is refused
   */
  async approve(
    tx: Knex.Transaction,
    id: string,
    actor: string,
    revision?: number,
  ): Promise<void> {
    await lockSloOrFail(tx, id);
    const revisions = await revisionsOf(tx, [id]);
    const draft = revisions.find(r => r.status === 'draft');
    if (!draft) {
      throw new ConflictError(`SLO ${id} has no draft that waits for approval`);
    }
    if (revision !== undefined && draft.revision !== revision) {
      throw new ConflictError(
        `Revision ${draft.revision} has replaced revision ${revision} meanwhile. Read it first.`,
      );
    }
    for (const former of revisions.filter(r => r.status === 'approved')) {
      await setStatus(tx, former, 'superseded');
    }
    await this.#decide(tx, draft, 'approved', actor);
  }

  /** Takes the revision in force out of force, and drops a waiting draft. */
  async retire(tx: Knex.Transaction, id: string, actor: string): Promise<void> {
    await lockSloOrFail(tx, id);
    const revisions = await revisionsOf(tx, [id]);
    const approved = revisions.find(r => r.status === 'approved');
    const draft = revisions.find(r => r.status === 'draft');
    const last = approved ?? draft;
    if (!last) {
      throw new ConflictError(`SLO ${id} is retired already`);
    }
    if (approved && draft) await setStatus(tx, draft, 'superseded');
    await this.#decide(tx, last, 'retired', actor);
  }

  async #decide(
    tx: Knex.Transaction,
    row: RevisionRow,
    status: RevisionRow['status'],
    actor: string,
  ) {
    await tx<RevisionRow>('slo_revisions')
      .where({ slo_id: row.slo_id, revision: row.revision })
      .update({ status, decided_at: this.#now(), decided_by: actor });
  }

  async #assemble(db: Knex, rows: SloRow[]): Promise<Slo[]> {
    const revisions = await revisionsOf(
      db,
      rows.map(r => r.id),
    );
    const bySlo = new Map<string, RevisionRow[]>();
    for (const revision of revisions) {
      bySlo.set(revision.slo_id, [
        ...(bySlo.get(revision.slo_id) ?? []),
        revision,
      ]);
    }
    return rows.map(row => toSlo(row, bySlo.get(row.id) ?? []));
  }
}

async function newestRevision(tx: Knex, id: string) {
  return (await revisionsOf(tx, [id])).at(0);
}

async function setStatus(
  tx: Knex.Transaction,
  row: RevisionRow,
  status: RevisionRow['status'],
) {
  await tx<RevisionRow>('slo_revisions')
    .where({ slo_id: row.slo_id, revision: row.revision })
    .update({ status });
}

async function lockSlo(
  tx: Knex.Transaction,
  where: Partial<SloRow>,
): Promise<SloRow | undefined> {
  return tx<SloRow>('slos').where(where).forUpdate().first();
}

async function lockSloOrFail(tx: Knex.Transaction, id: string) {
  const slo = await lockSlo(tx, { id });
  if (!slo) throw new NotFoundError(`SLO ${id} does not exist`);
  return slo;
}
