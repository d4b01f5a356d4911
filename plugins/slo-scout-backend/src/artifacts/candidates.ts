import type {
  Artifact,
  Generation,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratedFile } from '../generators/types';
import { sha256 } from '../hash';
import type { FileVerdict } from '../validators/types';
import type { JudgedFile } from './ArtifactStore';

/** Joins each file with its verdict; a file nobody judged is inconclusive. */
export function candidatesOf(
  files: GeneratedFile[],
  verdicts: Map<string, FileVerdict>,
  slos: Slo[],
): JudgedFile[] {
  const byId = new Map(slos.map(slo => [slo.id, slo]));
  return files.map(file => ({
    type: file.type,
    path: file.path,
    content: file.content,
    slo_refs: file.slo_ids.flatMap(id => {
      const slo = byId.get(id);
      return slo
        ? [{ slo_id: id, name: slo.name, revision: slo.revision }]
        : [];
    }),
    verdict: verdicts.get(file.path) ?? {
      status: 'inconclusive',
      errors: [{ validator: 'none', message: 'No validator judged this file' }],
    },
  }));
}

/** The answer of a validation-only run: as artifacts, though nothing was stored. */
export function toUnstoredArtifacts(
  generation: Generation,
  files: JudgedFile[],
): Artifact[] {
  return files.map(file => ({
    id: `${generation.id}:${file.path}`,
    type: file.type,
    entity_ref: generation.entity_ref,
    environment: generation.environment,
    target: generation.target,
    path: file.path,
    content: file.content,
    content_hash: sha256(file.content),
    slo_ids: file.slo_refs.map(ref => ref.slo_id),
    slo_refs: file.slo_refs,
    generation_id: generation.id,
    validation_status: file.verdict.status,
    validation_errors: file.verdict.errors,
    dry_run_result: file.verdict.dry_run ?? null,
    approval_status: 'pending',
    approved_by: null,
    approved_at: null,
    rejected_reason: null,
    deployment_status: 'not_deployed',
    deployment_id: null,
    pr_url: null,
    commit_sha: null,
    deployed_at: null,
    created_at: generation.created_at,
    created_by: generation.created_by,
  }));
}
