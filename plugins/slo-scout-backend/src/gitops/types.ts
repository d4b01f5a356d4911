import type {
  FoundPullRequest,
  GitPullRequestState,
  GitReviewer,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import type { Layout } from '../generators/layout';
import type { OutputFormat, RuleOptions } from '../generators/types';

/** A file of the commit: content, or null to delete it. */
export interface CommitFile {
  path: string;
  content: string | null;
}

/** How pull requests are opened. */
export interface PullRequestOptions {
  draft: boolean;
  /** Whether the commit has a `Signed-off-by` trailer. */
  signOff: boolean;
  reviewers: 'codeowners' | 'owner' | 'none';
  /** Mustache template of the body, over its sections. */
  template?: string;
}

/** The pull request that a bundle becomes. Everything in it is fixed before the first request. */
export interface PullRequestPlan {
  /** `owner/name` on GitHub, project path on GitLab. */
  repo: string;
  base: string;
  /** `slo-scout/{service}-{timestamp}`, decided once and stored with the deployment. */
  branch: string;
  /** Conventional commit title; also the pull request's title. */
  title: string;
  /** Markdown. */
  body: string;
  commitMessage: string;
  /** RFC 3339; the same for every attempt, so that the commit is the same. */
  commitDate: string;
  author: { name: string; email: string };
  files: CommitFile[];
  labels: string[];
  /** Opened as a draft. Absent: no. */
  draft?: boolean;
  /** Whom to ask for a review. Absent: nobody. */
  reviewers?: {
    /** Those whom CODEOWNERS of the target repository names for the files. */
    codeowners: boolean;
    /** Otherwise the owner of the service, as the Git host knows them. */
    owner: GitReviewer[];
  };
  /**
   * An open pull request of ours that this plan goes on with, instead of opening
   * another. Refused where its branch is not at `expectedHead` any more: then
   * somebody else has worked on it.
   */
  update?: { number: number; url: string; expectedHead: string };
  signal?: AbortSignal;
  /** Told before each wait for a rate limit or a failing host. */
  onRetry?: (wait: { attempt: number; retryAt: Date; reason: string }) => void;
}

export type PullRequestResult =
  | {
      outcome: 'opened';
      number: number;
      url: string;
      commit_sha: string;
      branch: string;
      /** What the host refused without harm, an unknown reviewer say: sentences. */
      notes?: string[];
    }
  /** The base branch already holds exactly these files. */
  | { outcome: 'unchanged' };

/**
 * The repository of a target, behind the guards. Every method is safe to call
 * again after any failure.
 */
export interface TargetRepository {
  /** Which host's CODEOWNERS are read here. Absent: none. */
  readonly codeowners?: 'github' | 'gitlab';
  openPullRequest(plan: PullRequestPlan): Promise<PullRequestResult>;
  /** The newest one of the plan's branch, open or not. */
  findPullRequest(plan: PullRequestPlan): Promise<FoundPullRequest | undefined>;
  getPullRequest(repo: string, number: number): Promise<GitPullRequestState>;
  /** Content of a file at a ref, null where it does not exist. */
  readFile(repo: string, ref: string, path: string): Promise<string | null>;
  /**
   * Git's names (blob SHA-1) of the contents at a branch's tip, by path. At least
   * those of `paths` that are there; never what only stood there once.
   */
  readBranch(
    repo: string,
    branch: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** The same of a commit, which never changes. */
  readCommit(
    repo: string,
    sha: string,
    paths: string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Address of a file on a branch, for people. */
  fileUrl(repo: string, branch: string, path: string): string;
}

/** Where a bundle goes: read from `sloScout.targets` in configuration. */
export interface GitOpsTarget {
  name: string;
  environment: string;
  /** `github`, `gitlab`, or the id of a module's provider. */
  provider: string;
  /** Host of the Backstage integration that has the credentials. */
  host: string;
  repo: string;
  branch: string;
  directory: string;
  labels: string[];
  pullRequests: PullRequestOptions;
  layout: Layout;
  format: OutputFormat;
  /** Whose CI runs the rule tests there; absent: no CI file is written. */
  ci?: 'github' | 'gitlab';
  /** What the organisation adds to the rules of this target. */
  rules: RuleOptions;
}
