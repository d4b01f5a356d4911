import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import type { Bundle } from '../policy/PolicyGuard';
import type { SloStore } from '../slos/SloStore';
import type { ArtifactStore } from './ArtifactStore';

/** Loads artifacts as the bundle that policy judges, and refuses what is no bundle. */
export class BundleLoader {
  readonly #artifacts: ArtifactStore;
  readonly #slos: SloStore;
  readonly #entities: EntityDirectory;

  constructor(options: {
    artifacts: ArtifactStore;
    slos: SloStore;
    entities: EntityDirectory;
  }) {
    this.#artifacts = options.artifacts;
    this.#slos = options.slos;
    this.#entities = options.entities;
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
    return {
      artifacts,
      environment,
      target,
      entity: await this.#entities.get(entity_ref, credentials),
      deployed: await this.#artifacts.deployed({
        entity_ref,
        environment,
        target,
      }),
    };
  }

  /** The files must still say what is in force: no revision may have moved on since. */
  async requireRevisionsInForce(artifacts: Artifact[]): Promise<void> {
    const references = artifacts.flatMap(a => a.slo_refs);
    const slos = await this.#slos.getMany([
      ...new Set(references.map(ref => ref.slo_id)),
    ]);
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

/** Everything but an inconclusive dry run must have passed; that one is the guard's. */
export function requireProven(artifacts: Artifact[]) {
  for (const artifact of artifacts) {
    const undecided = artifact.validation_errors.filter(
      error => error.validator !== 'dry_run',
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
