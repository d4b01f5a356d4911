import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** Where something is read: the tip of a branch, or one commit. @public */
export type GitRef = { branch: string } | { sha: string };

/** Passed to each call. @public */
export interface GitCallOptions {
  /** Aborted when nobody waits any more. What it leaves undone is done again later. */
  signal: AbortSignal;
}

/** A commit as the host tells of it. @public */
export interface GitCommit {
  sha: string;
  parents: string[];
  message: string;
  /** `date` in RFC 3339. */
  author: { name?: string; email?: string; date?: string };
  /** RFC 3339. Undefined where the host dates commits itself. */
  committerDate?: string;
}

/** An entry of a Git tree. @public */
export interface GitTreeEntry {
  /** From the root of the repository. */
  path: string;
  /** Git's file mode, six octal digits: `100644`, `120000`, `160000`, `040000`. */
  mode: string;
  /** Git's name of the content (SHA-1 of blob, tree or commit). */
  sha: string;
}

/** A file of the commit. @public */
export interface GitCommitFile {
  path: string;
  /** UTF-8 text, or null to delete the file. */
  content: string | null;
  /** Whether the base has a file there. */
  exists: boolean;
}

/** Somebody at the Git host. @public */
export interface GitReviewer {
  kind: 'user' | 'team';
  /** Login name; of a team `owner/team`. */
  name: string;
}

/** A pull request that is there already. @public */
export interface FoundPullRequest {
  number: number;
  /** Its page, for people. */
  url: string;
  headSha: string;
  labels: string[];
  /** Whether anybody was asked for a review. */
  reviewed: boolean;
}

/** A pull request as it is now. @public */
export interface GitPullRequestState {
  number: number;
  url: string;
  state: 'open' | 'merged' | 'closed';
  /** False in a conflict; null while the host has not decided. */
  mergeable: boolean | null;
  head_sha: string;
  /** Branch that it goes, or went, into. */
  base: string;
  /** The commit that the merge left on the base; null where it is not merged. */
  merge_commit_sha: string | null;
  /** When it was merged, and by whom: a login there. Absent: it is not known. */
  merged?: { at: string | null; by: string | null };
  draft: boolean;
}

/** One commit, to be made on a branch. @public */
export interface GitCommitRequest {
  repo: string;
  /** Branch that the pull request goes into. */
  base: string;
  /** Branch to be made, or with `onto` to be moved. */
  branch: string;
  message: string;
  author: { name: string; email: string };
  /** RFC 3339, of author and committer: the same for each attempt. */
  date: string;
  /** What must be among the listed entries, where it exists. Of a huge tree no more is needed. */
  paths: string[];
  /**
   * The branch of an open pull request. It must be at `head`, else the answer is
   * `refused`; the commit then stands on it and on the base, or takes its place.
   */
  onto?: { head: string; parents: string[] };
  /**
   * The files to write over the base, whose entries are given. The only way to
   * them: it holds the guards, and what it throws ends the call. Make the commit
   * on exactly the tree that was listed.
   */
  select(entries: GitTreeEntry[]): GitCommitFile[];
}

/** @public */
export type GitCommitOutcome =
  | { outcome: 'committed'; sha: string }
  /** `select` gave no file, and there is no branch to move. */
  | { outcome: 'unchanged' }
  /** The branch exists already, or is not at `onto.head`: somebody else's, or ours of an earlier attempt. */
  | { outcome: 'refused' };

/** A pull request to open. @public */
export interface NewPullRequest {
  repo: string;
  base: string;
  branch: string;
  title: string;
  /** Markdown. */
  body: string;
  draft: boolean;
  labels: string[];
  reviewers: GitReviewer[];
}

/** What to change of a pull request; what is absent stays. @public */
export interface PullRequestChange {
  title?: string;
  body?: string;
  /** Whether it is a draft now, for hosts that keep that in the title. */
  draft?: boolean;
  /** Those that it should have in the end. */
  labels?: string[];
  reviewers?: GitReviewer[];
}

/**
 * One Git host, as a set of small steps. Each may be called again after any
 * failure, also after one that hid that it had been done.
 *
 * A step that fails throws a {@link GitHostError}; those of a host that is away or
 * busy are repeated by the caller, so a provider does not wait. Everything that
 * keeps people safe is outside of it: which paths may be written, symbolic links
 * and submodules, commits of people, how often and when to try again, what an
 * error means.
 *
 * @public
 */
export interface GitProvider {
  /** Which host's CODEOWNERS are read here. Absent: none. */
  readonly codeowners?: 'github' | 'gitlab';

  /** The newest one of this branch into this base, open or not. */
  findPullRequest(
    place: { repo: string; branch: string; base: string },
    options: GitCallOptions,
  ): Promise<FoundPullRequest | undefined>;

  getPullRequest(
    repo: string,
    number: number,
    options: GitCallOptions,
  ): Promise<GitPullRequestState>;

  readCommit(
    repo: string,
    ref: GitRef,
    options: GitCallOptions,
  ): Promise<GitCommit>;

  /** Every entry below the root, folders too; of a huge tree at least the way to `paths`. */
  readTree(
    repo: string,
    ref: GitRef,
    paths: string[],
    options: GitCallOptions,
  ): Promise<GitTreeEntry[]>;

  /** UTF-8 text of a file; null where file or ref does not exist. */
  readFile(
    repo: string,
    ref: string,
    path: string,
    options: GitCallOptions,
  ): Promise<string | null>;

  /** Lists the base, asks `select` for the files, and puts them there in one commit. */
  commit(
    request: GitCommitRequest,
    options: GitCallOptions,
  ): Promise<GitCommitOutcome>;

  /**
   * Undefined where the branch has one already. Labels and reviewers that the host
   * refuses are no fault: a sentence in `notes` says so.
   */
  createPullRequest(
    request: NewPullRequest,
    options: GitCallOptions,
  ): Promise<{ number: number; url: string; notes: string[] } | undefined>;

  updatePullRequest(
    repo: string,
    number: number,
    change: PullRequestChange,
    options: GitCallOptions,
  ): Promise<{ notes: string[] }>;

  /** Absolute address of a file on a branch, for people. Asks nobody. */
  fileUrl(repo: string, branch: string, path: string): string;
}

/**
 * The host said no, or gave no answer. Without `status` (no answer), with 408, 425,
 * 429 or 5xx, and with 403 where headers or message tell of a rate limit, the step
 * is repeated; any other status is final. `retry-after`, `ratelimit-remaining` and
 * `ratelimit-reset` (also with `x-`) say when.
 *
 * @public
 */
export class GitHostError extends Error {
  /** HTTP status, or the one that fits best; undefined where no answer came. */
  readonly status: number | undefined;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    message: string,
    answer: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'GitHostError';
    this.status = answer.status;
    this.headers = answer.headers ?? {};
  }

  /** Also true of one that another copy of this package has made. */
  static is(error: unknown): error is GitHostError {
    return (
      error instanceof Error &&
      error.name === 'GitHostError' &&
      'headers' in error
    );
  }
}

/** How a module brings a provider. @public */
export interface GitProviderRegistration {
  /** What targets name it by: lower case, for example `gitea`. */
  id: string;
  /** Hosts that it serves, `host` or `host:port`. Their targets need not name it. */
  hosts: string[];
  /** Called once for each host that has a target. Throws where it lacks credentials. */
  forHost(host: string): GitProvider;
}

/** @public */
export interface SloScoutGitProvidersExtensionPoint {
  /** Throws for an id or a host that is taken or ill-formed. */
  addGitProvider(registration: GitProviderRegistration): void;
}

/**
 * Lets backend modules add Git hosts beside GitHub and GitLab.
 *
 * @public
 */
export const sloScoutGitProvidersExtensionPoint =
  createExtensionPoint<SloScoutGitProvidersExtensionPoint>({
    id: 'slo-scout.git-providers',
  });
