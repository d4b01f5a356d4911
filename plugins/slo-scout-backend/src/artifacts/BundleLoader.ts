import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import type {
  ApprovalFacts,
  Artifact,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import type { Bundle } from '../policy/Bundle';
import type { SloStore } from '../slos/SloStore';
import type { ArtifactStore } from './ArtifactStore';
import type { DeployedArtifacts } from './DeployedArtifacts';
import type { GenerationStore } from './GenerationStore';
import { authorsOf } from './authorsOf';

/** Loads artifacts as the bundle that policy judges, and refuses what is no bundle. */
export class BundleLoader {
  readonly #artifacts: ArtifactStore;
  readonly #deployed: DeployedArtifacts;
  readonly #slos: SloStore;
  readonly #entities: EntityDirectory;
  readonly #generations: GenerationStore;

  constructor(options: {
    artifacts: ArtifactStore;
    deployed: DeployedArtifacts;
    generations: GenerationStore;
    slos: SloStore;
    entities: EntityDirectory;
  }) {
    this.#artifacts = options.artifacts;
    this.#deployed = options.deployed;
    this.#slos = options.slos;
    this.#entities = options.entities;
    this.#generations = options.generations;
  }

  async load(
    ids: string[],
    credentials: BackstageCredentials,
  ): Promise<Bundle> {
    const artifacts = await this.#artifacts.getMany([...new Set(ids)]);
    const [{ entity_ref, environment, target }] = artifacts;
    for (const artifact of artifacts) {
      if (
        artifact.entity_ref !== entity_ref ||
        artifact.environment !== environment ||
        artifact.target !== target
      ) {
        throw new InputError(
          'The artifacts belong to several entities, environments or targets; take one at a time',
        );
      }
    }
    refuseTwoAtOnePath(artifacts);
    return this.describe(
      artifacts,
      await this.#entities.get(entity_ref, credentials),
    );
  }

  /** The bundle with what policy wants to know beside its files. */
  async describe(artifacts: Artifact[], entity: Entity): Promise<Bundle> {
    const [{ entity_ref, environment, target }] = artifacts;
    const [generators, slos] = await Promise.all([
      this.#generations.authors(artifacts.map(a => a.generation_id)),
      this.#slos.revisions(artifacts.flatMap(a => a.slo_refs)),
    ]);
    return {
      artifacts,
      environment,
      target,
      entity,
      slos,
      authors: authorsOf(artifacts, generators, slos),
      deployed: await this.#deployed.at({ entity_ref, environment, target }),
    };
  }

  /** Whether this one file still says what is in force. */
  async isInForce(artifact: Artifact): Promise<boolean> {
    try {
      await this.requireRevisionsInForce([artifact]);
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  /**
   * The bundle with the files that go when it comes: they are judged with it.
   *
   * @param paths - what goes; otherwise what nobody needs any more
   */
  async withRemoved(bundle: Bundle, paths?: string[]): Promise<Bundle> {
    const gone = paths ?? (await this.#staleBeside(bundle));
    if (gone.length === 0) return bundle;
    const known = new Map(
      [
        ...(await this.#deployed.takenAway(scopeOf(bundle))),
        ...bundle.deployed,
      ].map(file => [file.path, file]),
    );
    const removed = [...gone].sort().map(path => {
      const file = known.get(path);
      if (file) return file;
      throw new ConflictError(
        `${path} would be taken away, but nothing of this service stands there. Look again.`,
      );
    });
    return { ...bundle, removed };
  }

  /**
   * Deployed files that the bundle's newest generation no longer makes: of retired
   * SLOs, or of alerts that an SLO no longer has.
   */
  async #staleBeside(bundle: Bundle): Promise<string[]> {
    const newest = await this.#generations.newestOf(
      bundle.artifacts.map(artifact => artifact.generation_id),
    );
    const made = await this.#artifacts.list({ generation_id: newest.id });
    const kept = new Set(
      [...made, ...bundle.artifacts].map(artifact => artifact.path),
    );
    return bundle.deployed
      .filter(
        ({ type, path }) =>
          newest.artifact_types.includes(type) && !kept.has(path),
      )
      .map(({ path }) => path);
  }

  /** Refuses files that no longer say what is in force, or would take away what is. */
  async requireCurrent(bundle: Bundle): Promise<void> {
    await this.requireRevisionsInForce(bundle.artifacts);
    await this.#requireNothingLost(bundle);
  }

  /**
   * The same inside the transaction of a decision, with everything locked that the
   * decision rests on: measuring took time, and others may have decided meanwhile.
   */
  async hold(
    tx: Knex.Transaction,
    bundle: Bundle,
    /** What is brought back may be of revisions that are no longer in force. */
    options: { formerRevisions?: boolean } = {},
  ): Promise<void> {
    await this.#slos.lock(
      tx,
      bundle.artifacts.flatMap(artifact => artifact.slo_ids),
    );
    await this.#artifacts.requireUnchanged(tx, [
      ...bundle.artifacts,
      ...(bundle.removed ?? []),
    ]);
    if (!options.formerRevisions) {
      await this.requireRevisionsInForce(bundle.artifacts, tx);
      await this.#requireNothingLost(bundle, tx);
    }
    const other = await this.#deployed.otherOwner(
      scopeOf(bundle),
      bundle.artifacts.map(artifact => artifact.path),
      tx,
    );
    if (other) {
      throw new ConflictError(
        `${other.path} belongs to ${other.entity_ref}; this entity's files would overwrite it.`,
      );
    }
  }

  /** Each file names the revision it was generated from; that must be the one in force. */
  async requireRevisionsInForce(
    artifacts: Artifact[],
    db?: Knex,
  ): Promise<void> {
    const references = artifacts.flatMap(a => a.slo_refs);
    const ids = [...new Set(references.map(ref => ref.slo_id))];
    const slos = await this.#slos.getMany(ids, db);
    const inForce = new Map(slos.map(slo => [slo.id, slo]));
    for (const { slo_id: id, name, revision } of references) {
      const slo = inForce.get(id);
      if (slo?.status !== 'approved' || slo.revision !== revision) {
        throw new ConflictError(
          `SLO ${name} has moved on since revision ${revision} was generated. Generate again.`,
        );
      }
    }
  }

  /** Only retiring an SLO removes its rules; an older file must not. */
  async #requireNothingLost(bundle: Bundle, db?: Knex): Promise<void> {
    const deployed = await this.#deployed.at(scopeOf(bundle), db);
    for (const artifact of bundle.artifacts) {
      const former = deployed.find(({ path }) => path === artifact.path);
      const lost = (former?.slo_ids ?? []).filter(
        id => !artifact.slo_ids.includes(id),
      );
      const standing = (await this.#slos.getMany(lost, db)).find(
        slo => slo.status === 'approved',
      );
      if (standing) {
        throw new ConflictError(
          `${artifact.path} would take ${standing.name} away, which was deployed after this file was generated. Generate again.`,
        );
      }
    }
  }
}

export function scopeOf(bundle: Bundle) {
  return {
    entity_ref: stringifyEntityRef(bundle.entity),
    environment: bundle.environment,
    target: bundle.target,
  };
}

/** Who approved the files, each once. */
export function approversOf(artifacts: Artifact[]): string[] {
  const refs = artifacts.map(artifact => artifact.approved_by);
  return [...new Set(refs)].filter(ref => ref !== null);
}

/** What stands behind the files: no files, no approval. */
export function approvalOf(artifacts: Artifact[]): ApprovalFacts {
  const by = approversOf(artifacts);
  return {
    given:
      artifacts.length > 0 &&
      artifacts.every(a => a.approval_status === 'approved'),
    by,
    source: `approved by ${by.join(', ')}`,
    reason: 'Not every artifact of the bundle is approved.',
  };
}

/** Only what a person approved is deployed. */
export function requireApproved(artifacts: Artifact[]) {
  const missing = artifacts.find(a => a.approval_status !== 'approved');
  if (missing) {
    throw new ConflictError(
      `${missing.path} is not approved. Only approved artifacts are deployed.`,
    );
  }
}

function refuseTwoAtOnePath(artifacts: Artifact[]) {
  const paths = new Set<string>();
  for (const { path } of artifacts) {
    if (paths.has(path)) {
      throw new InputError(
        `Two of the artifacts are versions of ${path}; choose one`,
      );
    }
    paths.add(path);
  }
}

/** Alerts read recorded series: their recording rules must be in the bundle or deployed. */
export function requireRecordings(bundle: Bundle, alsoApproved: Artifact[]) {
  const recorded = new Set(
    [...bundle.artifacts, ...bundle.deployed, ...alsoApproved]
      .filter(artifact => artifact.type === 'recording_rule')
      .flatMap(artifact => artifact.slo_refs.map(reference)),
  );
  for (const artifact of bundle.artifacts) {
    if (artifact.type !== 'alert_rule') continue;
    const missing = artifact.slo_refs.find(
      ref => !recorded.has(reference(ref)),
    );
    if (missing) {
      throw new ConflictError(
        `${artifact.path} alerts on ${missing.name}, whose recording rules are neither deployed nor in the bundle. Approve them together.`,
      );
    }
  }
}

function reference(ref: Artifact['slo_refs'][number]): string {
  return `${ref.slo_id}@${ref.revision}`;
}

/**
 * Validators that ask Prometheus. It may be away, or know nothing of a new service
 * yet; whether such files may go on is the guard's question (`dry_run_conclusive`).
 */
export const JUDGED_BY_GUARD = ['dry_run', 'verify'];

/** Everything must have passed but what is the guard's to judge. */
export function requireProven(artifacts: Artifact[]) {
  for (const artifact of artifacts) {
    const undecided = artifact.validation_errors.filter(
      error => !JUDGED_BY_GUARD.includes(error.validator),
    );
    if (
      artifact.validation_status === 'failed' ||
      (artifact.validation_status === 'inconclusive' && undecided.length > 0)
    ) {
      throw new ConflictError(
        `${artifact.path}: validation ${artifact.validation_status}. ${
          undecided[0]?.message ?? artifact.validation_errors[0]?.message ?? ''
        }`.trim(),
      );
    }
  }
}
