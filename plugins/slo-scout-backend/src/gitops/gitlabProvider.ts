import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  GitLabIntegrationConfig,
  GitlabCredentialsProvider,
} from '@backstage/integration';
import { createGitlab, gitlabStatus } from './gitlabClient';
import { FoundMergeRequest, GitlabSession } from './gitlabSession';
import { explainRefusal } from './hostRefusal';
import {
  assertOurCommit,
  contentsOf,
  isDone,
  noLongerOpen,
  pendingFiles,
  refuseOthersWork,
} from './ourCommit';
import {
  assertNoDetour,
  assertPathsAllowed,
  type BaseEntry,
  type WritablePlaces,
} from './pathGuard';
import type { RetryOptions, RetryPolicy } from './retry';
import { chooseReviewers } from './reviewers/chooseReviewers';
import type {
  GitProvider,
  PullRequestPlan,
  PullRequestResult,
  PullRequestState,
} from './types';

type Waiting = Pick<RetryOptions, 'signal' | 'onRetry'>;

/** GitLab, as a service or self-managed, through commit actions. */
export class GitlabProvider implements GitProvider {
  readonly kind = 'gitlab';

  constructor(
    private readonly options: {
      integration: GitLabIntegrationConfig;
      credentials: GitlabCredentialsProvider;
      /** Where the target's files may stand. */
      places: WritablePlaces;
      policy: RetryPolicy;
    },
  ) {}

  async openPullRequest(plan: PullRequestPlan): Promise<PullRequestResult> {
    assertPathsAllowed(plan.files, this.options.places);
    return this.#with(plan.repo, plan, async session => {
      if (plan.update) return this.#update(session, plan, plan.update);
      const found = await session.findMergeRequest(plan);
      if (found) return this.#resume(session, plan, found);

      const entries = await session.entries(plan.base);
      assertNoDetour(plan.files, entries);
      const pending = pendingFiles(plan.files, entries);
      if (pending.length === 0) return { outcome: 'unchanged' };

      const asked = await this.#reviewers(session, plan, plan.base, entries);
      const sha =
        (await session.commitOnNewBranch(plan, pending)) ??
        (await this.#takeUp(session, plan));
      const opened = await session.createMergeRequest(plan, asked.ids);
      if (!opened) {
        const twin = await session.findMergeRequest(plan);
        if (!twin) {
          throw new ConflictError(
            `${plan.repo} has a merge request of ${plan.branch} that cannot be found. Try again.`,
          );
        }
        return this.#resume(session, plan, twin);
      }
      return result(plan, opened, sha, asked.notes);
    });
  }

  /** Whom to ask, by GitLab's numbers. Who cannot be asked is noted, and no fault. */
  async #reviewers(
    session: GitlabSession,
    plan: PullRequestPlan,
    ref: string,
    entries: BaseEntry[],
  ): Promise<{ ids: number[]; notes: string[] }> {
    try {
      const { reviewers, notes } = await chooseReviewers(
        ...([plan, entries, 'gitlab'] as const),
        path => session.rawFile(ref, path),
      );
      if (reviewers.length === 0) return { ids: [], notes };
      const members = await session.memberIds();
      const ids: number[] = [];
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
      const status = gitlabStatus(error);
      if (status === undefined || status >= 500 || status === 429) throw error;
      const words = (error as Error).message;
      return { ids: [], notes: [`Nobody was asked for a review. ${words}`] };
    }
  }

  /**
   * Puts the plan's files over the base as it is now, in place of our earlier
   * commit. GitLab makes no merge commits by its API, so the branch is set anew;
   * it is read immediately before, and anything but our own commit refuses.
   */
  async #update(
    session: GitlabSession,
    plan: PullRequestPlan,
    update: NonNullable<PullRequestPlan['update']>,
  ): Promise<PullRequestResult> {
    const base = await session.entries(plan.base);
    assertNoDetour(plan.files, base);
    const request = await session.mergeRequest(update.number);
    if (stateOf(request.state) !== 'open') {
      throw noLongerOpen(plan, update.number);
    }
    const tip = await session.branchTip(plan.branch);
    let { sha } = tip;
    // The former commit may look like ours, GitLab's dates being its own.
    const done =
      sha !== update.expectedHead &&
      isDone(plan, tip, await session.entries(sha));
    if (!done) {
      if (sha !== update.expectedHead) refuseOthersWork(plan, tip);
      sha = await session.replaceCommit(plan, pendingFiles(plan.files, base));
    }
    await session.describe(update.number, plan, request.draft);
    return result(plan, update, sha);
  }

  /** Goes on where an earlier attempt has left a merge request. */
  async #resume(
    session: GitlabSession,
    plan: PullRequestPlan,
    found: FoundMergeRequest,
  ): Promise<PullRequestResult> {
    const entries = await session.entries(found.headSha);
    assertOurCommit(plan, await session.commit(found.headSha), entries);
    const labels = [...new Set([...found.labels, ...plan.labels])];
    const asked = found.reviewed
      ? { ids: [], notes: [] }
      : await this.#reviewers(session, plan, found.headSha, entries);
    const missing = {
      ...(labels.length > found.labels.length ? { labels } : {}),
      ...(asked.ids.length > 0 ? { reviewerIds: asked.ids } : {}),
    };
    if (Object.keys(missing).length > 0) {
      await session.complete(found.number, missing);
    }
    return result(plan, found, found.headSha, asked.notes);
  }

  /** The branch of an earlier attempt; GitLab dates commits itself. */
  async #takeUp(
    session: GitlabSession,
    plan: PullRequestPlan,
  ): Promise<string> {
    const tip = await session.branchTip(plan.branch);
    assertOurCommit(plan, tip, await session.entries(tip.sha));
    return tip.sha;
  }

  getPullRequest(repo: string, number: number): Promise<PullRequestState> {
    return this.#with(repo, {}, async session => {
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
      };
    });
  }

  readFile(repo: string, ref: string, path: string): Promise<string | null> {
    return this.#with(repo, {}, session => session.rawFile(ref, path));
  }

  readBranch(
    repo: string,
    branch: string,
  ): Promise<ReadonlyMap<string, string>> {
    return this.#with(repo, {}, async session =>
      contentsOf(await session.entries(branch)),
    );
  }

  readCommit(repo: string, sha: string): Promise<ReadonlyMap<string, string>> {
    return this.readBranch(repo, sha);
  }

  fileUrl(repo: string, branch: string, path: string): string {
    const place = [repo, '-/blob', branch, path].join('/');
    const { baseUrl } = this.options.integration;
    return `${baseUrl}/${place.split('/').map(encodeURIComponent).join('/')}`;
  }

  async #with<T>(
    repo: string,
    waiting: Waiting,
    work: (session: GitlabSession) => Promise<T>,
  ): Promise<T> {
    const { host } = this.options.integration;
    const gitlab = await this.#gitlab(repo, waiting);
    try {
      return await work(new GitlabSession(gitlab, repo));
    } catch (error) {
      const place = { host, repo, provider: this.kind } as const;
      throw explainRefusal(gitlabStatus(error), error, place);
    }
  }

  async #gitlab(repo: string, { signal, onRetry }: Waiting) {
    const { integration, credentials, policy } = this.options;
    const { host, apiBaseUrl } = integration;
    const { token } = await credentials.getCredentials({
      url: `https://${host}/${repo}`,
    });
    if (!token) {
      throw new NotAllowedError(
        `No credentials for ${host}. Set a token in integrations.gitlab.`,
      );
    }
    return createGitlab({
      host: apiBaseUrl.replace(/\/api\/v4\/?$/, ''),
      token,
      retry: { host, policy, signal, onRetry },
    });
  }
}

function stateOf(state: string): PullRequestState['state'] {
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
}): PullRequestState['merged'] {
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

function result(
  plan: PullRequestPlan,
  { number, url }: { number: number; url: string },
  sha: string,
  notes: string[] = [],
): PullRequestResult {
  const { branch } = plan;
  return { outcome: 'opened', number, url, commit_sha: sha, branch, notes };
}
