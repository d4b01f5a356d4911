import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  AuditEntry,
  AuditVerification,
  ListAuditRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useAction } from './useAction';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const PAGE_SIZE = 50;
/** Of somebody who looks for one entry; as much as the server gives at once. */
const SEARCH_SIZE = 500;

export interface AuditPages {
  page: Loaded<AuditEntry[]>;
  /** The page and whatever older was asked for, newest first. */
  entries: AuditEntry[];
  hasOlder: boolean;
  loadOlder: () => void;
  /** Goes back until it is enough, or to the oldest entry; nothing between is left out. */
  loadOlderUntil: (enough: (entries: AuditEntry[]) => boolean) => void;
  loadingOlder: boolean;
  olderError?: Error;
}

interface Seen {
  of: string;
  entries: AuditEntry[];
  /** The oldest entry was reached. */
  ended: boolean;
}

/** What the server narrows the trail to; times are RFC 3339. */
export type AuditFilters = Pick<
  ListAuditRequest,
  'action' | 'actor' | 'from' | 'to'
>;

/** The audit trail of an entity, narrowed by the server. */
export function useAudit(
  entityRef: string,
  { action, actor, from, to }: AuditFilters,
): AuditPages {
  const api = useApi(sloScoutApiRef);
  const [seen, setSeen] = useState<Seen>();
  const question = JSON.stringify([entityRef, action, actor, from, to]);
  const read = useCallback(
    async (
      { before, limit }: { before?: number; limit: number },
      signal?: AbortSignal,
    ) =>
      (
        await api.listAudit(
          {
            entity_ref: entityRef,
            action,
            actor,
            from,
            to,
            before,
            limit,
          },
          { signal },
        )
      ).entries,
    [api, entityRef, action, actor, from, to],
  );
  const page = useLoaded(
    useCallback(
      (signal: AbortSignal) => read({ limit: PAGE_SIZE }, signal),
      [read],
    ),
  );
  useSloScoutSignal(entityRef, page.refresh);

  // What was read stays where the newer first page joins it: the list has no gap.
  const latest = page.value;
  useEffect(() => {
    if (!latest) return;
    const ended = latest.length < PAGE_SIZE;
    setSeen(before =>
      before?.of === question && (ended || meet(before.entries, latest))
        ? {
            of: question,
            entries: bySequence(before.entries, latest),
            ended: before.ended || ended,
          }
        : { of: question, entries: latest, ended },
    );
  }, [latest, question]);

  const known = seen?.of === question ? seen : undefined;
  const next = useAction(
    async (
      shown: Seen,
      limit: number,
      enough: (entries: AuditEntry[]) => boolean,
    ) => {
      let { entries, ended } = shown;
      do {
        const before = entries[entries.length - 1]?.seq;
        const older = await read({ before, limit });
        entries = bySequence(entries, older);
        ended = older.length < limit;
        const found = { entries, ended };
        setSeen(now =>
          now?.of === shown.of && meet(now.entries, found.entries)
            ? {
                ...now,
                entries: bySequence(now.entries, found.entries),
                ended: found.ended,
              }
            : now,
        );
      } while (!ended && !enough(entries));
    },
  );
  return {
    page,
    entries: known?.entries ?? page.value ?? [],
    hasOlder: known !== undefined && !known.ended,
    loadOlder: () => known && next.run(known, PAGE_SIZE, () => true),
    loadOlderUntil: enough => known && next.run(known, SEARCH_SIZE, enough),
    loadingOlder: next.busy,
    olderError: next.error,
  };
}

/** Whether nothing can lie between them. */
function meet(some: AuditEntry[], others: AuditEntry[]): boolean {
  const known = new Set(some.map(({ seq }) => seq));
  return others.some(({ seq }) => known.has(seq));
}

function bySequence(...lists: AuditEntry[][]): AuditEntry[] {
  const unique = new Map(lists.flat().map(entry => [entry.seq, entry]));
  return [...unique.values()].sort((a, b) => b.seq - a.seq);
}

/** Whether nobody has tampered with the log. */
export function useAuditVerification(): Loaded<AuditVerification> {
  const api = useApi(sloScoutApiRef);
  return useLoaded(
    useCallback((signal: AbortSignal) => api.verifyAudit({ signal }), [api]),
  );
}
