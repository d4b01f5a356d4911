import type {
  Slo,
  SloRevision,
  SloSource,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type StoredTime, toIso } from '../database/values';

export interface SloRow {
  id: string;
  entity_ref: string;
  name: string;
}

export interface RevisionRow {
  slo_id: string;
  revision: number;
  status: 'draft' | 'approved' | 'superseded' | 'retired';
  spec: string;
  content_hash: string;
  document: string;
  source_kind: SloSource['kind'];
  source_location: string | null;
  created_at: StoredTime;
  created_by: string;
  decided_at: StoredTime | null;
  decided_by: string | null;
}

export function toSlo(row: SloRow, revisions: RevisionRow[]): Slo {
  const draft = revisions.find(r => r.status === 'draft');
  const approved = revisions.find(r => r.status === 'approved');
  const retired = revisions.find(r => r.status === 'retired');
  const top = approved ?? draft ?? retired;
  if (!top) throw new Error(`SLO ${row.id} has no revision`);
  return {
    ...toRevision(top),
    id: row.id,
    entity_ref: row.entity_ref,
    ...(approved && draft ? { draft: toRevision(draft) } : {}),
  };
}

export function toRevision(row: RevisionRow): SloRevision {
  return {
    ...(JSON.parse(row.spec) as SloSpec),
    revision: row.revision,
    status: row.status === 'superseded' ? 'retired' : row.status,
    content_hash: row.content_hash,
    document: row.document,
    source: {
      kind: row.source_kind,
      ...(row.source_location ? { location: row.source_location } : {}),
    },
    created_at: toIso(row.created_at),
    created_by: row.created_by,
    ...(row.decided_at
      ? {
          decided_at: toIso(row.decided_at),
          decided_by: row.decided_by ?? undefined,
        }
      : {}),
  };
}

/** Newest first. */
export async function revisionsOf(
  db: Knex,
  ids: string[],
): Promise<RevisionRow[]> {
  return db<RevisionRow>('slo_revisions')
    .whereIn('slo_id', ids)
    .orderBy('revision', 'desc');
}
