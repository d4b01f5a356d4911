import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FoundPullRequest,
  type GitCommit,
  type GitCommitOutcome,
  type GitCommitRequest,
  GitHostError,
  type GitProvider,
  type GitPullRequestState,
  type GitRef,
  type GitTreeEntry,
  type NewPullRequest,
  type PullRequestChange,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import execa from 'execa';

const NOTHING = '0'.repeat(40);

interface StoredRequest {
  title: string;
  body: string;
  branch: string;
  base: string;
  labels: string[];
  reviewers: string[];
}

/**
 * A Git host that is nothing but git: bare repositories in a folder, pull requests
 * as blobs under `refs/requests/`. Merged is what the base's history contains,
 * closed what has no branch any more.
 */
export class PlainGitProvider implements GitProvider {
  constructor(private readonly folder: string, private readonly host: string) {}

  async findPullRequest(place: {
    repo: string;
    branch: string;
    base: string;
  }): Promise<FoundPullRequest | undefined> {
    const { repo, branch, base } = place;
    for (const number of (await this.#numbers(repo)).reverse()) {
      const stored = await this.#stored(repo, number);
      if (stored.branch !== branch || stored.base !== base) continue;
      return {
        number,
        url: this.#url(repo, number),
        headSha: await this.#head(repo, number),
        labels: stored.labels,
        reviewed: stored.reviewers.length > 0,
      };
    }
    return undefined;
  }

  async getPullRequest(
    repo: string,
    number: number,
  ): Promise<GitPullRequestState> {
    const { branch, base } = await this.#stored(repo, number);
    const head = await this.#head(repo, number);
    const merge = await this.#mergeOf(repo, head, base);
    const open = await this.#tip(repo, branch);
    const unmerged = open ? 'open' : 'closed';
    return {
      number,
      url: this.#url(repo, number),
      state: merge ? 'merged' : unmerged,
      mergeable: merge || !open ? null : await this.#merges(repo, base, head),
      head_sha: head,
      base,
      merge_commit_sha: merge ?? null,
      draft: false,
    };
  }

  async readCommit(repo: string, ref: GitRef): Promise<GitCommit> {
    const format = '%H%n%P%n%an%n%ae%n%aI%n%cI%n%B';
    const shown = await this.#git(repo, [
      ...['log', '-1', `--format=${format}`, revision(ref), '--'],
    ]);
    const [sha, parents, name, email, date, committerDate, ...message] =
      shown.split('\n');
    return {
      sha,
      parents: parents.split(' ').filter(Boolean),
      message: message.join('\n'),
      author: { name, email, date },
      committerDate,
    };
  }

  async readTree(repo: string, ref: GitRef): Promise<GitTreeEntry[]> {
    const listed = await this.#git(repo, [
      ...['ls-tree', '-r', '-t', '-z', revision(ref)],
    ]);
    return listed
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [about, path] = line.split('\t');
        const [mode, , sha] = about.split(' ');
        return { path, mode, sha };
      });
  }

  async readFile(
    repo: string,
    ref: string,
    path: string,
  ): Promise<string | null> {
    try {
      const shown = await this.#git(repo, ['show', `${ref}:${path}`], {
        stripFinalNewline: false,
      });
      return shown;
    } catch (error) {
      if (GitHostError.is(error) && error.status === 422) return null;
      throw error;
    }
  }

  async commit(request: GitCommitRequest): Promise<GitCommitOutcome> {
    const { repo, branch, onto } = request;
    const base = await this.readCommit(repo, { branch: request.base });
    const files = request.select(await this.readTree(repo, { sha: base.sha }));
    if (files.length === 0 && !onto) return { outcome: 'unchanged' };
    const tree = await this.#write(repo, base.sha, files);
    const parents = onto ? [onto.head, base.sha] : [base.sha];
    const { name, email } = request.author;
    const sha = await this.#git(
      repo,
      [
        ...['commit-tree', tree, '-F', '-'],
        ...[...new Set(parents)].flatMap(parent => ['-p', parent]),
      ],
      {
        input: request.message,
        env: {
          ...{ GIT_AUTHOR_NAME: name, GIT_COMMITTER_NAME: name },
          ...{ GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_EMAIL: email },
          GIT_AUTHOR_DATE: request.date,
          GIT_COMMITTER_DATE: request.date,
        },
      },
    );
    const before = onto?.head ?? NOTHING;
    const moved = await this.#moves(repo, `refs/heads/${branch}`, sha, before);
    return moved ? { outcome: 'committed', sha } : { outcome: 'refused' };
  }

  async createPullRequest(
    request: NewPullRequest,
  ): Promise<{ number: number; url: string; notes: string[] } | undefined> {
    const { repo, branch, base, title, body, labels, reviewers } = request;
    if (await this.findPullRequest(request)) return undefined;
    const number = ((await this.#numbers(repo)).at(-1) ?? 0) + 1;
    await this.#store(repo, number, {
      ...{ title, body, branch, base, labels },
      reviewers: reviewers.map(reviewer => reviewer.name),
    });
    return { number, url: this.#url(repo, number), notes: [] };
  }

  async updatePullRequest(
    repo: string,
    number: number,
    change: PullRequestChange,
  ): Promise<{ notes: string[] }> {
    const stored = await this.#stored(repo, number);
    const { title, body, labels, reviewers } = change;
    await this.#store(repo, number, {
      ...stored,
      title: title ?? stored.title,
      body: body ?? stored.body,
      labels: labels ?? stored.labels,
      reviewers: reviewers?.map(({ name }) => name) ?? stored.reviewers,
    });
    return { notes: [] };
  }

  fileUrl(repo: string, branch: string, path: string): string {
    return `https://${this.host}/${repo}/${branch}/${path}`;
  }

  /** What a person sees of a pull request. */
  async shown(repo: string, number: number): Promise<StoredRequest> {
    return this.#stored(repo, number);
  }

  /** A person's git command. */
  git(repo: string, ...args: string[]): Promise<string> {
    return this.#git(repo, args);
  }

  async #write(
    repo: string,
    base: string,
    files: ReturnType<GitCommitRequest['select']>,
  ): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'plain-git-'));
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    try {
      await this.#git(repo, ['read-tree', base], { env });
      for (const { path, content } of files) {
        if (content === null) {
          await this.#git(repo, ['rm', '--cached', '-q', '--', path], { env });
          continue;
        }
        const sha = await this.#blob(repo, content);
        const entry = `100644,${sha},${path}`;
        await this.#git(repo, ['update-index', '--add', '--cacheinfo', entry], {
          env,
        });
      }
      return await this.#git(repo, ['write-tree'], { env });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #blob(repo: string, content: string): Promise<string> {
    return this.#git(repo, ['hash-object', '-w', '--stdin'], {
      input: content,
    });
  }

  async #moves(repo: string, ref: string, to: string, from: string) {
    try {
      await this.#git(repo, ['update-ref', ref, to, from]);
      return true;
    } catch (error) {
      if (GitHostError.is(error) && error.status === 422) return false;
      throw error;
    }
  }

  async #merges(repo: string, base: string, head: string): Promise<boolean> {
    try {
      await this.#git(repo, ['merge-tree', '--write-tree', base, head]);
      return true;
    } catch (error) {
      if (GitHostError.is(error) && error.status === 422) return false;
      throw error;
    }
  }

  /** The first commit of the base's own line that has the head behind it. */
  async #mergeOf(
    repo: string,
    head: string,
    base: string,
  ): Promise<string | undefined> {
    const line = await this.#git(repo, [
      ...['rev-list', '--first-parent', '--ancestry-path', `${head}..${base}`],
    ]);
    return line.split('\n').filter(Boolean).at(-1);
  }

  async #tip(repo: string, branch: string): Promise<string | undefined> {
    const found = await this.#git(repo, [
      ...['for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`],
    ]);
    return found || undefined;
  }

  /** The branch's tip; where the branch is gone, what it was. */
  async #head(repo: string, number: number): Promise<string> {
    const { branch } = await this.#stored(repo, number);
    const kept = `refs/heads-of/${number}`;
    const tip = await this.#tip(repo, branch);
    if (tip) await this.#git(repo, ['update-ref', kept, tip]);
    return this.#git(repo, ['rev-parse', kept]);
  }

  async #numbers(repo: string): Promise<number[]> {
    const refs = await this.#git(repo, [
      ...['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/requests/'],
    ]);
    return refs
      .split('\n')
      .filter(Boolean)
      .map(Number)
      .sort((a, b) => a - b);
  }

  async #stored(repo: string, number: number): Promise<StoredRequest> {
    return JSON.parse(
      await this.#git(repo, ['cat-file', 'blob', `refs/requests/${number}`]),
    );
  }

  async #store(repo: string, number: number, request: StoredRequest) {
    const sha = await this.#blob(repo, JSON.stringify(request));
    await this.#git(repo, ['update-ref', `refs/requests/${number}`, sha]);
    await this.#head(repo, number);
  }

  #url(repo: string, number: number): string {
    return `https://${this.host}/${repo}/requests/${number}`;
  }

  async #git(
    repo: string,
    args: string[],
    options: execa.Options = {},
  ): Promise<string> {
    try {
      const { stdout } = await execa('git', args, {
        ...options,
        extendEnv: false,
        env: {
          PATH: process.env.PATH,
          HOME: '/nonexistent',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_DIR: join(this.folder, repo),
          ...options.env,
        },
      });
      return stdout;
    } catch (error) {
      const { exitCode, stderr, message } = error as execa.ExecaError;
      if (exitCode === undefined) throw new GitHostError(message);
      const missing = /not a git repository/i.test(stderr);
      throw new GitHostError(stderr, { status: missing ? 404 : 422 });
    }
  }
}

function revision(ref: GitRef): string {
  return 'sha' in ref ? ref.sha : `refs/heads/${ref.branch}`;
}

/** A bare repository whose `main` has one commit of these files. */
export async function createBareRepository(
  directory: string,
  files: Record<string, string>,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'plain-git-'));
  const run = (...args: string[]) =>
    execa(
      'git',
      ['-c', 'user.name=Grace', '-c', 'user.email=g@example.com', ...args],
      {
        cwd: work,
      },
    );
  try {
    await run('init', '-q', '-b', 'main');
    for (const [path, content] of Object.entries(files)) {
      const { stdout } = await execa('git', ['hash-object', '-w', '--stdin'], {
        ...{ cwd: work, input: content },
      });
      await run(
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${stdout},${path}`,
      );
    }
    await run('commit', '-q', '-m', 'start');
    await execa('git', ['clone', '-q', '--bare', work, directory]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
