import { randomUUID } from 'node:crypto';
import type {
  AuditAction,
  AuditEntry,
  AuditVerification,
  ListAuditRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import { canonicalJson } from '../hash';
import type { AuditMirror } from './AuditMirror';
import { GENESIS_HASH, hashEntry, verifyChain } from './chain';

/** What a caller knows of an entry; the log adds order, time and hashes. */
export interface AuditEvent {
  action: AuditAction;
  actor: string;
  entity_ref?: string;
  payload: Record<string, unknown>;
}

interface AuditRow extends Omit<AuditEntry, 'payload'> {
  payload: string;
}

const PAGE = 1000;

/**
 * The append-only log. `append` belongs into the transaction of the change it
 * records, so that neither exists without the other.
 */
export class AuditLog {
  readonly #db: Knex;
  readonly #now: () => Date;
  readonly #mirror: AuditMirror | undefined;

  constructor(options: {
    db: Knex;
    now?: () => Date;
    /** Told of each entry once its transaction has ended well. */
    mirror?: AuditMirror;
  }) {
    this.#db = options.db;
    this.#mirror = options.mirror;
    this.#now = options.now ?? (() => new Date());
  }

  /** Appends in a transaction of its own. */
  async record(event: AuditEvent): Promise<AuditEntry> {
    return this.#db.transaction(tx => this.append(tx, event));
  }

  /**
   * Appends inside `tx`. The head row is locked until `tx` ends: sequence numbers
   * are gap-free and the chain cannot fork, whatever the number of writers.
   */
  async append(tx: Knex.Transaction, event: AuditEvent): Promise<AuditEntry> {
    const head = await tx<{ id: number; seq: number; hash: string }>(
      'audit_head',
    )
      .where({ id: 1 })
      .forUpdate()
      .first();
    if (!head) {
      throw new Error('The audit log has no head row: it was tampered with');
    }
    const unhashed = {
      seq: head.seq + 1,
      id: randomUUID(),
      occurred_at: this.#now().toISOString(),
      actor: event.actor,
      action: event.action,
      entity_ref: event.entity_ref ?? null,
      // Through canonical JSON, so that what is hashed is what is stored.
      payload: JSON.parse(canonicalJson(event.payload)) as Record<
        string,
        unknown
      >,
      prev_hash: head.hash,
    };
    const entry: AuditEntry = { ...unhashed, hash: hashEntry(unhashed) };
    await tx('audit_log').insert({
      ...entry,
      payload: canonicalJson(entry.payload),
    });
    await tx('audit_head')
      .where({ id: 1 })
      .update({ seq: entry.seq, hash: entry.hash });
    const mirror = this.#mirror;
    if (mirror) {
      tx.executionPromise.then(
        () => mirror(entry),
        // Taken back: there is nothing to tell, and the caller has the error.
        () => undefined,
      );
    }
    return entry;
  }

  /** Newest first. `from` and `to` are UTC with milliseconds, as entries are stored. */
  async list(
    request: ListAuditRequest,
    permitted?: RecordFilter,
  ): Promise<AuditEntry[]> {
    const query = this.#db<AuditRow>('audit_log')
      .orderBy('seq', 'desc')
      .limit(request.limit ?? 100);
    if (request.entity_ref) query.where('entity_ref', request.entity_ref);
    if (request.action) query.where('action', request.action as AuditAction);
    if (request.actor) query.where('actor', request.actor);
    // Stored as UTC text of one length, which sorts as time does.
    if (request.from) query.where('occurred_at', '>=', request.from);
    if (request.to) query.where('occurred_at', '<', request.to);
    if (request.before) query.where('seq', '<', request.before);
    permitted?.(query, 'entity_ref');
    return (await query).map(toEntry);
  }

  async headHash(): Promise<string> {
    const head = await this.#db('audit_head').where({ id: 1 }).first('hash');
    return head?.hash ?? GENESIS_HASH;
  }

  /** Cheap check of the last link; `verify` walks the whole chain. */
  async endIsIntact(): Promise<boolean> {
    const head = await this.#db('audit_head').where({ id: 1 }).first();
    const last = await this.#db<AuditRow>('audit_log')
      .orderBy('seq', 'desc')
      .first();
    if (!head) return false;
    if (!last) return head.seq === 0 && head.hash === GENESIS_HASH;
    // Between the two reads another writer may have appended.
    const entry = toEntry(last);
    return (
      entry.hash === hashEntry(entry) &&
      (entry.seq > head.seq ||
        (entry.seq === head.seq && entry.hash === head.hash))
    );
  }

  /** Recomputes the whole chain and compares its end with the head row. */
  async verify(): Promise<AuditVerification> {
    const before = await this.#head();
    const result = await verifyChain(this.entries());
    if (!result.ok) return result;
    const after = await this.#head();
    // Entries may be appended while the chain is read, so its end lies between.
    const complete =
      before !== undefined &&
      after !== undefined &&
      before.seq <= result.entries &&
      result.entries <= after.seq &&
      (before.seq < result.entries || before.hash === result.head_hash) &&
      (result.entries < after.seq || after.hash === result.head_hash);
    return complete
      ? result
      : { ...result, ok: false, first_bad_seq: result.entries + 1 };
  }

  async #head(): Promise<{ seq: number; hash: string } | undefined> {
    return this.#db<{ id: number; seq: number; hash: string }>('audit_head')
      .where({ id: 1 })
      .first('seq', 'hash');
  }

  /** All entries in order, a page at a time. */
  async *entries(): AsyncGenerator<AuditEntry> {
    let after = 0;
    for (;;) {
      const rows = await this.#db<AuditRow>('audit_log')
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(PAGE);
      for (const row of rows) yield toEntry(row);
      if (rows.length < PAGE) return;
      after = rows[rows.length - 1].seq;
    }
  }
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    id: row.id,
    occurred_at: row.occurred_at,
    actor: row.actor,
    action: row.action,
    entity_ref: row.entity_ref,
    payload: parsePayload(row.payload),
    prev_hash: row.prev_hash,
    hash: row.hash,
  };
}

/** A payload that was tampered with may not even parse; verification must still name it. */
function parsePayload(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return { unreadable: text };
  }
}
