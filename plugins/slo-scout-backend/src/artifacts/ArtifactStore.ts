import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type {
  Artifact,
  ListArtifactsRequest,
  SloReference,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import { sha256 } from '../hash';
import { keepDryRun } from '../measurements/keepDryRun';
import type { FileVerdict } from '../validators/types';
import {
  type ArtifactRow,
  type ArtifactScope,
  type VerdictRow,
  joined,
  loadArtifacts,
  lockArtifacts,
  scoped,
  toArtifact,
} from './artifactRows';

/** A generated and judged file, ready to be kept. */
export interface JudgedFile {
  type: Artifact['type'];
  path: string;
  content: string;
  slo_refs: SloReference[];
  verdict: FileVerdict;
}

const LIST_LIMIT = 500;

/**
 * Artifacts as they are generated and decided on, each with its newest verdict.
 * Writes take the caller's transaction.
 */
export class ArtifactStore {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now?: () => Date }) {
    this.#db = options.db;
    this.#now = options.now ?? (() => new Date());
  }

  /** Newest generation first. */
  async list(
    request: ListArtifactsRequest,
    permitted?: RecordFilter,
  ): Promise<Artifact[]> {
    const query = joined(this.#db, request.generation_id)
      .orderBy('generations.created_at', 'desc')
      .orderBy('artifacts.path');
    // One generation or deployment is whole, or what is made of it would be wrong.
    if (!request.generation_id && !request.deployment_id) {
      query.limit(LIST_LIMIT);
    }
    if (request.entity_ref) {
      query.where('artifacts.entity_ref', request.entity_ref);
    }
    if (request.environment) {
      query.where('artifacts.environment', request.environment);
    }
    if (request.deployment_id) {
      query.whereIn(
        'artifacts.id',
        this.#db('deployment_artifacts')
          .where({ deployment_id: request.deployment_id })
          .select('artifact_id'),
      );
    }
    permitted?.(query, 'artifacts.entity_ref');
    return (await query).map(toArtifact);
  }

  /** The artifacts with these ids, in their order; a missing one is a `NotFoundError`. */
  async getMany(ids: string[], db: Knex = this.#db): Promise<Artifact[]> {
    return loadArtifacts(db, ids);
  }

  /** The file that was generated with this content, whatever became of it. */
  async byContent(
    scope: ArtifactScope,
    path: string,
    contentHash: string,
  ): Promise<Artifact | undefined> {
    const row = await joined(this.#db)
      .where(scoped(scope))
      .where('artifacts.path', path)
      .where('artifacts.content_hash', contentHash)
      .first();
    return row && toArtifact(row);
  }

  /** Approved artifacts that wait for their deployment. */
  async approvedWaiting(scope: ArtifactScope): Promise<Artifact[]> {
    const rows = await joined(this.#db)
      .where(scoped(scope))
      .where('artifacts.approval_status', 'approved')
      .whereIn('artifacts.deployment_status', ['not_deployed', 'closed']);
    return rows.map(toArtifact);
  }

  /**
   * Finds or adds the artifact of each file and stores a fresh verdict for it.
   * Equal content is the same artifact, with its approval; one that was rejected
   * is taken up again.
   */
  async keep(
    tx: Knex.Transaction,
    request: {
      generationId: string;
      scope: ArtifactScope;
      files: JudgedFile[];
      actor: string;
    },
  ): Promise<Artifact[]> {
    const { generationId, scope, files, actor } = request;
    const ids = new Map<JudgedFile, string>();
    // By path, as everywhere where artifacts are locked.
    for (const file of [...files].sort((x, y) => (x.path < y.path ? -1 : 1))) {
      const id = await this.#keepFile(tx, scope, file, actor);
      await insertVerdict(tx, generationId, id, file.verdict);
      const dryRun = file.verdict.dry_run;
      if (dryRun) await keepDryRun(tx, id, dryRun, this.#now());
      ids.set(file, id);
    }
    return this.getMany(
      files.map(file => ids.get(file)!),
      tx,
    );
  }

  async #keepFile(
    tx: Knex.Transaction,
    scope: ArtifactScope,
    file: JudgedFile,
    actor: string,
  ): Promise<string> {
    const identity = {
      ...scope,
      path: file.path,
      content_hash: sha256(file.content),
    };
    const sloRefs = JSON.stringify(file.slo_refs);
    await tx<ArtifactRow>('artifacts')
      .insert({
        ...identity,
        id: randomUUID(),
        type: file.type,
        content: file.content,
        slo_refs: sloRefs,
        approval_status: 'pending',
        deployment_status: 'not_deployed',
        created_at: this.#now(),
        created_by: actor,
      })
      .onConflict([
        'entity_ref',
        'environment',
        'target',
        'path',
        'content_hash',
      ])
      .ignore();
    const row = await tx<ArtifactRow>('artifacts')
      .where(identity)
      .forUpdate()
      .first();
    if (!row) throw new Error(`Artifact ${file.path} was not stored`);
    if (row.approval_status === 'rejected') {
      await tx<ArtifactRow>('artifacts')
        .where({ id: row.id })
        .update({ approval_status: 'pending', rejected_reason: null });
    }
    return row.id;
  }

  /** Approves those still pending; the number tells whether all of them were. */
  async approve(
    tx: Knex.Transaction,
    artifacts: Artifact[],
    actor: string,
  ): Promise<number> {
    let changed = 0;
    for (const { id } of artifacts) {
      const verdict = await newestVerdict(tx, id);
      changed += await tx<ArtifactRow>('artifacts')
        .where({ id, approval_status: 'pending' })
        .update({
          approval_status: 'approved',
          approved_by: actor,
          approved_at: this.#now(),
          approved_verdict_id: verdict?.id ?? null,
        });
    }
    return changed;
  }

  async reject(
    tx: Knex.Transaction,
    id: string,
    reason: string,
  ): Promise<number> {
    return tx<ArtifactRow>('artifacts')
      .where({ id })
      .whereIn('approval_status', ['pending', 'approved'])
      .whereIn('deployment_status', ['not_deployed', 'closed'])
      .update({
        approval_status: 'rejected',
        rejected_reason: reason,
        approved_by: null,
        approved_at: null,
        approved_verdict_id: null,
      });
  }

  /**
   * Locks the artifacts until `tx` ends, and refuses where a decision, or a fresh
   * verdict, came between since they were loaded.
   */
  async requireUnchanged(
    tx: Knex.Transaction,
    loaded: Artifact[],
  ): Promise<void> {
    const ids = loaded.map(artifact => artifact.id);
    await lockArtifacts(tx, ids);
    const now = await this.getMany(ids, tx);
    now.forEach((artifact, i) => {
      if (
        artifact.approval_status !== loaded[i].approval_status ||
        artifact.generation_id !== loaded[i].generation_id ||
        artifact.validation_status !== loaded[i].validation_status
      ) {
        throw new ConflictError(
          `${artifact.path} was decided on or generated again just now. Look again.`,
        );
      }
    });
  }
}

async function newestVerdict(db: Knex, artifactId: string) {
  return db<VerdictRow>('verdicts')
    .where({ artifact_id: artifactId })
    .orderBy('position', 'desc')
    .first();
}

async function insertVerdict(
  tx: Knex.Transaction,
  generationId: string,
  artifactId: string,
  verdict: FileVerdict,
) {
  const newest = await newestVerdict(tx, artifactId);
  await tx<VerdictRow>('verdicts').insert({
    id: randomUUID(),
    generation_id: generationId,
    artifact_id: artifactId,
    status: verdict.status,
    errors: JSON.stringify(verdict.errors),
    dry_run: verdict.dry_run ? JSON.stringify(verdict.dry_run) : null,
    position: Number(newest?.position ?? 0) + 1,
  });
}
