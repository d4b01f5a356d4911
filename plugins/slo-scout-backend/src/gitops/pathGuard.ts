import { ConflictError, InputError } from '@backstage/errors';
import type { GitTreeEntry } from '@slo-scout/backstage-plugin-slo-scout-node';
import { pathPattern } from '../generators/layout';
import type { CommitFile, GitOpsTarget } from './types';

/** As much of a target as says where its files may stand. */
export type WritablePlaces = Pick<GitOpsTarget, 'directory' | 'layout' | 'ci'>;

/**
 * CI reads its files from the top of a repository, wherever the target's
 * directory is; by their name they are ours.
 */
const CI_FILE = {
  github: /^\.github\/workflows\/slo-scout-[A-Za-z0-9_-]+\.ya?ml$/,
  gitlab: /^\.gitlab\/ci\/slo-scout-[A-Za-z0-9_-]+\.ya?ml$/,
};

const MAX_LENGTH = 255;

// Letters first: no hidden files, no options of a command line.
export const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** Refuses every path that the target's layout, or its CI, has no file at. */
export function assertPathsAllowed(
  files: CommitFile[],
  places: WritablePlaces,
): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const problem = problemOf(path, places);
    if (problem) {
      throw new InputError(`Refused path ${JSON.stringify(path)}: ${problem}.`);
    }
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined) {
      throw new InputError(
        `Refused path ${JSON.stringify(
          path,
        )}: ${twin} is in the bundle as well.`,
      );
    }
    seen.set(path.toLowerCase(), path);
  }
}

function problemOf(path: string, places: WritablePlaces): string | undefined {
  const { directory, layout, ci } = places;
  if (path.length > MAX_LENGTH) {
    return `it is longer than ${MAX_LENGTH} characters`;
  }
  if (ci && CI_FILE[ci].test(path)) return undefined;
  const prefix = directory ? `${directory}/` : '';
  if (!path.startsWith(prefix)) {
    return `it is not below the target's directory ${directory}`;
  }
  const below = path.slice(prefix.length);
  if (!below.split('/').every(segment => SEGMENT.test(segment))) {
    return 'it may only have letters, digits, "_", "-" and "." in parts that do not begin with "." or "-"';
  }
  const templates: string[] = Object.values(layout);
  if (!templates.some(template => pathPattern(template).test(below))) {
    return `the target's layout has no such file (${templates.join(', ')})`;
  }
  return undefined;
}

/**
 * A target's directory without slashes around it; refuses what leads out of
 * the repository.
 */
export function cleanDirectory(directory: string): string {
  const clean = directory.replace(/^\.?\/+|\/+$/g, '');
  if (clean === '' || clean === '.') return '';
  const segments = clean.split('/');
  const bad = segments.some(
    segment =>
      /^(\.{0,2}|\.git)$/i.test(segment) || /[\\\p{Cc}]/u.test(segment),
  );
  if (bad || clean.length > 100) {
    throw new InputError(
      `${JSON.stringify(directory)} is not a directory inside a repository`,
    );
  }
  return clean;
}

/**
 * Refuses where the repository itself would lead us astray: a symbolic link, a
 * submodule or a file on the way, or the same name in other letter case.
 */
export function assertNoDetour(
  files: CommitFile[],
  entries: Iterable<GitTreeEntry>,
): void {
  const byLowerCase = new Map<string, GitTreeEntry>();
  for (const entry of entries) {
    const key = entry.path.toLowerCase();
    // Where the repository has both spellings, the exact one is ours.
    const ours = byLowerCase.get(key);
    if (!ours || files.some(({ path }) => isOnTheWay(entry.path, path))) {
      byLowerCase.set(key, entry);
    }
  }
  for (const { path } of files) {
    const segments = path.split('/');
    for (let n = 1; n <= segments.length; n += 1) {
      const here = segments.slice(0, n).join('/');
      const entry = byLowerCase.get(here.toLowerCase());
      const problem = entry && detourOf(entry, here, n === segments.length);
      if (problem) {
        throw new ConflictError(
          `Refused to write ${path}: ${problem}. Change the repository or the target's directory.`,
        );
      }
    }
  }
}

function isOnTheWay(entryPath: string, filePath: string): boolean {
  return filePath === entryPath || filePath.startsWith(`${entryPath}/`);
}

function detourOf(
  entry: GitTreeEntry,
  here: string,
  isFile: boolean,
): string | undefined {
  if (entry.mode === '120000') return `${entry.path} is a symbolic link`;
  if (entry.mode === '160000') return `${entry.path} is a submodule`;
  if (entry.path !== here) {
    return `${entry.path} differs from it in letter case only`;
  }
  const isTree = entry.mode === '040000';
  if (isFile && isTree) return `${entry.path} is a directory`;
  if (!isFile && !isTree) return `${entry.path} is a file`;
  return undefined;
}
