import { NotFoundError } from '@backstage/errors';
import type {
  Artifact,
  SloReference,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type StoredTime, toIso, toIsoOrNull } from '../database/values';
import type { FileVerdict } from '../validators/types';

/** What all artifacts of one generation share. */
export interface ArtifactScope {
  entity_ref: string;
  environment: string;
  target: string;
}

export interface ArtifactRow extends ArtifactScope {
  id: string;
  type: Artifact['type'];
  path: string;
  content: string;
  content_hash: string;
  slo_refs: string;
  approval_status: Artifact['approval_status'];
  approved_by: string | null;
  approved_at: StoredTime | null;
  approved_verdict_id: string | null;
  rejected_reason: string | null;
  deployment_status: Artifact['deployment_status'];
  deployment_id: string | null;
  created_at: StoredTime;
  created_by: string;
}

export interface VerdictRow {
  id: string;
  generation_id: string;
  artifact_id: string;
  status: FileVerdict['status'];
  errors: string;
  dry_run: string | null;
  position: number;
}

export interface JoinedRow extends ArtifactRow {
  verdict_id: string;
  verdict_status: VerdictRow['status'];
  verdict_errors: string;
  verdict_dry_run: string | null;
  verdict_generation_id: string;
  pr_url: string | null;
  merge_commit_sha: string | null;
  deployed_at: StoredTime | null;
  standing: 'live' | 'drifted' | 'reverted' | null;
}

/**
 * Artifacts with their deployment, each with its newest verdict, or with that of
 * one generation.
 */
export function joined(
  db: Knex,
  generationId?: string,
): Knex.QueryBuilder<ArtifactRow, JoinedRow[]> {
  return db('artifacts')
    .join('verdicts', 'verdicts.artifact_id', 'artifacts.id')
    .join('generations', 'generations.id', 'verdicts.generation_id')
    .leftJoin('deployments', 'deployments.id', 'artifacts.deployment_id')
    .where(query =>
      generationId
        ? query.where('verdicts.generation_id', generationId)
        : query.where(
            'verdicts.position',
            db('verdicts as newest')
              .max('newest.position')
              .whereRaw('newest.artifact_id = artifacts.id'),
          ),
    )
    .select(
      'artifacts.*',
      'verdicts.id as verdict_id',
      'verdicts.status as verdict_status',
      'verdicts.errors as verdict_errors',
      'verdicts.dry_run as verdict_dry_run',
      'verdicts.generation_id as verdict_generation_id',
      'deployments.pr_url as pr_url',
      'deployments.merge_commit_sha as merge_commit_sha',
      'deployments.deployed_at as deployed_at',
      'deployments.standing as standing',
    );
}

export function toArtifact(row: JoinedRow): Artifact {
  const sloRefs = JSON.parse(row.slo_refs) as SloReference[];
  return {
    id: row.id,
    type: row.type,
    entity_ref: row.entity_ref,
    environment: row.environment,
    target: row.target,
    path: row.path,
    content: row.content,
    content_hash: row.content_hash,
    slo_ids: sloRefs.map(ref => ref.slo_id),
    slo_refs: sloRefs,
    generation_id: row.verdict_generation_id,
    validation_status: row.verdict_status,
    validation_errors: JSON.parse(row.verdict_errors),
    dry_run_result: row.verdict_dry_run
      ? JSON.parse(row.verdict_dry_run)
      : null,
    approval_status: row.approval_status,
    approved_by: row.approved_by,
    approved_at: toIsoOrNull(row.approved_at),
    rejected_reason: row.rejected_reason,
    deployment_status:
      row.deployment_status === 'deployed'
        ? row.standing ?? 'deployed'
        : row.deployment_status,
    deployment_id: row.deployment_id,
    pr_url: row.pr_url,
    commit_sha: row.merge_commit_sha,
    deployed_at: toIsoOrNull(row.deployed_at),
    created_at: toIso(row.created_at),
    created_by: row.created_by,
  };
}

/** The artifacts with these ids, in their order; a missing one is a `NotFoundError`. */
export async function loadArtifacts(
  db: Knex,
  ids: string[],
): Promise<Artifact[]> {
  const rows: JoinedRow[] = await joined(db).whereIn('artifacts.id', ids);
  const found = new Map(rows.map(row => [row.id, toArtifact(row)]));
  return ids.map(id => {
    const artifact = found.get(id);
    if (!artifact) throw new NotFoundError(`Artifact ${id} does not exist`);
    return artifact;
  });
}

/** In one order, so that two transactions never wait for each other. */
export async function lockArtifacts(
  tx: Knex.Transaction,
  ids: string[],
): Promise<ArtifactRow[]> {
  return tx<ArtifactRow>('artifacts')
    .whereIn('id', ids)
    .orderBy('path')
    .forUpdate();
}

export function scoped(scope: ArtifactScope): Record<string, string> {
  return {
    'artifacts.entity_ref': scope.entity_ref,
    'artifacts.environment': scope.environment,
    'artifacts.target': scope.target,
  };
}
