import { HostedRepository } from '../forge/HostedRepository';
import { PullRequestRecord } from '../forge/types';
import { GithubShapes } from '../github/shapes';
import { GitlabShapes } from '../gitlab/shapes';
import { WebhookEvent } from './WebhookSender';

const NO_COMMIT = '0'.repeat(40);

/** What the hosts tell of each happening, each in its own words. @internal */
export class WebhookEvents {
  constructor(
    private readonly github: GithubShapes,
    private readonly gitlab: GitlabShapes,
  ) {}

  /** A pull request was merged, closed or opened again. */
  pullRequest(
    repo: HostedRepository,
    pr: PullRequestRecord,
    action: 'closed' | 'reopened',
  ): WebhookEvent {
    const status = pr.merged ? 'merged' : 'closed';
    return {
      name: 'pull_request',
      payloads: {
        github: {
          action,
          number: pr.number,
          pull_request: {
            ...this.github.pullRequestSimple(repo, pr),
            merged: pr.merged,
          },
          repository: this.github.repository(repo),
          sender: this.github.user(pr.merged ? 'merger' : 'closer'),
        },
        gitlab: {
          object_kind: 'merge_request',
          event_type: 'merge_request',
          user: { username: pr.merged ? 'merger' : 'closer' },
          project: this.gitlab.project(repo),
          object_attributes: {
            iid: pr.number,
            source_branch: pr.head,
            target_branch: pr.base,
            state: pr.state === 'open' ? 'opened' : status,
            action: gitlabAction(pr, action),
            merge_commit_sha: pr.merge_commit_sha,
            last_commit: { id: pr.head_sha },
          },
        },
        // The pipeline of the specification only reports how it ended.
        ...(action === 'closed'
          ? {
              deployment: {
                pr_number: pr.number,
                status,
                commit_sha: pr.merge_commit_sha ?? pr.head_sha,
                repo: repo.fullName,
              },
            }
          : {}),
      },
    };
  }

  review(
    repo: HostedRepository,
    pr: PullRequestRecord,
    state: 'approved' | 'changes_requested',
  ): WebhookEvent {
    return {
      name: 'pull_request_review',
      payloads: {
        github: {
          action: 'submitted',
          review: { state, user: this.github.user('reviewer') },
          pull_request: this.github.pullRequestSimple(repo, pr),
          repository: this.github.repository(repo),
          sender: this.github.user('reviewer'),
        },
        gitlab: {
          object_kind: 'merge_request',
          event_type: 'merge_request',
          user: { username: 'reviewer' },
          project: this.gitlab.project(repo),
          object_attributes: {
            iid: pr.number,
            state: 'opened',
            action: state === 'approved' ? 'approved' : 'unapproved',
          },
        },
      },
    };
  }

  push(
    repo: HostedRepository,
    push: { branch: string; before?: string; after: string },
  ): WebhookEvent {
    const { branch, before = NO_COMMIT, after } = push;
    const ref = `refs/heads/${branch}`;
    return {
      name: 'push',
      payloads: {
        github: {
          ...{ ref, before, after },
          repository: this.github.repository(repo),
          sender: this.github.user('pusher'),
        },
        gitlab: {
          object_kind: 'push',
          event_name: 'push',
          ...{ ref, before, after },
          user_username: 'pusher',
          project: this.gitlab.project(repo),
        },
      },
    };
  }
}

function gitlabAction(
  pr: PullRequestRecord,
  action: 'closed' | 'reopened',
): string {
  if (action === 'reopened') return 'reopen';
  return pr.merged ? 'merge' : 'close';
}
