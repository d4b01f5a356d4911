import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  GithubCredentialsProvider,
  GithubIntegrationConfig,
} from '@backstage/integration';
import { createOctokit, githubStatus } from './githubClient';
import { FoundPullRequest, GithubSession, refusesDraft } from './githubSession';
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
import { OWNERS_FILES } from './reviewers/codeowners';
import type {
  GitProvider,
  PullRequestPlan,
  PullRequestResult,
  PullRequestState,
} from './types';

type Waiting = Pick<RetryOptions, 'signal' | 'onRetry'>;

/** GitHub and GitHub Enterprise through the Git Data API. */
export class GithubProvider implements GitProvider {
  readonly kind = 'github';

  constructor(
    private readonly options: {
      integration: GithubIntegrationConfig;
      credentials: GithubCredentialsProvider;
      /** Where the target's files may stand. */
      places: WritablePlaces;
      logger: LoggerService;
      policy: RetryPolicy;
    },
  ) {}

  async openPullRequest(plan: PullRequestPlan): Promise<PullRequestResult> {
    assertPathsAllowed(plan.files, this.options.places);
    return this.#with(plan.repo, plan, async session => {
      if (plan.update) return this.#update(session, plan, plan.update);
      const found = await session.findPullRequest(plan);
      if (found) return this.#resume(session, plan, found);

      const base = await session.branch(plan.base);
      const entries = await session.entries(base.tree, readPaths(plan));
      assertNoDetour(plan.files, entries);
      const pending = pendingFiles(plan.files, entries);
      if (pending.length === 0) return { outcome: 'unchanged' };

      const sha = await session.writeCommit(plan, base, pending);
      const head = await this.#branch(session, plan, sha);
      const notes: string[] = [];
      const opened = await this.#create(session, plan, notes);
      if (!opened) {
        const twin = await session.findPullRequest(plan);
        if (!twin) {
          throw new ConflictError(
            `${plan.repo} has a pull request of ${plan.branch} that cannot be found. Try again.`,
          );
        }
        return this.#resume(session, plan, twin);
      }
      await this.#label(session, plan, opened.number, plan.labels, notes);
      const at = { number: opened.number, sha: base.commit.sha, entries };
      await this.#askForReview(session, plan, at, notes);
      return result(plan, opened, head, notes);
    });
  }

  /**
   * Puts the plan's files on top of an open pull request, over the base as it is
   * now: the base's tree with our files, standing on both branches. It only ever
   * goes forward, so that nothing anybody pushed meanwhile can be lost.
   */
  async #update(
    session: GithubSession,
    plan: PullRequestPlan,
    update: NonNullable<PullRequestPlan['update']>,
  ): Promise<PullRequestResult> {
    const { state, head } = await session.pullRequest(update.number);
    if (state !== 'open') throw noLongerOpen(plan, update.number);
    const tip = await session.commit(head.sha);
    const paths = plan.files.map(file => file.path);
    let sha = head.sha;
    // The former commit may look like ours, down to the second.
    const done =
      sha !== update.expectedHead &&
      isDone(plan, tip.commit, await session.entries(tip.tree, paths));
    if (!done) {
      if (sha !== update.expectedHead) refuseOthersWork(plan, tip.commit);
      const base = await session.branch(plan.base);
      const entries = await session.entries(base.tree, paths);
      assertNoDetour(plan.files, entries);
      sha = await session.writeCommit(
        plan,
        base,
        pendingFiles(plan.files, entries),
        [...new Set([tip.commit.sha, base.commit.sha])].filter(
          // What the branch stands on already needs no second mention.
          parent => !tip.commit.parents.includes(parent),
        ),
      );
      if (!(await session.forwardBranch(plan.branch, sha))) {
        const now = await session.branch(plan.branch);
        refuseOthersWork(plan, now.commit);
      }
    }
    await session.describe(update.number, plan);
    return result(plan, update, sha);
  }

  /** Goes on where an earlier attempt has left a pull request. */
  async #resume(
    session: GithubSession,
    plan: PullRequestPlan,
    found: FoundPullRequest,
  ): Promise<PullRequestResult> {
    const tip = await session.commit(found.headSha);
    const entries = await session.entries(tip.tree, readPaths(plan));
    assertOurCommit(plan, tip.commit, entries);
    const notes: string[] = [];
    const missing = plan.labels.filter(label => !found.labels.includes(label));
    await this.#label(session, plan, found.number, missing, notes);
    if (!found.reviewed) {
      // CODEOWNERS is none of our files: the branch has it as the base had.
      const at = { number: found.number, sha: found.headSha, entries };
      await this.#askForReview(session, plan, at, notes);
    }
    return result(plan, found, found.headSha, notes);
  }

  /** A host without drafts gets a pull request that is none. */
  async #create(
    session: GithubSession,
    plan: PullRequestPlan,
    notes: string[],
  ): Promise<{ number: number; url: string } | undefined> {
    try {
      return await session.createPullRequest(plan);
    } catch (error) {
      if (!plan.draft || !refusesDraft(error)) throw error;
      notes.push('This repository has no drafts: it was opened for review.');
      return session.createPullRequest({ ...plan, draft: false });
    }
  }

  /** Labels are a convenience: a pull request without them is opened all the same. */
  async #label(
    session: GithubSession,
    plan: PullRequestPlan,
    number: number,
    labels: string[],
    notes: string[],
  ): Promise<void> {
    try {
      await session.addLabels(number, labels);
    } catch (error) {
      notes.push(`Not labelled: ${refusalOf(error)}`);
      this.options.logger.warn(`${plan.repo}#${number}: ${notes.at(-1)}`);
    }
  }

  /** So are reviewers. One that GitHub does not know refuses all of them. */
  async #askForReview(
    session: GithubSession,
    plan: PullRequestPlan,
    at: { number: number; sha: string; entries: BaseEntry[] },
    notes: string[],
  ): Promise<void> {
    const { number, sha, entries } = at;
    try {
      const chosen = await chooseReviewers(plan, entries, 'github', path =>
        session.rawFile(sha, path),
      );
      notes.push(...chosen.notes);
      if (chosen.reviewers.length === 0) return;
      await session.askForReview(number, chosen.reviewers).catch(error => {
        const names = chosen.reviewers.map(({ name }) => name).join(', ');
        throw Object.assign(error, { message: `${names}: ${error.message}` });
      });
    } catch (error) {
      notes.push(`Nobody was asked for a review. ${refusalOf(error)}`);
      this.options.logger.warn(`${plan.repo}#${number}: ${notes.at(-1)}`);
    }
  }

  /** Makes the branch, or takes up the one that an earlier attempt made. */
  async #branch(
    session: GithubSession,
    plan: PullRequestPlan,
    sha: string,
  ): Promise<string> {
    if (await session.createBranch(plan.branch, sha)) return sha;
    const tip = await session.branch(plan.branch);
    if (tip.commit.sha === sha) return sha;
    // Ours on an older base: the base went on between the two attempts.
    const paths = plan.files.map(file => file.path);
    assertOurCommit(plan, tip.commit, await session.entries(tip.tree, paths));
    return tip.commit.sha;
  }

  getPullRequest(repo: string, number: number): Promise<PullRequestState> {
    return this.#with(repo, {}, async session => {
      const pr = await session.pullRequest(number);
      const closed = pr.merged ? 'merged' : 'closed';
      return {
        number,
        url: pr.html_url,
        state: pr.state === 'open' ? 'open' : closed,
        mergeable: pr.mergeable,
        head_sha: pr.head.sha,
        base: pr.base.ref,
        // Of an open one GitHub tells the test merge here.
        merge_commit_sha: pr.merged ? pr.merge_commit_sha : null,
        ...(pr.merged
          ? { merged: { at: pr.merged_at, by: pr.merged_by?.login ?? null } }
          : {}),
      };
    });
  }

  readFile(repo: string, ref: string, path: string): Promise<string | null> {
    return this.#with(repo, {}, session => session.rawFile(ref, path));
  }

  readBranch(
    repo: string,
    branch: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>> {
    return this.#with(repo, {}, async session => {
      const { tree } = await session.branch(branch);
      return contentsOf(await session.entries(tree, paths));
    });
  }

  readCommit(
    repo: string,
    sha: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>> {
    return this.#with(repo, {}, async session => {
      const { tree } = await session.commit(sha);
      return contentsOf(await session.entries(tree, paths));
    });
  }

  fileUrl(repo: string, branch: string, path: string): string {
    const place = [repo, 'blob', branch, path].join('/');
    return `${this.#webUrl}/${place
      .split('/')
      .map(encodeURIComponent)
      .join('/')}`;
  }

  // Integrations name a host only; the API's address tells its scheme.
  get #webUrl(): string {
    const { host, apiBaseUrl } = this.options.integration;
    const scheme = apiBaseUrl?.startsWith('http:') ? 'http' : 'https';
    return `${scheme}://${host}`;
  }

  async #with<T>(
    repo: string,
    waiting: Waiting,
    work: (session: GithubSession) => Promise<T>,
  ): Promise<T> {
    const { host } = this.options.integration;
    const octokit = await this.#octokit(repo, waiting);
    try {
      return await work(new GithubSession(octokit, repo));
    } catch (error) {
      const place = { host, repo, provider: this.kind } as const;
      throw explainRefusal(githubStatus(error), error, place);
    }
  }

  async #octokit(repo: string, { signal, onRetry }: Waiting) {
    const { integration, credentials, logger, policy } = this.options;
    const { host, apiBaseUrl } = integration;
    const { token } = await credentials.getCredentials({
      url: `https://${host}/${repo}`,
    });
    if (!token || !apiBaseUrl) {
      throw new NotAllowedError(
        `No credentials for ${host}. Set a token or an app in integrations.github.`,
      );
    }
    const retry = { host, policy, signal, onRetry };
    return createOctokit({ apiBaseUrl, token, logger, retry });
  }
}

/** Of a huge repository no more is listed than what lies on the way there. */
function readPaths(plan: PullRequestPlan): string[] {
  return [
    ...plan.files.map(({ path }) => path),
    ...(plan.reviewers?.codeowners ? OWNERS_FILES.github : []),
  ];
}

/** GitHub's words where it said no; whatever may pass by itself is thrown on. */
function refusalOf(error: unknown): string {
  const status = githubStatus(error);
  if (status === undefined || status >= 500 || status === 429) throw error;
  return (error as Error).message;
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
