import { FileDiff, GitCommit } from '../git/objects';
import { HostedRepository } from '../forge/HostedRepository';
import { PullRequestRecord } from '../forge/types';
import { repositoryLinks } from './repositoryLinks';

const UNVERIFIED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** GitHub's JSON for what the host keeps, with addresses of this host. @internal */
export class GithubShapes {
  constructor(private readonly url: string, private readonly apiUrl: string) {}

  repoApi(repo: HostedRepository): string {
    return `${this.apiUrl}/repos/${repo.fullName}`;
  }

  repoHtml(repo: HostedRepository): string {
    return `${this.url}/${repo.fullName}`;
  }

  user(login: string) {
    const api = `${this.apiUrl}/users/${login}`;
    return {
      login,
      id: 1,
      node_id: nodeId('User', login),
      avatar_url: `${this.url}/avatars/${login}`,
      gravatar_id: '',
      url: api,
      html_url: `${this.url}/${login}`,
      followers_url: `${api}/followers`,
      following_url: `${api}/following{/other_user}`,
      gists_url: `${api}/gists{/gist_id}`,
      starred_url: `${api}/starred{/owner}{/repo}`,
      subscriptions_url: `${api}/subscriptions`,
      organizations_url: `${api}/orgs`,
      repos_url: `${api}/repos`,
      events_url: `${api}/events{/privacy}`,
      received_events_url: `${api}/received_events`,
      type: 'User',
      site_admin: false,
    };
  }

  team(repo: HostedRepository, slug: string) {
    const api = `${this.apiUrl}/orgs/${repo.owner}/teams/${slug}`;
    return {
      id: 1,
      node_id: nodeId('Team', `${repo.owner}/${slug}`),
      name: slug,
      slug,
      description: null,
      privacy: 'closed',
      notification_setting: 'notifications_enabled',
      permission: 'push',
      url: api,
      html_url: `${this.url}/orgs/${repo.owner}/teams/${slug}`,
      members_url: `${api}/members{/member}`,
      repositories_url: `${api}/repos`,
      parent: null,
      type: 'organization',
      organization_id: 1,
    };
  }

  /** Serves as GitHub's full, plain and minimal repository alike. */
  repository(repo: HostedRepository) {
    const api = this.repoApi(repo);
    const html = this.repoHtml(repo);
    const open = repo.pullRequests.filter(pr => pr.state === 'open').length;
    return {
      id: repo.id,
      node_id: nodeId('Repository', repo.fullName),
      name: repo.name,
      full_name: repo.fullName,
      owner: this.user(repo.owner),
      private: false,
      description: null,
      fork: false,
      html_url: html,
      url: api,
      ...repositoryLinks(api),
      clone_url: `${html}.git`,
      git_url: `${html}.git`,
      ssh_url: `${html}.git`,
      svn_url: html,
      mirror_url: null,
      homepage: null,
      language: null,
      license: null,
      default_branch: repo.defaultBranch,
      visibility: 'public',
      ...{ forks: 0, forks_count: 0, network_count: 0, subscribers_count: 0 },
      ...{ stargazers_count: 0, watchers: 0, watchers_count: 0, size: 0 },
      ...{ has_issues: true, has_projects: false, has_wiki: false },
      ...{ has_pages: false, has_discussions: false, has_downloads: false },
      ...{ archived: false, disabled: false },
      open_issues: open,
      open_issues_count: open,
      pushed_at: repo.createdAt,
      created_at: repo.createdAt,
      updated_at: repo.createdAt,
    };
  }

  ref(repo: HostedRepository, branch: string, sha: string) {
    const api = this.repoApi(repo);
    return {
      ref: `refs/heads/${branch}`,
      node_id: nodeId('Ref', branch),
      url: `${api}/git/refs/heads/${branch}`,
      object: { sha, type: 'commit', url: `${api}/git/commits/${sha}` },
    };
  }

  /** A commit of the Git Data API. */
  gitCommit(repo: HostedRepository, commit: GitCommit) {
    const api = this.repoApi(repo);
    return {
      sha: commit.sha,
      node_id: nodeId('Commit', commit.sha),
      url: `${api}/git/commits/${commit.sha}`,
      html_url: `${this.repoHtml(repo)}/commit/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      message: commit.message,
      parents: commit.parents.map(sha => ({
        sha,
        url: `${api}/git/commits/${sha}`,
        html_url: `${this.repoHtml(repo)}/commit/${sha}`,
      })),
      verification: UNVERIFIED,
    };
  }

  /** A commit of the repositories API. */
  commit(repo: HostedRepository, commit: GitCommit) {
    const { author, committer, tree, message, url, ...rest } = this.gitCommit(
      repo,
      commit,
    );
    return {
      sha: commit.sha,
      node_id: rest.node_id,
      url: `${this.repoApi(repo)}/commits/${commit.sha}`,
      html_url: rest.html_url,
      comments_url: `${this.repoApi(repo)}/commits/${commit.sha}/comments`,
      commit: {
        ...{ author, committer, tree, message, url },
        comment_count: 0,
        verification: UNVERIFIED,
      },
      author: null,
      committer: null,
      parents: rest.parents,
    };
  }

  branch(repo: HostedRepository, name: string, commit: GitCommit) {
    const api = `${this.repoApi(repo)}/branches/${name}`;
    return {
      name,
      commit: this.commit(repo, commit),
      _links: { self: api, html: `${this.repoHtml(repo)}/tree/${name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${api}/protection`,
    };
  }

  label(repo: HostedRepository, name: string, index: number) {
    return {
      id: index + 1,
      node_id: nodeId('Label', name),
      url: `${this.repoApi(repo)}/labels/${encodeURIComponent(name)}`,
      name,
      description: '',
      color: 'ededed',
      default: false,
    };
  }

  pullRequestSimple(repo: HostedRepository, pr: PullRequestRecord) {
    const api = `${this.repoApi(repo)}/pulls/${pr.number}`;
    const issue = `${this.repoApi(repo)}/issues/${pr.number}`;
    const html = `${this.repoHtml(repo)}/pull/${pr.number}`;
    const links = {
      comments: `${issue}/comments`,
      commits: `${api}/commits`,
      statuses: `${this.repoApi(repo)}/statuses/${pr.head_sha}`,
      review_comments: `${api}/comments`,
      review_comment: `${this.repoApi(repo)}/pulls/comments{/number}`,
    };
    return {
      url: api,
      id: repo.id * 10_000 + pr.number,
      node_id: nodeId('PullRequest', `${repo.fullName}#${pr.number}`),
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      issue_url: issue,
      comments_url: links.comments,
      commits_url: links.commits,
      statuses_url: links.statuses,
      review_comment_url: links.review_comment,
      review_comments_url: links.review_comments,
      number: pr.number,
      state: pr.state,
      locked: false,
      title: pr.title,
      body: pr.body,
      user: this.user(pr.user),
      labels: pr.labels.map((name, i) => this.label(repo, name, i)),
      milestone: null,
      assignee: null,
      assignees: [],
      requested_reviewers: pr.reviewers.map(name => this.user(name)),
      requested_teams: pr.team_reviewers.map(name => this.team(repo, name)),
      auto_merge: null,
      author_association: 'OWNER',
      draft: pr.draft,
      created_at: pr.created_at,
      updated_at: pr.updated_at,
      closed_at: pr.closed_at,
      merged_at: pr.merged_at,
      merge_commit_sha: pr.merge_commit_sha,
      head: this.#side(repo, pr.head, pr.head_sha),
      base: this.#side(repo, pr.base, pr.base_sha),
      _links: {
        ...Object.fromEntries(
          Object.entries(links).map(([name, href]) => [name, { href }]),
        ),
        html: { href: html },
        issue: { href: issue },
        self: { href: api },
      },
    };
  }

  pullRequest(
    repo: HostedRepository,
    pr: PullRequestRecord,
    figures: { mergeable: boolean | null; files: FileDiff[]; commits: number },
  ) {
    const { mergeable, files, commits } = figures;
    return {
      ...this.pullRequestSimple(repo, pr),
      merged: pr.merged,
      mergeable,
      mergeable_state: mergeableState(mergeable),
      merged_by: pr.merged ? this.user('merger') : null,
      comments: 0,
      review_comments: 0,
      maintainer_can_modify: false,
      commits,
      additions: sum(files.map(file => file.additions)),
      deletions: sum(files.map(file => file.deletions)),
      changed_files: files.length,
    };
  }

  file(repo: HostedRepository, pr: PullRequestRecord, file: FileDiff) {
    const html = this.repoHtml(repo);
    const path = encodePath(file.path);
    return {
      sha: file.sha,
      filename: file.path,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes: file.additions + file.deletions,
      blob_url: `${html}/blob/${pr.head_sha}/${path}`,
      raw_url: `${html}/raw/${pr.head_sha}/${path}`,
      contents_url: `${this.repoApi(repo)}/contents/${path}?ref=${pr.head_sha}`,
      ...(file.patch !== undefined && { patch: file.patch }),
    };
  }

  #side(repo: HostedRepository, branch: string, sha: string) {
    return {
      label: `${repo.owner}:${branch}`,
      ref: branch,
      sha,
      user: this.user(repo.owner),
      repo: this.repository(repo),
    };
  }
}

function mergeableState(mergeable: boolean | null): string {
  if (mergeable === null) return 'unknown';
  return mergeable ? 'clean' : 'dirty';
}

function nodeId(kind: string, name: string): string {
  return Buffer.from(`${kind}:${name}`).toString('base64');
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Percent-encodes a path but for its slashes. @internal */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
