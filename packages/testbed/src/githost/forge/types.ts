/** A pull request (merge request) as the host keeps it. @public */
export interface PullRequestRecord {
  number: number;
  title: string;
  body: string;
  /** Branch that holds the change. */
  head: string;
  base: string;
  state: 'open' | 'closed';
  merged: boolean;
  draft: boolean;
  labels: string[];
  /** Login names of the people who were asked for a review. */
  reviewers: string[];
  /** GitHub: names of the owner's teams that were asked. */
  team_reviewers: string[];
  /** Tips of the two branches; frozen when the request is merged or closed. */
  head_sha: string;
  base_sha: string;
  merge_commit_sha: string | null;
  user: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  merged_at: string | null;
}

/** First content of a repository: a folder, or paths with their text. @public */
export type InitialFiles = string | Record<string, string>;

/** Who may be asked for a review in every repository. @public */
export interface Collaborators {
  /** Login names. */
  users: string[];
  /** Names of teams of any owner; GitHub only. */
  teams: string[];
}

/** Something that hosts send webhooks of. @internal */
export type ForgeEvent =
  | { kind: 'closed' | 'reopened'; pullRequest: PullRequestRecord }
  | { kind: 'push'; branch: string; before?: string; after: string };

/** A refusal that the API dialects turn into their own status and words. @internal */
export class ForgeError extends Error {
  constructor(
    readonly reason:
      | 'not_found'
      | 'invalid_head'
      | 'invalid_base'
      | 'already_exists'
      | 'no_commits'
      | 'not_mergeable'
      | 'not_open'
      | 'head_modified',
    message: string,
  ) {
    super(message);
    this.name = 'ForgeError';
  }
}
