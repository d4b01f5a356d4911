import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type {
  GitCommit,
  GitCommitFile,
  GitTreeEntry,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import type { CommitFile, PullRequestPlan } from './types';

/** Name that Git gives to this content. */
export function blobSha(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** Git's names of the files' contents, by path. Links and submodules are no files. */
export function contentsOf(
  entries: Iterable<GitTreeEntry>,
): Map<string, string> {
  const contents = new Map<string, string>();
  for (const { path, mode, sha } of entries) {
    if (mode.startsWith('100')) contents.set(path, sha);
  }
  return contents;
}

/** The files of the plan that a tree does not hold yet as they are meant. */
export function pendingFiles(
  files: CommitFile[],
  entries: Iterable<GitTreeEntry>,
): GitCommitFile[] {
  const shas = new Map<string, string>();
  for (const { path, sha } of entries) shas.set(path, sha);
  return files
    .map(file => ({ ...file, exists: shas.has(file.path) }))
    .filter(({ path, content, exists }) =>
      content === null ? exists : shas.get(path) !== blobSha(content),
    );
}

/**
 * Refuses a branch whose tip is not the commit that this very plan makes: a
 * person has worked on it, and that work is never overwritten.
 */
export function assertOurCommit(
  plan: PullRequestPlan,
  tip: GitCommit,
  tipEntries: Iterable<GitTreeEntry>,
): void {
  if (isDone(plan, tip, tipEntries)) return;
  refuseOthersWork(plan, tip);
}

/** Says whose work stands on the branch. */
export function refuseOthersWork(plan: PullRequestPlan, tip: GitCommit): never {
  const [title] = tip.message.split('\n');
  throw new ConflictError(
    `Branch ${plan.branch} of ${
      plan.repo
    } has a commit that is not ours: ${tip.sha.slice(0, 12)} ${JSON.stringify(
      title,
    )} by ${
      tip.author.name ?? 'somebody'
    }. Nothing was overwritten. Merge or close it by hand, then deploy again.`,
  );
}

/** Only an open pull request can be gone on with. */
export function noLongerOpen(plan: PullRequestPlan, number: number): Error {
  return new ConflictError(
    `Pull request ${number} of ${plan.repo} is no longer open. Deploy again to open another.`,
  );
}

/** Whether an earlier attempt has made the commit of this very plan. */
export function isDone(
  plan: PullRequestPlan,
  tip: GitCommit,
  tipEntries: Iterable<GitTreeEntry>,
): boolean {
  return isOurs(plan, tip) && pendingFiles(plan.files, tipEntries).length === 0;
}

function isOurs(plan: PullRequestPlan, tip: GitCommit): boolean {
  return (
    // An update stands on the branch and on the base that went on meanwhile.
    tip.parents.length <= (plan.update ? 2 : 1) &&
    tip.message.trim() === plan.commitMessage.trim() &&
    plainName(tip.author.name) === plainName(plan.author.name) &&
    tip.author.email === plan.author.email &&
    (tip.committerDate === undefined ||
      (sameSecond(tip.committerDate, plan.commitDate) &&
        sameSecond(tip.author.date ?? '', plan.commitDate)))
  );
}

// Git takes these characters off the ends of a name, and brackets out of it.
function plainName(name: string | undefined): string | undefined {
  return name
    ?.replace(/[<>\n]/g, '')
    .replace(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/g, '');
}

function sameSecond(a: string, b: string): boolean {
  return Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);
}
