import type {
  BranchSchema,
  CommitSchema,
  CondensedProjectSchema,
  ExpandedMergeRequestSchema,
  MemberSchema,
  MergeRequestDiffSchema,
  MergeRequestSchemaWithBasicLabels,
  RepositoryFileExpandedSchema,
  RepositoryTreeSchema,
  SimpleProjectSchema,
} from '@gitbeaker/rest';
import { createHash } from 'node:crypto';
import { HostedRepository } from '../forge/HostedRepository';
import { PullRequestRecord } from '../forge/types';
import { FileDiff, GitCommit, TreeEntry } from '../git/objects';

const ZERO_TIME = {
  time_estimate: 0,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
};

/** GitLab's JSON; each shape is held against gitbeaker's types by the compiler. @internal */
export class GitlabShapes {
  constructor(private readonly url: string) {}

  #html(repo: HostedRepository): string {
    return `${this.url}/${repo.fullName}`;
  }

  project(repo: HostedRepository): SimpleProjectSchema {
    const html = this.#html(repo);
    const condensed: CondensedProjectSchema = {
      id: repo.id,
      web_url: html,
      name: repo.name,
      path: repo.name,
    };
    return {
      ...condensed,
      description: null,
      name_with_namespace: `${repo.owner} / ${repo.name}`,
      path_with_namespace: repo.fullName,
      created_at: repo.createdAt,
      default_branch: repo.defaultBranch,
      topics: [],
      ssh_url_to_repo: `${html}.git`,
      http_url_to_repo: `${html}.git`,
      readme_url: null,
      forks_count: 0,
      avatar_url: null,
      star_count: 0,
      last_activity_at: repo.createdAt,
      namespace: {
        id: 1,
        name: repo.owner,
        path: repo.owner,
        kind: 'group',
        full_path: repo.owner,
        avatar_url: '',
        web_url: `${this.url}/${repo.owner}`,
      },
    };
  }

  commit(repo: HostedRepository, commit: GitCommit): CommitSchema {
    return {
      id: commit.sha,
      short_id: commit.sha.slice(0, 8),
      created_at: commit.committer.date,
      parent_ids: commit.parents,
      title: commit.message.split('\n')[0],
      message: commit.message,
      author_name: commit.author.name,
      author_email: commit.author.email,
      authored_date: commit.author.date,
      committer_name: commit.committer.name,
      committer_email: commit.committer.email,
      committed_date: commit.committer.date,
      web_url: `${this.#html(repo)}/-/commit/${commit.sha}`,
    };
  }

  branch(
    repo: HostedRepository,
    name: string,
    commit: GitCommit,
  ): BranchSchema {
    return {
      name,
      merged: false,
      protected: name === repo.defaultBranch,
      default: name === repo.defaultBranch,
      developers_can_push: true,
      developers_can_merge: true,
      can_push: true,
      web_url: `${this.#html(repo)}/-/tree/${name}`,
      commit: this.commit(repo, commit),
    };
  }

  treeEntry({ sha, path, type, mode }: TreeEntry): RepositoryTreeSchema {
    const name = path.split('/').pop() ?? path;
    return { id: sha, name, type, path, mode };
  }

  file(
    ref: string,
    entry: TreeEntry,
    content: Buffer,
    commits: { commit: string; last: string },
  ): RepositoryFileExpandedSchema {
    return {
      file_name: entry.path.split('/').pop() ?? entry.path,
      file_path: entry.path,
      size: content.length,
      encoding: 'base64',
      content: content.toString('base64'),
      content_sha256: createHash('sha256').update(content).digest('hex'),
      ref,
      blob_id: entry.sha,
      commit_id: commits.commit,
      last_commit_id: commits.last,
    };
  }

  mergeRequest(
    repo: HostedRepository,
    pr: PullRequestRecord,
    mergeable: boolean | null,
  ): MergeRequestSchemaWithBasicLabels {
    const author = this.#user(pr.user);
    return {
      id: repo.id * 10_000 + pr.number,
      iid: pr.number,
      project_id: repo.id,
      title: pr.title,
      description: pr.body,
      state: stateOf(pr),
      created_at: pr.created_at,
      updated_at: pr.updated_at,
      web_url: `${this.#html(repo)}/-/merge_requests/${pr.number}`,
      merged_by: pr.merged ? this.#user('merger') : null,
      merged_at: pr.merged_at,
      closed_by: pr.closed_at && !pr.merged ? this.#user('closer') : null,
      closed_at: pr.merged ? null : pr.closed_at,
      target_branch: pr.base,
      source_branch: pr.head,
      ...{ user_notes_count: 0, upvotes: 0, downvotes: 0 },
      author,
      assignees: [],
      assignee: null,
      reviewers: pr.reviewers.map(name => this.#user(name)),
      source_project_id: repo.id,
      target_project_id: repo.id,
      labels: pr.labels,
      draft: pr.draft,
      work_in_progress: pr.draft,
      milestone: null,
      merge_when_pipeline_succeeds: false,
      merge_status: mergeable === false ? 'cannot_be_merged' : 'can_be_merged',
      detailed_merge_status: detailedStatus(mergeable),
      sha: pr.head_sha,
      merge_commit_sha: pr.merge_commit_sha,
      squash_commit_sha: null,
      discussion_locked: null,
      should_remove_source_branch: null,
      force_remove_source_branch: false,
      reference: `!${pr.number}`,
      references: {
        short: `!${pr.number}`,
        relative: `!${pr.number}`,
        full: `${repo.fullName}!${pr.number}`,
      },
      time_stats: ZERO_TIME,
      squash: false,
      task_completion_status: { count: 0, completed_count: 0 },
      prepared_at: pr.created_at,
      has_conflicts: mergeable === false,
      blocking_discussions_resolved: true,
      approvals_before_merge: null,
    };
  }

  expandedMergeRequest(
    repo: HostedRepository,
    pr: PullRequestRecord,
    mergeable: boolean | null,
    changes: number,
  ): ExpandedMergeRequestSchema {
    return {
      ...this.mergeRequest(repo, pr, mergeable),
      subscribed: false,
      changes_count: String(changes),
      latest_build_started_at: null,
      latest_build_finished_at: null,
      first_deployed_to_production_at: null,
      pipeline: null,
      head_pipeline: null,
      diff_refs: {
        base_sha: pr.base_sha,
        head_sha: pr.head_sha,
        start_sha: pr.base_sha,
      },
      merge_error: null,
      first_contribution: false,
      user: { can_merge: true },
    };
  }

  diff(file: FileDiff): MergeRequestDiffSchema {
    return {
      old_path: file.path,
      new_path: file.path,
      a_mode: file.oldMode,
      b_mode: file.newMode,
      new_file: file.status === 'added',
      renamed_file: false,
      deleted_file: file.status === 'removed',
      diff: file.patch ?? '',
    };
  }

  /** Of a project, its groups' members too. */
  member(username: string, id: number): MemberSchema {
    return {
      ...this.#user(username),
      id,
      expires_at: '',
      access_level: 30,
      email: '',
      group_saml_identity: {
        extern_uid: '',
        provider: '',
        saml_provider_id: 0,
      },
    };
  }

  #user(username: string) {
    return {
      id: 1,
      name: username,
      username,
      state: 'active',
      avatar_url: `${this.url}/avatars/${username}`,
      web_url: `${this.url}/${username}`,
    };
  }
}

function stateOf(pr: PullRequestRecord): string {
  if (pr.merged) return 'merged';
  return pr.state === 'open' ? 'opened' : 'closed';
}

function detailedStatus(
  mergeable: boolean | null,
): MergeRequestSchemaWithBasicLabels['detailed_merge_status'] {
  if (mergeable === null) return 'not_open';
  // GitLab says `conflict` here since 15.6; gitbeaker's types do not know it.
  return mergeable
    ? 'mergeable'
    : ('conflict' as MergeRequestSchemaWithBasicLabels['detailed_merge_status']);
}
