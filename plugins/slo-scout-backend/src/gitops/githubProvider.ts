import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  GithubCredentialsProvider,
  GithubIntegrationConfig,
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
  GitTreeEntry,
  NewPullRequest,
  PullRequestChange,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { createOctokit, toGithubError } from './githubClient';
import { GithubSession, refusesDraft, type Tip } from './githubSession';
import { wordsOfRefusal } from './hostRefusal';

/** GitHub and GitHub Enterprise through the Git Data API. */
export class GithubProvider implements GitProvider {
  readonly codeowners = 'github';

  constructor(
    private readonly options: {
      integration: GithubIntegrationConfig;
      credentials: GithubCredentialsProvider;
      logger: LoggerService;
      requestTimeoutMs: number;
    },
  ) {}

  findPullRequest(
    place: { repo: string; branch: string; base: string },
    options: GitCallOptions,
  ): Promise<FoundPullRequest | undefined> {
    return this.#with(place.repo, options, session =>
      session.findPullRequest(place),
    );
  }

  getPullRequest(
    repo: string,
    number: number,
    options: GitCallOptions,
  ): Promise<GitPullRequestState> {
    return this.#with(repo, options, async session => {
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
        draft: pr.draft ?? false,
      };
    });
  }

  readCommit(
    repo: string,
    ref: GitRef,
    options: GitCallOptions,
  ): Promise<GitCommit> {
    return this.#with(repo, options, async session => {
      const { commit } = await tipOf(session, ref);
      return commit;
    });
  }

  readTree(
    repo: string,
    ref: GitRef,
    paths: string[],
    options: GitCallOptions,
  ): Promise<GitTreeEntry[]> {
    return this.#with(repo, options, async session => {
      const { tree } = await tipOf(session, ref);
      return session.entries(tree, paths);
    });
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
   * An open branch only ever goes forward: the base's tree with our files, standing
   * on both branches, so that nothing anybody pushed meanwhile can be lost.
   */
  commit(
    request: GitCommitRequest,
    options: GitCallOptions,
  ): Promise<GitCommitOutcome> {
    return this.#with(request.repo, options, async session => {
      const { branch, onto } = request;
      const base = await session.branch(request.base);
      const files = request.select(
        await session.entries(base.tree, request.paths),
      );
      if (files.length === 0 && !onto) return { outcome: 'unchanged' };
      const parents = onto && parentsOn(onto, base.commit.sha);
      const sha = await session.writeCommit(request, base, files, parents);
      const moved = onto
        ? await session.forwardBranch(branch, sha)
        : await session.createBranch(branch, sha);
      return moved ? { outcome: 'committed', sha } : { outcome: 'refused' };
    });
  }

  createPullRequest(
    request: NewPullRequest,
    options: GitCallOptions,
  ): Promise<{ number: number; url: string; notes: string[] } | undefined> {
    return this.#with(request.repo, options, async session => {
      const notes: string[] = [];
      const opened = await this.#create(session, request, notes);
      if (!opened) return undefined;
      notes.push(...(await this.#complete(session, opened.number, request)));
      return { ...opened, notes };
    });
  }

  updatePullRequest(
    repo: string,
    number: number,
    change: PullRequestChange,
    options: GitCallOptions,
  ): Promise<{ notes: string[] }> {
    return this.#with(repo, options, async session => {
      if (change.title !== undefined || change.body !== undefined) {
        await session.describe(number, change);
      }
      return { notes: await this.#complete(session, number, change) };
    });
  }

  /** A host without drafts gets a pull request that is none. */
  async #create(
    session: GithubSession,
    request: NewPullRequest,
    notes: string[],
  ): Promise<{ number: number; url: string } | undefined> {
    try {
      return await session.createPullRequest(request);
    } catch (error) {
      if (!request.draft || !refusesDraft(error)) throw error;
      notes.push('This repository has no drafts: it was opened for review.');
      return session.createPullRequest({ ...request, draft: false });
    }
  }

  /**
   * Labels and reviewers are a convenience: a pull request without them is opened
   * all the same. One reviewer that GitHub does not know refuses all of them.
   */
  async #complete(
    session: GithubSession,
    number: number,
    { labels = [], reviewers = [] }: PullRequestChange,
  ): Promise<string[]> {
    const notes: string[] = [];
    try {
      await session.addLabels(number, labels);
    } catch (error) {
      notes.push(`Not labelled: ${wordsOfRefusal(error)}`);
    }
    if (reviewers.length === 0) return notes;
    try {
      await session.askForReview(number, reviewers);
    } catch (error) {
      const names = reviewers.map(({ name }) => name).join(', ');
      notes.push(
        `Nobody was asked for a review. ${names}: ${wordsOfRefusal(error)}`,
      );
    }
    return notes;
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
    { signal }: GitCallOptions,
    work: (session: GithubSession) => Promise<T>,
  ): Promise<T> {
    const octokit = await this.#octokit(repo, signal);
    return work(new GithubSession(octokit, repo));
  }

  async #octokit(repo: string, signal: AbortSignal) {
    const { integration, credentials, logger, requestTimeoutMs } = this.options;
    const { host, apiBaseUrl } = integration;
    const { token } = await credentials
      .getCredentials({ url: `https://${host}/${repo}` })
      .catch(error => {
        // An app's token is asked of GitHub, too.
        throw toGithubError(error);
      });
    if (!token || !apiBaseUrl) {
      throw new NotAllowedError(
        `No credentials for ${host}. Set a token or an app in integrations.github.`,
      );
    }
    return createOctokit({
      ...{ apiBaseUrl, token, logger, requestTimeoutMs, signal },
    });
  }
}

function tipOf(session: GithubSession, ref: GitRef): Promise<Tip> {
  return 'sha' in ref ? session.commit(ref.sha) : session.branch(ref.branch);
}

function parentsOn(
  { head, parents }: { head: string; parents: string[] },
  base: string,
): string[] {
  // What the branch stands on already needs no second mention.
  return [...new Set([head, base])].filter(sha => !parents.includes(sha));
}
