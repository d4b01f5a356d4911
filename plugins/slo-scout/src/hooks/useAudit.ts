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

export interface AuditPages {
  page: Loaded<AuditEntry[]>;
  /** The page and whatever older was asked for, newest first. */
  entries: AuditEntry[];
  hasOlder: boolean;
  loadOlder: () => void;
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
    async (before?: number, signal?: AbortSignal) =>
      (
        await api.listAudit(
          {
            entity_ref: entityRef,
            action,
            actor,
            from,
            to,
            before,
            limit: PAGE_SIZE,
          },
          { signal },
        )
      ).entries,
    [api, entityRef, action, actor, from, to],
  );
  const page = useLoaded(
    useCallback((signal: AbortSignal) => read(undefined, signal), [read]),
  );
  useSloScoutSignal(entityRef, page.refresh);

  // What was read stays: a newer first page must not tear a gap into the list.
  const latest = page.value;
  useEffect(() => {
    if (!latest) return;
    setSeen(before =>
      before?.of === question
        ? { ...before, entries: bySequence(before.entries, latest) }
        : { of: question, entries: latest, ended: latest.length < PAGE_SIZE },
    );
  }, [latest, question]);

  const known = seen?.of === question ? seen : undefined;
  const next = useAction(async (shown: Seen) => {
    const older = await read(shown.entries[shown.entries.length - 1]?.seq);
    setSeen(now =>
      now?.of === shown.of
        ? {
            ...now,
            entries: bySequence(now.entries, older),
            ended: older.length < PAGE_SIZE,
          }
        : now,
    );
  });
  return {
    page,
    entries: known?.entries ?? page.value ?? [],
    hasOlder: known !== undefined && !known.ended,
    loadOlder: () => known && next.run(known),
    loadingOlder: next.busy,
    olderError: next.error,
  };
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
