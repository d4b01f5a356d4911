import { HostedRepository } from '../forge/HostedRepository';
import { PullRequestRecord } from '../forge/types';
import { GithubShapes } from '../github/shapes';
import { WebhookTarget } from './WebhookSender';

/** What each kind of target is told when a pull request was merged or closed. @internal */
export function closedPayloads(
  shapes: GithubShapes,
  repo: HostedRepository,
  pr: PullRequestRecord,
): Record<WebhookTarget['kind'], unknown> {
  return {
    github: {
      action: 'closed',
      number: pr.number,
      pull_request: {
        ...shapes.pullRequestSimple(repo, pr),
        merged: pr.merged,
      },
      repository: shapes.repository(repo),
      sender: shapes.user(pr.merged ? 'merger' : 'closer'),
    },
    deployment: {
      pr_number: pr.number,
      status: pr.merged ? 'merged' : 'closed',
      commit_sha: pr.merge_commit_sha ?? pr.head_sha,
      repo: repo.fullName,
    },
  };
}
