import type {
  FoundPullRequest,
  GitCommit,
  GitCommitFile,
  GitCommitRequest,
  GitTreeEntry,
  NewPullRequest,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import type { createGitlab } from './gitlabClient';
import { isRefusal } from './hostRefusal';

/** GitLab's calls for one project. */
export class GitlabSession {
  constructor(
    private readonly gitlab: ReturnType<typeof createGitlab>,
    private readonly project: string,
  ) {}

  /** The newest one of this branch, open or not: a branch is one deployment. */
  async findMergeRequest(place: {
    branch: string;
    base: string;
  }): Promise<FoundPullRequest | undefined> {
    const [found] = await this.gitlab.MergeRequests.all({
      projectId: this.project,
      sourceBranch: place.branch,
      targetBranch: place.base,
      orderBy: 'created_at',
      sort: 'desc',
      page: 1,
      perPage: 1,
    });
    return (
      found && {
        number: found.iid,
        url: found.web_url,
        headSha: found.sha,
        labels: found.labels,
        reviewed: (found.reviewers ?? []).length > 0,
      }
    );
  }

  async commit(sha: string): Promise<GitCommit> {
    const commit = await this.gitlab.Commits.show(this.project, sha);
    return toCommit(commit);
  }

  async branchTip(name: string): Promise<GitCommit> {
    const branch = await this.gitlab.Branches.show(this.project, name);
    return toCommit(branch.commit);
  }

  /** Everything in the repository at a branch or commit; a request per hundred. */
  async entries(ref: string): Promise<GitTreeEntry[]> {
    const entries = await this.gitlab.Repositories.allRepositoryTrees(
      this.project,
      { ref, recursive: true, perPage: 100, pagination: 'keyset' },
    );
    return entries.map(({ path, mode, id }) => ({ path, mode, sha: id }));
  }

  /** Makes branch and commit at once; undefined where the branch is there. */
  async commitOnNewBranch(
    request: GitCommitRequest,
    files: GitCommitFile[],
  ): Promise<string | undefined> {
    try {
      return await this.#commit(request, files, false);
    } catch (error) {
      // The second is said to whoever comes in the very moment of another.
      const there = /branch called .* already exists|could not update/i;
      if (isRefusal(error, 400, there)) return undefined;
      throw error;
    }
  }

  /** One commit on the base's tip; the branch is then there and nowhere else. */
  async replaceCommit(
    request: GitCommitRequest,
    files: GitCommitFile[],
  ): Promise<string> {
    return this.#commit(request, files, true);
  }

  async #commit(
    request: GitCommitRequest,
    files: GitCommitFile[],
    force: boolean,
  ): Promise<string> {
    const commit = await this.gitlab.Commits.create(
      this.project,
      request.branch,
      request.message,
      files.map(({ path, content, exists }) => ({
        action: actionFor(content, exists),
        filePath: path,
        ...(content !== null && { content, encoding: 'text' }),
      })),
      {
        startBranch: request.base,
        authorName: request.author.name,
        authorEmail: request.author.email,
        ...(force ? { force } : {}),
      },
    );
    return commit.id;
  }

  /** Undefined where one exists already. */
  async createMergeRequest(
    wanted: NewPullRequest,
    reviewerIds: number[],
  ): Promise<{ number: number; url: string } | undefined> {
    try {
      const made = await this.gitlab.MergeRequests.create(
        this.project,
        wanted.branch,
        wanted.base,
        titleFor(wanted.title, wanted.draft),
        {
          description: wanted.body,
          labels: wanted.labels.join(','),
          ...(reviewerIds.length > 0 ? { reviewerIds } : {}),
        },
      );
      return { number: made.iid, url: made.web_url };
    } catch (error) {
      if (isRefusal(error, 409, /already exists/i)) return undefined;
      throw error;
    }
  }

  async edit(
    number: number,
    change: {
      title?: string;
      body?: string;
      /** As it is now: a person may have called it ready. */
      draft?: boolean;
      labels?: string[];
      reviewerIds: number[];
    },
  ): Promise<void> {
    const { title, body, draft, labels, reviewerIds } = change;
    const edits = {
      ...(title === undefined ? {} : { title: titleFor(title, draft) }),
      ...(body === undefined ? {} : { description: body }),
      ...(labels ? { labels: labels.join(',') } : {}),
      ...(reviewerIds.length > 0 ? { reviewerIds } : {}),
    };
    if (Object.keys(edits).length === 0) return;
    await this.gitlab.MergeRequests.edit(this.project, number, edits);
  }

  /** Ids of members by their user names, of the first hundred: one request. */
  async memberIds(): Promise<Map<string, number>> {
    const members = await this.gitlab.ProjectMembers.all(this.project, {
      includeInherited: true,
      page: 1,
      perPage: 100,
      maxPages: 1,
    });
    return new Map(
      members.map(({ username, id }) => [username.toLowerCase(), id]),
    );
  }

  mergeRequest(number: number) {
    return this.gitlab.MergeRequests.show(this.project, number);
  }

  async rawFile(ref: string, path: string): Promise<string | null> {
    try {
      const content = await this.gitlab.RepositoryFiles.showRaw(
        this.project,
        path,
        ref,
      );
      return typeof content === 'string' ? content : await content.text();
    } catch (error) {
      if (isRefusal(error, 404)) return null;
      throw error;
    }
  }
}

// GitLab knows a draft by its title.
function titleFor(title: string, draft = false): string {
  return draft ? `Draft: ${title}` : title;
}

function actionFor(content: string | null, exists: boolean) {
  if (content === null) return 'delete' as const;
  return exists ? ('update' as const) : ('create' as const);
}

function toCommit(commit: {
  id?: unknown;
  parent_ids?: unknown;
  message?: unknown;
  author_name?: unknown;
  author_email?: unknown;
}): GitCommit {
  const { parent_ids: parents } = commit;
  return {
    sha: String(commit.id),
    parents: Array.isArray(parents) ? parents.map(String) : [],
    message: String(commit.message),
    author: {
      name: String(commit.author_name),
      email: String(commit.author_email),
    },
  };
}
