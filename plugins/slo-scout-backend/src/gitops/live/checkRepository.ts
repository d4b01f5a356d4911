import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { blobSha } from '../ourCommit';

/** Git's names of the contents at a branch's tip, by path; a path that is not there is missing. */
export type BranchContent = ReadonlyMap<string, string>;

/** Looks for files that were taken away. */
export function checkGone(
  removed: Array<Pick<Artifact, 'path' | 'content'>>,
  branch: BranchContent,
): StandingCheck {
  const back = removed.filter(({ path }) => branch.has(path));
  if (back.length === 0) return { state: 'as_approved', details: [] };
  const reverted = removed.every(
    ({ path, content }) => branch.get(path) === blobSha(content),
  );
  return {
    state: 'different',
    details: back.map(({ path }) => `${path} is on the branch again`),
    paths: back.map(({ path }) => path),
    ...(reverted ? { reverted } : {}),
  };
}

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
