import type { Octokit } from '@octokit/rest';
import type {
  FoundPullRequest,
  GitCommit,
  GitCommitFile,
  GitCommitRequest,
  GitReviewer,
  GitTreeEntry,
  NewPullRequest,
  PullRequestChange,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { isRefusal } from './hostRefusal';

const FILE_MODE = '100644';
/** Status of what GitHub understands and does not do. */
const INVALID = 422;

export interface Tip {
  commit: GitCommit;
  tree: string;
}

/** GitHub's calls for one repository. */
export class GithubSession {
  readonly #at: { owner: string; repo: string };

  constructor(private readonly octokit: Octokit, repo: string) {
    const [owner, name] = repo.split('/');
    this.#at = { owner, repo: name };
  }

  /** The newest one of this branch, open or not: a branch is one deployment. */
  async findPullRequest(place: {
    branch: string;
    base: string;
  }): Promise<FoundPullRequest | undefined> {
    const { data } = await this.octokit.pulls.list({
      ...this.#at,
      head: `${this.#at.owner}:${place.branch}`,
      base: place.base,
      state: 'all',
      per_page: 1,
    });
    const [found] = data;
    return (
      found && {
        number: found.number,
        url: found.html_url,
        headSha: found.head.sha,
        labels: found.labels.map(({ name }) => name),
        reviewed:
          (found.requested_reviewers ?? []).length +
            (found.requested_teams ?? []).length >
          0,
      }
    );
  }

  async branch(name: string): Promise<Tip> {
    const { data } = await this.octokit.repos.getBranch({
      ...this.#at,
      branch: name,
    });
    const { commit, sha, parents } = data.commit;
    return {
      tree: commit.tree.sha,
      commit: {
        sha,
        parents: parents.map(parent => parent.sha),
        message: commit.message,
        author: commit.author ?? {},
        committerDate: commit.committer?.date ?? '',
      },
    };
  }

  async commit(sha: string): Promise<Tip> {
    const { data } = await this.octokit.git.getCommit({
      ...this.#at,
      commit_sha: sha,
    });
    return {
      tree: data.tree.sha,
      commit: {
        sha: data.sha,
        parents: data.parents.map(parent => parent.sha),
        message: data.message,
        author: data.author,
        committerDate: data.committer.date,
      },
    };
  }

  /** Everything below a tree; of huge repositories what lies on the way to `paths`. */
  async entries(tree: string, paths: string[]): Promise<GitTreeEntry[]> {
    const { data } = await this.octokit.git.getTree({
      ...this.#at,
      tree_sha: tree,
      recursive: 'true',
    });
    return data.truncated ? this.#walk(tree, paths) : toEntries(data.tree, '');
  }

  async #walk(
    tree: string,
    paths: string[],
    prefix = '',
  ): Promise<GitTreeEntry[]> {
    const { data } = await this.octokit.git.getTree({
      ...this.#at,
      tree_sha: tree,
    });
    const here = toEntries(data.tree, prefix);
    const below: GitTreeEntry[] = [];
    for (const entry of here) {
      const onTheWay = paths.some(path => path.startsWith(`${entry.path}/`));
      if (entry.mode !== '040000' || !onTheWay) continue;
      below.push(...(await this.#walk(entry.sha, paths, `${entry.path}/`)));
    }
    return [...here, ...below];
  }

  /** One tree, one commit; the same request on the same parent is the same commit. */
  async writeCommit(
    request: GitCommitRequest,
    parent: Tip,
    files: GitCommitFile[],
    parents: string[] = [parent.commit.sha],
  ): Promise<string> {
    const { data: tree } = await this.octokit.git.createTree({
      ...this.#at,
      base_tree: parent.tree,
      tree: files.map(({ path, content }) => ({
        ...{ path, mode: FILE_MODE, type: 'blob' as const },
        ...(content === null ? { sha: null } : { content }),
      })),
    });
    const person = { ...request.author, date: toSeconds(request.date) };
    const { data: commit } = await this.octokit.git.createCommit({
      ...this.#at,
      message: request.message,
      tree: tree.sha,
      parents,
      author: person,
      committer: person,
    });
    return commit.sha;
  }

  /** False where a branch of that name is there already. */
  async createBranch(name: string, sha: string): Promise<boolean> {
    try {
      await this.octokit.git.createRef({
        ...this.#at,
        ref: `refs/heads/${name}`,
        sha,
      });
      return true;
    } catch (error) {
      if (isRefusal(error, INVALID, /already exists/i)) return false;
      throw error;
    }
  }

  /** Forward only: false where the branch is not behind the commit any more. */
  async forwardBranch(name: string, sha: string): Promise<boolean> {
    try {
      await this.octokit.git.updateRef({
        ...this.#at,
        ref: `heads/${name}`,
        sha,
        force: false,
      });
      return true;
    } catch (error) {
      const moved = /fast forward|cannot be updated/i;
      if (isRefusal(error, INVALID, moved)) return false;
      throw error;
    }
  }

  async describe(
    number: number,
    { title, body }: PullRequestChange,
  ): Promise<void> {
    await this.octokit.pulls.update({
      ...this.#at,
      pull_number: number,
      ...{ title, body },
    });
  }

  /** Undefined where one exists already. */
  async createPullRequest(
    wanted: NewPullRequest,
  ): Promise<Pick<FoundPullRequest, 'number' | 'url'> | undefined> {
    try {
      const { data } = await this.octokit.pulls.create({
        ...this.#at,
        title: wanted.title,
        body: wanted.body,
        head: wanted.branch,
        base: wanted.base,
        ...(wanted.draft ? { draft: true } : {}),
      });
      return { number: data.number, url: data.html_url };
    } catch (error) {
      const there = /pull request already exists/i;
      if (isRefusal(error, INVALID, there)) return undefined;
      throw error;
    }
  }

  async addLabels(number: number, labels: string[]): Promise<void> {
    if (labels.length === 0) return;
    await this.octokit.issues.addLabels({
      ...this.#at,
      issue_number: number,
      labels,
    });
  }

  async askForReview(number: number, reviewers: GitReviewer[]): Promise<void> {
    const names = (wanted: GitReviewer['kind']) =>
      reviewers.filter(({ kind }) => kind === wanted).map(({ name }) => name);
    await this.octokit.pulls.requestReviewers({
      ...this.#at,
      pull_number: number,
      reviewers: names('user'),
      // Teams are those of the repository's organisation, by their short name.
      team_reviewers: names('team').map(name => name.split('/').at(-1)!),
    });
  }

  async pullRequest(number: number) {
    const { data } = await this.octokit.pulls.get({
      ...this.#at,
      pull_number: number,
    });
    return data;
  }

  async rawFile(ref: string, path: string): Promise<string | null> {
    try {
      const { data } = await this.octokit.repos.getContent({
        ...this.#at,
        path,
        ref,
        mediaType: { format: 'raw' },
      });
      // The types know nothing of the raw format. A directory is no file.
      const content: unknown = data;
      return typeof content === 'string' ? content : null;
    } catch (error) {
      if (isRefusal(error, 404)) return null;
      throw error;
    }
  }
}

function toEntries(
  tree: Array<{ path?: string; mode?: string; sha?: string }>,
  prefix: string,
): GitTreeEntry[] {
  // The types hold these for optional; GitHub always sends them.
  return tree.map(({ path = '', mode = '', sha = '' }) => ({
    ...{ path: `${prefix}${path}`, mode, sha },
  }));
}

/** GitHub has no drafts in private repositories of free plans. */
export function refusesDraft(error: unknown): boolean {
  return isRefusal(error, INVALID, /draft pull requests are not supported/i);
}

function toSeconds(date: string): string {
  return new Date(date).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
