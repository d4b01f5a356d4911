import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BareRepository } from '../git/BareRepository';
import { FileDiff, GitPerson, TreeChange, utc } from '../git/objects';
import { ForgeError, InitialFiles, PullRequestRecord } from './types';

/** Who did it; without a date it is done now. */
type Author = Omit<GitPerson, 'date'> & { date?: string };

const HOST_PERSON: Author = { name: 'Git host', email: 'host@example.com' };

/** @internal */
export interface NewPullRequest {
  title: string;
  body: string;
  head: string;
  base: string;
  draft: boolean;
  user: string;
}

/** A repository with its pull requests, the same for every API dialect. @internal */
export class HostedRepository {
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly id: number,
    readonly owner: string,
    readonly name: string,
    readonly git: BareRepository,
    readonly createdAt: string,
    readonly pullRequests: PullRequestRecord[],
    private readonly changed: () => Promise<void>,
  ) {}

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  get defaultBranch(): string {
    return 'main';
  }

  // Two requests that open or merge at once must see each other's result.
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** One commit on a branch, as a person with a clone would push it. */
  async commitFiles(
    branch: string,
    files: Record<string, string | null>,
    message: string,
    author?: Author,
  ): Promise<string> {
    const tip = await this.git.branch(branch);
    const parent = tip ?? (await this.git.branch(this.defaultBranch));
    const changes = await Promise.all(
      Object.entries(files).map(
        async ([file, content]): Promise<TreeChange> => {
          const sha =
            content === null ? null : await this.git.writeBlob(content);
          return { path: file, mode: '100644', sha };
        },
      ),
    );
    return this.commitChanges({
      branch,
      changes,
      message,
      author,
      parent,
      tip,
    });
  }

  /** `tip` is where the branch is now, `parent` where the commit stands on. */
  async commitChanges(commit: {
    branch: string;
    changes: TreeChange[];
    message: string;
    author?: Author;
    parent?: string;
    tip?: string;
  }): Promise<string> {
    const { branch, changes, message, author = HOST_PERSON, parent } = commit;
    const person = { ...author, date: author.date ?? utc(new Date()) };
    const sha = await this.git.writeCommit({
      tree: await this.git.writeTree(parent, changes),
      parents: parent ? [parent] : [],
      message,
      author: person,
      committer: person,
    });
    await this.git.updateBranch(branch, sha, commit.tip);
    return sha;
  }

  pullRequest(number: number): PullRequestRecord {
    const found = this.pullRequests.find(pr => pr.number === number);
    if (!found) throw new ForgeError('not_found', 'Not Found');
    return found;
  }

  /** The record with the tips of its branches as they are now. */
  async refresh(pr: PullRequestRecord): Promise<PullRequestRecord> {
    if (pr.state === 'closed') return pr;
    pr.head_sha = (await this.git.branch(pr.head)) ?? pr.head_sha;
    pr.base_sha = (await this.git.branch(pr.base)) ?? pr.base_sha;
    return pr;
  }

  openPullRequest(request: NewPullRequest): Promise<PullRequestRecord> {
    return this.#exclusive(async () => {
      const headSha = await this.git.branch(request.head);
      const baseSha = await this.git.branch(request.base);
      if (!headSha) throw new ForgeError('invalid_head', 'head is invalid');
      if (!baseSha) throw new ForgeError('invalid_base', 'base is invalid');
      const twin = this.pullRequests.find(
        pr =>
          pr.state === 'open' &&
          pr.head === request.head &&
          pr.base === request.base,
      );
      if (twin) throw new ForgeError('already_exists', `!${twin.number}`);
      if (await this.git.isAncestor(headSha, baseSha)) {
        throw new ForgeError(
          'no_commits',
          `No commits between ${request.base} and ${request.head}`,
        );
      }
      const now = utc(new Date());
      const pr: PullRequestRecord = {
        ...request,
        number: this.pullRequests.length + 1,
        state: 'open',
        merged: false,
        labels: [],
        reviewers: [],
        team_reviewers: [],
        head_sha: headSha,
        base_sha: baseSha,
        merge_commit_sha: null,
        created_at: now,
        updated_at: now,
        closed_at: null,
        merged_at: null,
      };
      this.pullRequests.push(pr);
      await this.changed();
      return pr;
    });
  }

  async update(
    number: number,
    change: Partial<
      Pick<
        PullRequestRecord,
        | 'title'
        | 'body'
        | 'base'
        | 'draft'
        | 'labels'
        | 'reviewers'
        | 'team_reviewers'
      >
    >,
  ): Promise<PullRequestRecord> {
    const pr = this.pullRequest(number);
    Object.assign(pr, change, { updated_at: utc(new Date()) });
    await this.changed();
    return this.refresh(pr);
  }

  /** Null once it is no longer open: hosts do not say then. */
  async mergeable(pr: PullRequestRecord): Promise<boolean | null> {
    if (pr.state === 'closed') return null;
    const { base_sha, head_sha } = await this.refresh(pr);
    return (await this.git.mergeTree(base_sha, head_sha)) !== undefined;
  }

  merge(
    number: number,
    options: { expectedHead?: string; method?: string; message?: string } = {},
  ): Promise<PullRequestRecord> {
    return this.#exclusive(async () => {
      const pr = await this.refresh(this.pullRequest(number));
      if (pr.state !== 'open') {
        throw new ForgeError('not_open', 'Pull Request is not mergeable');
      }
      if (options.expectedHead && options.expectedHead !== pr.head_sha) {
        throw new ForgeError(
          'head_modified',
          'Head branch was modified. Review and try the merge again.',
        );
      }
      const tree = await this.git.mergeTree(pr.base_sha, pr.head_sha);
      if (!tree) {
        throw new ForgeError('not_mergeable', 'Pull Request is not mergeable');
      }
      const person = { ...HOST_PERSON, date: utc(new Date()) };
      const squash = options.method === 'squash';
      const sha = await this.git.writeCommit({
        tree,
        parents: squash ? [pr.base_sha] : [pr.base_sha, pr.head_sha],
        message:
          options.message ??
          (squash
            ? `${pr.title} (#${number})`
            : `Merge pull request #${number} from ${pr.head}\n\n${pr.title}`),
        author: person,
        committer: person,
      });
      await this.git.updateBranch(pr.base, sha, pr.base_sha);
      Object.assign(pr, { merged: true, merge_commit_sha: sha });
      return this.#close(pr);
    });
  }

  close(number: number): Promise<PullRequestRecord> {
    return this.#exclusive(async () => {
      const pr = await this.refresh(this.pullRequest(number));
      return pr.state === 'closed' ? pr : this.#close(pr);
    });
  }

  /** As the button of the hosts: only what was closed without a merge, while its branch is there. */
  reopen(number: number): Promise<PullRequestRecord> {
    return this.#exclusive(async () => {
      const pr = this.pullRequest(number);
      if (pr.state === 'open') return pr;
      if (pr.merged || !(await this.git.branch(pr.head))) {
        throw new ForgeError('not_open', 'Pull Request cannot be reopened');
      }
      pr.state = 'open';
      pr.closed_at = null;
      pr.updated_at = utc(new Date());
      await this.changed();
      return this.refresh(pr);
    });
  }

  async #close(pr: PullRequestRecord): Promise<PullRequestRecord> {
    const now = utc(new Date());
    pr.state = 'closed';
    pr.closed_at = now;
    pr.updated_at = now;
    pr.merged_at = pr.merged ? now : null;
    await this.changed();
    return pr;
  }

  /** What the request changes, against the point where it left the base. */
  async files(pr: PullRequestRecord): Promise<FileDiff[]> {
    const { base_sha, head_sha } = await this.refresh(pr);
    const from = (await this.git.mergeBase(base_sha, head_sha)) ?? base_sha;
    return this.git.diff(from, head_sha);
  }
}

/** @internal */
export async function readInitialFiles(
  files: InitialFiles,
): Promise<Record<string, string | Buffer>> {
  if (typeof files !== 'string') return files;
  const found = await readdir(files, { recursive: true, withFileTypes: true });
  const entries = await Promise.all(
    found
      .filter(entry => entry.isFile())
      .map(async entry => {
        const file = path.join(entry.parentPath, entry.name);
        const relative = path.relative(files, file).split(path.sep).join('/');
        return [relative, await readFile(file)] as const;
      }),
  );
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('.git/')),
  );
}
