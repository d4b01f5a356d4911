import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { blobSha } from '../ourCommit';
import type { BranchContent } from './checkRepository';

type File = Pick<Artifact, 'id' | 'path' | 'content'>;

/**
 * Whether a merged deployment was taken back on the branch: every file that it
 * changed stands there as it stood before, and those that were not there before
 * are gone. What is half taken back, or changed to something new, has drifted.
 */
export function isReverted(
  bundle: File[],
  branch: BranchContent,
  before: {
    /** By path, what was deployed there before; nothing where there was nothing. */
    former: ReadonlyMap<string, Pick<Artifact, 'content'>>;
    /** Ids of the files that an earlier deployment had brought already. */
    earlier: ReadonlySet<string>;
  },
): boolean {
  const changed = bundle.filter(({ id }) => !before.earlier.has(id));
  return (
    changed.length > 0 &&
    bundle.every(({ id, path, content }) => {
      const there = branch.get(path);
      if (before.earlier.has(id)) return there === blobSha(content);
      const former = before.former.get(path);
      return there === (former && blobSha(former.content));
    })
  );
}
