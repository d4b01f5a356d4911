import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sentence } from '../../sentences';
import { blobSha } from '../ourCommit';
import { detailsOf, findingsOf } from './Finding';

/** Git's names of the contents at a branch's tip, by path; a path that is not there is missing. */
export type BranchContent = ReadonlyMap<string, string>;

/** Two looks at one place: what differs in either differs. */
export function both(
  one: StandingCheck | null,
  other: StandingCheck | null,
): StandingCheck | null {
  if (!one || !other) return one ?? other;
  const worst = [one, other].sort((a, b) => rank(a) - rank(b))[0];
  if (worst.state === 'as_approved') return worst;
  const same = [one, other].filter(({ state }) => state === worst.state);
  const paths = same.flatMap(check => check.paths ?? []);
  return {
    state: worst.state,
    ...detailsOf(findingsOf(same)),
    ...(paths.length > 0 ? { paths } : {}),
  };
}

const RANKS: Array<StandingCheck['state']> = [
  'different',
  'unknown',
  'waiting',
  'as_approved',
];

function rank({ state }: StandingCheck): number {
  return RANKS.indexOf(state);
}

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
    ...detailsOf(
      back.map(({ path }) =>
        sentence('standing.back', { path }, `${path} is on the branch again`),
      ),
    ),
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
        ...detailsOf(
          differing.map(({ path }) =>
            branch.has(path)
              ? sentence(
                  'standing.changed',
                  { path },
                  `${path} was changed on the branch`,
                )
              : sentence(
                  'standing.gone',
                  { path },
                  `${path} is gone from the branch`,
                ),
          ),
        ),
        paths: differing.map(({ path }) => path),
      };
}
