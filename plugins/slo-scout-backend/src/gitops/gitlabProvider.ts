import { NotAllowedError } from '@backstage/errors';
import type {
  GitLabIntegrationConfig,
  GitlabCredentialsProvider,
} from '@backstage/integration';
import type {
  FoundPullRequest,
  GitCallOptions,
  GitCommit,
  GitCommitOutcome,
  GitCommitRequest,
  GitProvider,
  GitPullRequestState,
  GitRef,
  GitReviewer,
  GitTreeEntry,
  NewPullRequest,
  PullRequestChange,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { createGitlab } from './gitlabClient';
import { GitlabSession } from './gitlabSession';
import { wordsOfRefusal } from './hostRefusal';

/** GitLab, as a service or self-managed, through commit actions. */
export class GitlabProvider implements GitProvider {
  readonly codeowners = 'gitlab';

  constructor(
    private readonly options: {
      integration: GitLabIntegrationConfig;
      credentials: GitlabCredentialsProvider;
      requestTimeoutMs: number;
    },
  ) {}

  findPullRequest(
    place: { repo: string; branch: string; base: string },
    options: GitCallOptions,
  ): Promise<FoundPullRequest | undefined> {
    return this.#with(place.repo, options, session =>
      session.findMergeRequest(place),
    );
  }

  getPullRequest(
    repo: string,
    number: number,
    options: GitCallOptions,
  ): Promise<GitPullRequestState> {
    return this.#with(repo, options, async session => {
      const request = await session.mergeRequest(number);
      const state = stateOf(request.state);
      return {
        number,
        url: request.web_url,
        state,
        mergeable: state === 'open' ? mergeableOf(request) : null,
        head_sha: request.sha,
        base: request.target_branch,
        // A fast-forward merge makes no commit of its own.
        merge_commit_sha:
          state === 'merged'
            ? request.merge_commit_sha ??
              request.squash_commit_sha ??
              request.sha
            : null,
        ...(state === 'merged' ? { merged: mergeOf(request) } : {}),
        draft: request.draft,
      };
    });
  }

  readCommit(
    repo: string,
    ref: GitRef,
    options: GitCallOptions,
  ): Promise<GitCommit> {
    return this.#with(repo, options, session =>
      'sha' in ref ? session.commit(ref.sha) : session.branchTip(ref.branch),
    );
  }

  readTree(
    repo: string,
    ref: GitRef,
    _paths: string[],
    options: GitCallOptions,
  ): Promise<GitTreeEntry[]> {
    return this.#with(repo, options, session =>
      session.entries('sha' in ref ? ref.sha : ref.branch),
    );
  }

  readFile(
    repo: string,
    ref: string,
    path: string,
    options: GitCallOptions,
  ): Promise<string | null> {
    return this.#with(repo, options, session => session.rawFile(ref, path));
  }

  /**
   * GitLab makes no merge commits by its API, so an open branch is set anew; it is
   * read immediately before, and anything but the commit that we know refuses.
   */
  commit(
    request: GitCommitRequest,
    options: GitCallOptions,
  ): Promise<GitCommitOutcome> {
    return this.#with(request.repo, options, async session => {
      const { branch, onto } = request;
      const files = request.select(await session.entries(request.base));
      if (!onto) {
        if (files.length === 0) return { outcome: 'unchanged' };
        const sha = await session.commitOnNewBranch(request, files);
        return sha ? { outcome: 'committed', sha } : { outcome: 'refused' };
      }
      const tip = await session.branchTip(branch);
      if (tip.sha !== onto.head) return { outcome: 'refused' };
      const sha = await session.replaceCommit(request, files);
      return { outcome: 'committed', sha };
    });
  }

  createPullRequest(
    request: NewPullRequest,
    options: GitCallOptions,
  ): Promise<{ number: number; url: string; notes: string[] } | undefined> {
    return this.#with(request.repo, options, async session => {
      const { ids, notes } = await idsOf(session, request.reviewers);
      const opened = await session.createMergeRequest(request, ids);
      return opened && { ...opened, notes };
    });
  }

  updatePullRequest(
    repo: string,
    number: number,
    change: PullRequestChange,
    options: GitCallOptions,
  ): Promise<{ notes: string[] }> {
    return this.#with(repo, options, async session => {
      const { ids, notes } = await idsOf(session, change.reviewers ?? []);
      await session.edit(number, { ...change, reviewerIds: ids });
      return { notes };
    });
  }

  fileUrl(repo: string, branch: string, path: string): string {
    const place = [repo, '-/blob', branch, path].join('/');
    const { baseUrl } = this.options.integration;
    return `${baseUrl}/${place.split('/').map(encodeURIComponent).join('/')}`;
  }

  async #with<T>(
    repo: string,
    { signal }: GitCallOptions,
    work: (session: GitlabSession) => Promise<T>,
  ): Promise<T> {
    const { integration, credentials, requestTimeoutMs } = this.options;
    const { host, apiBaseUrl } = integration;
    const { token } = await credentials.getCredentials({
      url: `https://${host}/${repo}`,
    });
    if (!token) {
      throw new NotAllowedError(
        `No credentials for ${host}. Set a token in integrations.gitlab.`,
      );
    }
    const gitlab = createGitlab({
      host: apiBaseUrl.replace(/\/api\/v4\/?$/, ''),
      ...{ token, requestTimeoutMs, signal },
    });
    return work(new GitlabSession(gitlab, repo));
  }
}

/** Whom to ask, by GitLab's numbers. Who cannot be asked is noted, and no fault. */
async function idsOf(
  session: GitlabSession,
  reviewers: GitReviewer[],
): Promise<{ ids: number[]; notes: string[] }> {
  if (reviewers.length === 0) return { ids: [], notes: [] };
  try {
    const members = await session.memberIds();
    const ids: number[] = [];
    const notes: string[] = [];
    for (const { name } of reviewers) {
      const id = members.get(name.toLowerCase());
      if (id === undefined) {
        notes.push(
          `${name} was not asked for a review: no person of that name among the first 100 members of the project.`,
        );
      } else {
        ids.push(id);
      }
    }
    return { ids, notes };
  } catch (error) {
    const words = wordsOfRefusal(error);
    return { ids: [], notes: [`Nobody was asked for a review. ${words}`] };
  }
}

function stateOf(state: string): GitPullRequestState['state'] {
  if (state === 'merged') return 'merged';
  // `locked` is the moment of merging.
  return state === 'opened' || state === 'locked' ? 'open' : 'closed';
}

interface GitlabUser {
  username: string;
}

/** GitLab 14.7 named `merged_by` anew; the types know the old name only. */
function mergeOf(request: {
  merged_at: string | null;
  merged_by: GitlabUser | null;
}): GitPullRequestState['merged'] {
  const { merge_user: merger } = request as { merge_user?: GitlabUser | null };
  const person = merger ?? request.merged_by;
  return { at: request.merged_at, by: person?.username ?? null };
}

const UNDECIDED = ['checking', 'unchecked', 'preparing'];

function mergeableOf(request: {
  has_conflicts: boolean;
  detailed_merge_status: string;
}): boolean | null {
  if (UNDECIDED.includes(request.detailed_merge_status)) return null;
  return !request.has_conflicts;
}
