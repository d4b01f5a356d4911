import { ConflictError } from '@backstage/errors';
import type {
  Artifact,
  SloReference,
} from '@slo-scout/backstage-plugin-slo-scout-common';

type File = Pick<Artifact, 'path' | 'slo_refs'>;

/** A file that differs on the branch. */
export interface FoundFile {
  path: string;
  /** Generated here once with this very content; undefined where not, null where the file is gone. */
  artifact: File | undefined | null;
}

/**
 * The SLO revisions that the files on the branch were generated from, where they
 * differ from the approved ones. Throws `ConflictError` with the reason where what
 * stands there cannot be said by SLOs.
 */
export function revisionsToAdopt(
  approved: File[],
  found: FoundFile[],
): SloReference[] {
  if (found.length === 0) {
    throw new ConflictError(
      'The branch holds the approved files: there is nothing to adopt. What is loaded differs only.',
    );
  }
  const wanted = new Map<string, SloReference>();
  for (const { path, artifact } of found) {
    if (artifact === null) {
      throw new ConflictError(
        `${path} is gone from the branch, which is no change of an SLO. Retire its SLOs, or restore the file.`,
      );
    }
    if (artifact === undefined) {
      throw new ConflictError(
        `${path} was changed by hand: it is no file that was ever generated from SLOs here, so that it cannot be read back into them. Change the SLO to say what is meant, or restore the file.`,
      );
    }
    for (const ref of artifact.slo_refs) {
      const other = wanted.get(ref.slo_id);
      if (other && other.revision !== ref.revision) {
        throw new ConflictError(
          `The files on the branch are of two revisions of ${ref.name}: ${other.revision} and ${ref.revision}. Restore the approved files.`,
        );
      }
      wanted.set(ref.slo_id, ref);
    }
  }
  refuseMissing(approved, found, wanted);
  const now = new Map(
    approved.flatMap(file => file.slo_refs).map(ref => [ref.slo_id, ref]),
  );
  const changed = [...wanted.values()].filter(
    ({ slo_id: id, revision }) => now.get(id)?.revision !== revision,
  );
  if (changed.length === 0) {
    throw new ConflictError(
      'What stands on the branch was generated from the same SLOs by another version or configuration. Generate again, or restore the approved files.',
    );
  }
  return changed;
}

/** An SLO that is in an approved file and not in the one found was added later. */
function refuseMissing(
  approved: File[],
  found: FoundFile[],
  wanted: ReadonlyMap<string, SloReference>,
): void {
  const paths = new Set(found.map(({ path }) => path));
  const missing = approved
    .filter(({ path }) => paths.has(path))
    .flatMap(file => file.slo_refs)
    .find(({ slo_id: id }) => !wanted.has(id));
  if (missing) {
    throw new ConflictError(
      `What stands on the branch does not have ${missing.name}. Retire it first, or restore the approved files.`,
    );
  }
}
