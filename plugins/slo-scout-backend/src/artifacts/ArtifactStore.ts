import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
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
  type JoinedRow,
  type VerdictRow,
  joined,
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

/** Artifacts, each with its newest verdict. Writes take the caller's transaction. */
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
    const rows: JoinedRow[] = await joined(db).whereIn('artifacts.id', ids);
    const found = new Map(rows.map(row => [row.id, toArtifact(row)]));
    return ids.map(id => {
      const artifact = found.get(id);
      if (!artifact) throw new NotFoundError(`Artifact ${id} does not exist`);
      return artifact;
    });
  }

  /** What stands in the target now. */
  async deployed(
    scope: ArtifactScope,
    db: Knex = this.#db,
  ): Promise<Artifact[]> {
    const rows = await joined(db)
      .where(scoped(scope))
      .where('artifacts.deployment_status', 'deployed');
    return rows.map(toArtifact);
  }

  /** What stands of an entity in all its targets. */
  async deployedOf(entityRef: string): Promise<Artifact[]> {
    const rows = await joined(this.#db)
      .where('artifacts.entity_ref', entityRef)
      .where('artifacts.deployment_status', 'deployed')
      .orderBy('artifacts.path');
    return rows.map(toArtifact);
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

  /** Another entity whose approved or deployed files stand at one of the paths. */
  async otherOwner(
    scope: ArtifactScope,
    paths: string[],
    db: Knex = this.#db,
  ): Promise<{ entity_ref: string; path: string } | undefined> {
    return db<ArtifactRow>('artifacts')
      .where({ environment: scope.environment, target: scope.target })
      .whereNot({ entity_ref: scope.entity_ref })
      .whereIn('path', paths)
      .where({ approval_status: 'approved' })
      .whereNot({ deployment_status: 'superseded' })
      .first('entity_ref', 'path');
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

  /**
   * Puts the artifacts into a deployment that begins. What is live stays so: a
   * pull request that is closed later must not take it for gone.
   */
  async claim(
    tx: Knex.Transaction,
    ids: string[],
    deploymentId: string,
    /** Deployment that this one goes on with: what it holds may be taken over. */
    formerId?: string,
  ): Promise<void> {
    const rows = await lockArtifacts(tx, ids);
    const busy = rows.find(
      row =>
        ['opening', 'pending_pr', 'conflict'].includes(row.deployment_status) &&
        row.deployment_id !== formerId,
    );
    if (busy) {
      throw new ConflictError(
        `${busy.path} is in another pull request that is still open. Merge or close that one first.`,
      );
    }
    await tx<ArtifactRow>('artifacts')
      .whereIn('id', ids)
      .whereNot({ deployment_status: 'deployed' })
      .update({ deployment_id: deploymentId, deployment_status: 'opening' });
  }

  /** Follows a deployment: only what it claimed moves, but a merge makes all of it live. */
  async setDeployment(
    tx: Knex.Transaction,
    ids: string[],
    change: {
      deployment_id: string;
      deployment_status: Artifact['deployment_status'];
    },
  ): Promise<void> {
    const query = tx<ArtifactRow>('artifacts').whereIn('id', ids);
    if (change.deployment_status !== 'deployed') {
      query
        .where({ deployment_id: change.deployment_id })
        .whereNot({ deployment_status: 'deployed' });
    }
    await query.update(change);
  }

  /** What a replaced deployment held alone waits for a deployment again. */
  async release(tx: Knex.Transaction, deploymentId: string): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where({ deployment_id: deploymentId })
      .whereNotIn('deployment_status', ['deployed', 'superseded'])
      .update({ deployment_id: null, deployment_status: 'not_deployed' });
  }

  /** An attempt to go on with a pull request failed: that one has its files again. */
  async handBack(
    tx: Knex.Transaction,
    from: string,
    to: { deployment_id: string; status: Artifact['deployment_status'] },
  ): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where({ deployment_id: from })
      .whereNotIn('deployment_status', ['deployed', 'superseded'])
      .whereIn(
        'id',
        tx('deployment_artifacts')
          .where({ deployment_id: to.deployment_id })
          .select('artifact_id'),
      )
      .update({
        deployment_id: to.deployment_id,
        deployment_status: to.status,
      });
  }

  /** Of each path what stood there before: the approved file that was deployed last. */
  async formerAt(
    scope: ArtifactScope,
    paths: string[],
  ): Promise<Map<string, Artifact>> {
    const rows: JoinedRow[] = await joined(this.#db)
      .where(scoped(scope))
      .where('artifacts.deployment_status', 'superseded')
      .where('artifacts.approval_status', 'approved')
      .whereIn('artifacts.path', paths)
      .orderBy('deployments.deployed_at', 'asc');
    return new Map(rows.map(row => [row.path, toArtifact(row)]));
  }

  /** Of each path where nothing of ours stands any more, the file that stood there last. */
  async takenAway(scope: ArtifactScope): Promise<Artifact[]> {
    const rows: Array<{ id: string; path: string }> = await this.#db(
      'artifacts',
    )
      .leftJoin('deployments', 'deployments.id', 'artifacts.deployment_id')
      .where(scoped(scope))
      .where('artifacts.deployment_status', 'superseded')
      .whereNotIn(
        'artifacts.path',
        this.#db('artifacts')
          .where({
            environment: scope.environment,
            target: scope.target,
            deployment_status: 'deployed',
          })
          .select('path'),
      )
      .orderBy('deployments.deployed_at', 'asc')
      .select('artifacts.id as id', 'artifacts.path as path');
    const last = new Map(rows.map(({ id, path }) => [path, id]));
    return this.getMany([...last.values()]);
  }

  /** Files that a merge took away. */
  async supersedeRemoved(
    tx: Knex.Transaction,
    scope: ArtifactScope,
    paths: string[],
  ): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where(scoped(scope))
      .where({ deployment_status: 'deployed' })
      .whereIn('path', paths)
      .update({ deployment_status: 'superseded' });
  }

  /** Older artifacts at the paths that were deployed just now. */
  async supersede(
    tx: Knex.Transaction,
    scope: ArtifactScope,
    deployed: Artifact[],
  ): Promise<void> {
    await tx<ArtifactRow>('artifacts')
      .where(scoped(scope))
      .where({ deployment_status: 'deployed' })
      .whereIn(
        'path',
        deployed.map(a => a.path),
      )
      .whereNotIn(
        'id',
        deployed.map(a => a.id),
      )
      .update({ deployment_status: 'superseded' });
  }
}

function scoped(scope: ArtifactScope): Record<string, string> {
  return {
    'artifacts.entity_ref': scope.entity_ref,
    'artifacts.environment': scope.environment,
    'artifacts.target': scope.target,
  };
}

/** In one order, so that two transactions never wait for each other. */
async function lockArtifacts(
  tx: Knex.Transaction,
  ids: string[],
): Promise<ArtifactRow[]> {
  return tx<ArtifactRow>('artifacts')
    .whereIn('id', ids)
    .orderBy('path')
    .forUpdate();
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
