import type {
  Artifact,
  PreviewedFile,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { blobSha } from '../ourCommit';
import type { CommitFile } from '../types';
import { changedLines } from './changedLines';

/** Files that are read from the Git host for one preview. */
const MAX_READ = 20;

const NO_LINES = { added_lines: 0, removed_lines: 0 };

/**
 * What each file of a plan does to the target branch.
 *
 * @param there - Git's names of the contents on the branch, by path
 * @param deployed - what stands there as far as is known here: it need not be read
 * @param read - content of a file on the branch
 */
export async function fileChanges(
  files: CommitFile[],
  there: ReadonlyMap<string, string>,
  deployed: Artifact[],
  read: (path: string) => Promise<string | null>,
): Promise<PreviewedFile[]> {
  const known = new Map(deployed.map(({ path, content }) => [path, content]));
  let reads = 0;
  const onBranch = async (path: string): Promise<string | null> => {
    const content = known.get(path);
    if (content !== undefined && blobSha(content) === there.get(path)) {
      return content;
    }
    reads += 1;
    return reads > MAX_READ ? null : read(path);
  };
  const describe = async ({ path, content }: CommitFile) => {
    const change = changeOf(content, there.get(path));
    if (change === 'unchanged') return { path, change, ...NO_LINES };
    const before = change === 'added' ? '' : await onBranch(path);
    const lines = before === null ? null : changedLines(before, content ?? '');
    return {
      path,
      change,
      added_lines: lines?.added ?? null,
      removed_lines: lines?.removed ?? null,
    };
  };
  const changes = await Promise.all(files.map(describe));
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The same where the branch could not be read. */
export function unknownChanges(files: CommitFile[]): PreviewedFile[] {
  return files
    .map(({ path }) => ({
      ...{ path, change: 'unknown' as const },
      ...{ added_lines: null, removed_lines: null },
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changeOf(
  content: string | null,
  standing: string | undefined,
): PreviewedFile['change'] {
  if (content === null) return standing === undefined ? 'unchanged' : 'removed';
  if (standing === undefined) return 'added';
  return standing === blobSha(content) ? 'unchanged' : 'changed';
}
