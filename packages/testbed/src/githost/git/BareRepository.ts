import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  COMMIT_FORMAT,
  FileDiff,
  GitCommit,
  GitPerson,
  parseCommits,
  parseDiff,
  parseTree,
  TreeChange,
  TreeEntry,
} from './objects';
import { GitError, GitOptions, GitOutput, runGit } from './process';

const ZERO = '0'.repeat(40);
const BAD_PART = /^(\.{0,2}|\.git)$/i;

/** A change that git cannot make of the objects it was given. @internal */
export class BadObjectError extends Error {}

/** A ref that is not where the caller thought. @internal */
export class RefConflictError extends Error {}

/**
 * Plumbing over one bare repository. Nothing is ever checked out; refs move by
 * compare-and-swap only, so that concurrent requests cannot lose a commit.
 *
 * @internal
 */
export class BareRepository {
  constructor(readonly directory: string) {}

  static async init(directory: string): Promise<BareRepository> {
    await mkdir(path.dirname(directory), { recursive: true });
    await runGit([
      ...['init', '--bare', '--quiet', '--initial-branch=main'],
      directory,
    ]);
    return new BareRepository(directory);
  }

  #git(args: string[], options?: GitOptions): Promise<GitOutput> {
    return runGit([`--git-dir=${this.directory}`, ...args], options);
  }

  async #text(args: string[], options?: GitOptions): Promise<string> {
    const { stdout } = await this.#git(args, options);
    return stdout.toString().trim();
  }

  /** The commit a branch, tag or SHA means; undefined where there is none. */
  async resolve(rev: string): Promise<string | undefined> {
    if (!rev || rev.startsWith('-')) return undefined;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
    for (const name of [`refs/heads/${rev}`, rev]) {
      const { exitCode, stdout } = await this.#git(
        [...args, `${name}^{commit}`],
        { allowExit: [1, 128] },
      );
      if (exitCode === 0) return stdout.toString().trim().split('\n').pop();
    }
    return undefined;
  }

  async objectType(sha: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
    const { exitCode, stdout } = await this.#git(['cat-file', '-t', sha], {
      allowExit: [1, 128],
    });
    return exitCode === 0 ? stdout.toString().trim() : undefined;
  }

  async commit(sha: string): Promise<GitCommit> {
    const [commit] = await this.log(sha, 1);
    return commit;
  }

  async log(
    rev: string,
    count: number,
    filter: string[] = [],
  ): Promise<GitCommit[]> {
    const { stdout } = await this.#git([
      ...['log', `--max-count=${count}`, '-z', `--format=${COMMIT_FORMAT}`],
      ...['--end-of-options', rev, '--', ...filter],
    ]);
    return parseCommits(stdout);
  }

  /** Entries of a tree; recursive listings leave out nothing but the content. */
  async tree(
    treeish: string,
    options: { recursive?: boolean; path?: string } = {},
  ): Promise<TreeEntry[]> {
    const { stdout } = await this.#git([
      ...['ls-tree', '-z', '-l', '--full-tree'],
      ...(options.recursive ? ['-r', '-t'] : []),
      treeish,
      ...(options.path ? ['--', options.path] : []),
    ]);
    return parseTree(stdout);
  }

  async entryAt(rev: string, filePath: string): Promise<TreeEntry | undefined> {
    const clean = filePath.replace(/\/+$/, '');
    if (!clean) {
      const sha = await this.#text(['rev-parse', `${rev}^{tree}`]);
      return { mode: '040000', type: 'tree', sha, path: '' };
    }
    const entries = await this.tree(rev, { path: clean });
    return entries.find(entry => entry.path === clean);
  }

  async blob(sha: string): Promise<Buffer> {
    const { stdout } = await this.#git(['cat-file', 'blob', sha]);
    return stdout;
  }

  writeBlob(content: string | Buffer): Promise<string> {
    return this.#text(['hash-object', '-w', '--stdin'], { input: content });
  }

  /** A new tree from a base and changes, through an index of its own. */
  async writeTree(
    base: string | undefined,
    changes: TreeChange[],
  ): Promise<string> {
    const scratch = await mkdtemp(path.join(tmpdir(), 'githost-index-'));
    const env = { GIT_INDEX_FILE: path.join(scratch, 'index') };
    try {
      if (base) await this.#git(['read-tree', base], { env });
      const known = new Set(
        (await this.#text(['ls-files', '-z'], { env })).split('\0'),
      );
      const lines = changes.map(change => {
        // update-index passes over such paths and calls it success.
        if (change.path.split('/').some(part => BAD_PART.test(part))) {
          throw new BadObjectError(`malformed path ${change.path}`);
        }
        if (change.sha !== null) {
          return `${change.mode} ${change.sha}\t${change.path}\0`;
        }
        if (!known.has(change.path)) {
          throw new BadObjectError(`${change.path} is not in the base tree`);
        }
        return `0 ${ZERO}\t${change.path}\0`;
      });
      await this.#git(['update-index', '-z', '--index-info'], {
        env,
        input: lines.join(''),
      });
      return await this.#text(['write-tree'], { env });
    } catch (error) {
      if (error instanceof GitError) throw new BadObjectError(error.stderr);
      throw error;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  writeCommit(commit: {
    tree: string;
    parents: string[];
    message: string;
    author: GitPerson;
    committer: GitPerson;
  }): Promise<string> {
    const { author, committer } = commit;
    return this.#text(
      [
        'commit-tree',
        ...commit.parents.flatMap(parent => ['-p', parent]),
        ...['-F', '-', commit.tree],
      ],
      {
        input: commit.message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: gitDate(author.date),
          GIT_COMMITTER_NAME: committer.name,
          GIT_COMMITTER_EMAIL: committer.email,
          GIT_COMMITTER_DATE: gitDate(committer.date),
        },
      },
    );
  }

  async branches(): Promise<Array<{ name: string; sha: string }>> {
    const out = await this.#text([
      ...['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'],
    ]);
    return out
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [ref, sha] = line.split(' ');
        return { name: ref.replace('refs/heads/', ''), sha };
      });
  }

  async branch(name: string): Promise<string | undefined> {
    const { exitCode, stdout } = await this.#git(
      ['rev-parse', '--verify', '--quiet', `refs/heads/${name}`],
      { allowExit: [1, 128] },
    );
    return exitCode === 0 ? stdout.toString().trim() : undefined;
  }

  async isValidBranch(name: string): Promise<boolean> {
    const { exitCode } = await this.#git(
      ['check-ref-format', `refs/heads/${name}`],
      { allowExit: [1] },
    );
    return exitCode === 0;
  }

  /** Moves, makes (`from` undefined) or removes (`to` undefined) a branch. */
  async updateBranch(
    name: string,
    to: string | undefined,
    from: string | undefined,
  ): Promise<void> {
    const ref = `refs/heads/${name}`;
    const args = to
      ? ['update-ref', ref, to, from ?? ZERO]
      : ['update-ref', '-d', ref, from ?? ''];
    try {
      await this.#git(args);
    } catch (error) {
      if (error instanceof GitError) throw new RefConflictError(error.stderr);
      throw error;
    }
  }

  async isAncestor(ancestor: string, of: string): Promise<boolean> {
    const { exitCode } = await this.#git(
      ['merge-base', '--is-ancestor', ancestor, of],
      { allowExit: [1] },
    );
    return exitCode === 0;
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const { stdout } = await this.#git(['merge-base', a, b], {
      allowExit: [1],
    });
    return stdout.toString().trim() || undefined;
  }

  /** Tree of the merge of two commits, or undefined where they conflict. */
  async mergeTree(ours: string, theirs: string): Promise<string | undefined> {
    const { exitCode, stdout } = await this.#git(
      ['merge-tree', '--write-tree', ours, theirs],
      { allowExit: [1] },
    );
    return exitCode === 0 ? stdout.toString().trim() : undefined;
  }

  async countCommits(from: string, to: string): Promise<number> {
    return Number(await this.#text(['rev-list', '--count', `${from}..${to}`]));
  }

  async diff(from: string, to: string): Promise<FileDiff[]> {
    const args = ['diff', '--no-renames', '--no-color', '--no-ext-diff'];
    const [raw, patch] = await Promise.all([
      this.#git([...args, '--raw', '--abbrev=40', '-z', from, to]),
      this.#git([...args, '--patch', from, to]),
    ]);
    return parseDiff(raw.stdout, patch.stdout.toString());
  }

  async archive(sha: string, prefix: string): Promise<Buffer> {
    const { stdout } = await this.#git([
      ...['archive', '--format=tar.gz', `--prefix=${prefix}/`, sha],
    ]);
    return stdout;
  }
}

// Git keeps the zone that the caller wrote, as GitHub does.
function gitDate(date: string): string {
  const seconds = Math.floor(new Date(date).getTime() / 1000);
  const zone = /([+-]\d{2}):?(\d{2})$/.exec(date);
  return `${seconds} ${zone ? `${zone[1]}${zone[2]}` : '+0000'}`;
}
