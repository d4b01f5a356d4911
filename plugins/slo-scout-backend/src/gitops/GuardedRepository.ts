import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type FoundPullRequest,
  type GitCallOptions,
  type GitCommit,
  GitHostError,
  type GitProvider,
  type GitPullRequestState,
  type GitRef,
  type GitReviewer,
  type GitTreeEntry,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { explainRefusal } from './hostRefusal';
import {
  assertOurCommit,
  contentsOf,
  isDone,
  noLongerOpen,
  pendingFiles,
  refuseOthersWork,
} from './ourCommit';
import { assertNoDetour, assertPathsAllowed } from './pathGuard';
import {
  isTransient,
  type RetryOptions,
  type RetryPolicy,
  withRetry,
} from './retry';
import { chooseReviewers } from './reviewers/chooseReviewers';
import { OWNERS_FILES } from './reviewers/codeowners';
import type {
  GitOpsTarget,
  PullRequestPlan,
  PullRequestResult,
  TargetRepository,
} from './types';

type Waiting = Pick<RetryOptions, 'signal' | 'onRetry'>;

/**
 * What makes any provider safe to use: it only gets to write what the target's
 * layout allows and no link leads astray, never over a person's commit, and each
 * of its steps is repeated where that can help.
 */
export class GuardedRepository implements TargetRepository {
  constructor(
    private readonly options: {
      target: GitOpsTarget;
      provider: GitProvider;
      logger: LoggerService;
      policy: RetryPolicy;
      /** Ends every step. */
      signal?: AbortSignal;
    },
  ) {}

  get codeowners() {
    return this.options.provider.codeowners;
  }

  async openPullRequest(plan: PullRequestPlan): Promise<PullRequestResult> {
    assertPathsAllowed(plan.files, this.options.target);
    if (plan.update) return this.#update(plan, plan.update);
    const found = await this.findPullRequest(plan);
    if (found) return this.#resume(plan, found);

    const committed = await this.#commit(plan);
    if (!committed) return { outcome: 'unchanged' };
    const { sha, entries } = committed;
    const { reviewers, notes } = await this.#reviewers(plan, sha, entries);
    const { repo, base, branch, title, body, labels, draft = false } = plan;
    const wanted = { repo, base, branch, title, body, draft, labels };
    const opened = await this.#step(plan, (provider, options) =>
      provider.createPullRequest({ ...wanted, reviewers }, options),
    );
    if (!opened) {
      const twin = await this.findPullRequest(plan);
      if (!twin) {
        throw new ConflictError(
          `${repo} has a pull request of ${branch} that cannot be found. Try again.`,
        );
      }
      return this.#resume(plan, twin);
    }
    return this.#result(plan, opened, sha, [...notes, ...opened.notes]);
  }

  /** Goes on where an earlier attempt has left a pull request. */
  async #resume(
    plan: PullRequestPlan,
    found: FoundPullRequest,
  ): Promise<PullRequestResult> {
    const { number, headSha } = found;
    const entries = await this.#ours(plan, { sha: headSha });
    // CODEOWNERS is none of our files: the branch has it as the base had.
    const { reviewers, notes } = found.reviewed
      ? { reviewers: [], notes: [] }
      : await this.#reviewers(plan, headSha, entries);
    const labels = [...new Set([...found.labels, ...plan.labels])];
    const missing = {
      ...(labels.length > found.labels.length ? { labels } : {}),
      ...(reviewers.length > 0 ? { reviewers } : {}),
    };
    if (Object.keys(missing).length > 0) {
      const completed = await this.#step(plan, (provider, options) =>
        provider.updatePullRequest(plan.repo, number, missing, options),
      );
      notes.push(...completed.notes);
    }
    return this.#result(plan, found, headSha, notes);
  }

  /** Puts the plan's files into an open pull request, over the base as it is now. */
  async #update(
    plan: PullRequestPlan,
    update: NonNullable<PullRequestPlan['update']>,
  ): Promise<PullRequestResult> {
    const { number, expectedHead } = update;
    const { state, draft } = await this.getPullRequest(plan.repo, number, plan);
    if (state !== 'open') throw noLongerOpen(plan, number);
    const ref = { branch: plan.branch };
    const tip = await this.#read(plan, ref);
    let { sha } = tip;
    // The former commit may look like ours, down to the second.
    const done =
      sha !== expectedHead &&
      isDone(plan, tip, await this.#entries(plan, { sha }));
    if (!done) {
      if (sha !== expectedHead) refuseOthersWork(plan, tip);
      const committed = await this.#commit(plan, tip);
      sha = committed?.sha ?? sha;
    }
    const { title, body } = plan;
    const { notes } = await this.#step(plan, (provider, options) =>
      provider.updatePullRequest(
        plan.repo,
        number,
        { title, body, draft },
        options,
      ),
    );
    return this.#result(plan, update, sha, notes);
  }

  /**
   * Makes the commit, or takes up the one of an earlier attempt. Undefined where
   * the base has these files already.
   */
  async #commit(
    plan: PullRequestPlan,
    onto?: GitCommit,
  ): Promise<{ sha: string; entries: GitTreeEntry[] } | undefined> {
    const { repo, base, branch, author } = plan;
    let listed: GitTreeEntry[] | undefined;
    const made = await this.#step(plan, (provider, options) => {
      listed = undefined;
      return provider.commit(
        {
          ...{ repo, base, branch, author },
          message: plan.commitMessage,
          date: plan.commitDate,
          paths: this.#paths(plan),
          ...(onto ? { onto: { head: onto.sha, parents: onto.parents } } : {}),
          select: entries => {
            assertNoDetour(plan.files, entries);
            listed = entries;
            return pendingFiles(plan.files, entries);
          },
        },
        options,
      );
    });
    if (made.outcome === 'unchanged') return undefined;
    if (made.outcome === 'committed' && listed) {
      return { sha: made.sha, entries: listed };
    }
    const tip = await this.#read(plan, { branch });
    return {
      sha: tip.sha,
      entries: await this.#ours(plan, { sha: tip.sha }, tip),
    };
  }

  /** Entries of a commit that this very plan has made; refuses any other. */
  async #ours(
    plan: PullRequestPlan,
    ref: GitRef,
    tip?: GitCommit,
  ): Promise<GitTreeEntry[]> {
    const commit = tip ?? (await this.#read(plan, ref));
    const entries = await this.#entries(plan, ref);
    assertOurCommit(plan, commit, entries);
    return entries;
  }

  /** Whom to ask. Who cannot be found out is noted, and no fault. */
  async #reviewers(
    plan: PullRequestPlan,
    sha: string,
    entries: GitTreeEntry[],
  ): Promise<{ reviewers: GitReviewer[]; notes: string[] }> {
    const { codeowners } = this.options.provider;
    try {
      return await chooseReviewers(plan, entries, codeowners, path =>
        this.#step(
          plan,
          (provider, options) =>
            provider.readFile(plan.repo, sha, path, options),
          error => error,
        ),
      );
    } catch (error) {
      if (!GitHostError.is(error) || isTransient(error)) throw error;
      const words = `Nobody was asked for a review. ${error.message}`;
      return { reviewers: [], notes: [words] };
    }
  }

  findPullRequest(
    plan: PullRequestPlan,
  ): Promise<FoundPullRequest | undefined> {
    const { repo, branch, base } = plan;
    return this.#step(plan, (provider, options) =>
      provider.findPullRequest({ repo, branch, base }, options),
    );
  }

  #read(plan: PullRequestPlan, ref: GitRef): Promise<GitCommit> {
    return this.#step(plan, (provider, options) =>
      provider.readCommit(plan.repo, ref, options),
    );
  }

  #entries(plan: PullRequestPlan, ref: GitRef): Promise<GitTreeEntry[]> {
    return this.#step(plan, (provider, options) =>
      provider.readTree(plan.repo, ref, this.#paths(plan), options),
    );
  }

  /** Of a huge repository no more is listed than what lies on the way there. */
  #paths(plan: PullRequestPlan): string[] {
    const { codeowners } = this.options.provider;
    return [
      ...plan.files.map(({ path }) => path),
      ...(plan.reviewers?.codeowners && codeowners
        ? OWNERS_FILES[codeowners]
        : []),
    ];
  }

  getPullRequest(
    repo: string,
    number: number,
    waiting: Waiting = {},
  ): Promise<GitPullRequestState> {
    return this.#step({ ...waiting, repo }, (provider, options) =>
      provider.getPullRequest(repo, number, options),
    );
  }

  readFile(repo: string, ref: string, path: string): Promise<string | null> {
    return this.#step({ repo }, (provider, options) =>
      provider.readFile(repo, ref, path, options),
    );
  }

  readBranch(
    repo: string,
    branch: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>> {
    return this.#contents(repo, { branch }, paths);
  }

  readCommit(
    repo: string,
    sha: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>> {
    return this.#contents(repo, { sha }, paths);
  }

  async #contents(repo: string, ref: GitRef, paths: string[]) {
    return contentsOf(
      await this.#step({ repo }, (provider, options) =>
        provider.readTree(repo, ref, paths, options),
      ),
    );
  }

  fileUrl(repo: string, branch: string, path: string): string {
    return this.options.provider.fileUrl(repo, branch, path);
  }

  async #step<T>(
    { repo, signal = this.options.signal, onRetry }: Waiting & { repo: string },
    work: (provider: GitProvider, options: GitCallOptions) => Promise<T>,
    explain: typeof explainRefusal = explainRefusal,
  ): Promise<T> {
    const { provider, policy, target } = this.options;
    const { host } = target;
    try {
      return await withRetry(async live => work(provider, { signal: live }), {
        host,
        policy,
        signal,
        onRetry,
      });
    } catch (error) {
      throw explain(error, { host, repo, provider: target.provider });
    }
  }

  #result(
    plan: PullRequestPlan,
    { number, url }: { number: number; url: string },
    sha: string,
    notes: string[],
  ): PullRequestResult {
    for (const note of notes) {
      this.options.logger.warn(`${plan.repo}#${number}: ${note}`);
    }
    const { branch } = plan;
    return { outcome: 'opened', number, url, commit_sha: sha, branch, notes };
  }
}
