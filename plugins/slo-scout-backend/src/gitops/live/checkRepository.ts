import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { blobSha } from '../ourCommit';

/** Git's names of the contents at a branch's tip, by path; a path that is not there is missing. */
export type BranchContent = ReadonlyMap<string, string>;

/** Holds the approved files against those on the target's branch. */
export function checkRepository(
  approved: Array<Pick<Artifact, 'path' | 'content'>>,
  branch: BranchContent,
): StandingCheck {
  const differing = approved.filter(
    ({ path, content }) => branch.get(path) !== blobSha(content),
  );
  return differing.length === 0
    ? { state: 'as_approved', details: [] }
    : {
        state: 'different',
        details: differing.map(({ path }) =>
          branch.has(path)
            ? `${path} was changed on the branch`
            : `${path} is gone from the branch`,
        ),
        paths: differing.map(({ path }) => path),
      };
}
