import type {
  AuditEntry,
  AuditVerification,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { hashOf } from '../hash';

/** `prev_hash` of the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 over the canonical JSON (RFC 8785) of the entry without its own hash. */
export function hashEntry(entry: Omit<AuditEntry, 'hash'>): string {
  return hashOf({
    seq: entry.seq,
    id: entry.id,
    occurred_at: entry.occurred_at,
    actor: entry.actor,
    action: entry.action,
    entity_ref: entry.entity_ref,
    payload: entry.payload,
    prev_hash: entry.prev_hash,
  });
}

/** Checks order, links and hashes; names the first entry that does not hold. */
export async function verifyChain(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
): Promise<AuditVerification> {
  let seq = 0;
  let head = GENESIS_HASH;
  for await (const entry of entries) {
    const holds =
      entry.seq === seq + 1 &&
      entry.prev_hash === head &&
      entry.hash === hashEntry(entry);
    if (!holds) {
      return {
        ok: false,
        entries: seq,
        head_hash: head,
        first_bad_seq: seq + 1,
      };
    }
    seq = entry.seq;
    head = entry.hash;
  }
  return { ok: true, entries: seq, head_hash: head };
}
