export { startGitHost } from './startGitHost';
export type { GitHost, GitHostOptions } from './startGitHost';
export {
  Faults,
  rateLimited,
  secondaryRateLimited,
  serverError,
} from './api/faults';
export type { FaultEffect, FaultRule } from './api/faults';
export type { RequestLogEntry } from './api/types';
export type { GithubApp } from './github/GithubApps';
export type {
  Collaborators,
  InitialFiles,
  PullRequestRecord,
} from './forge/types';
export { deploymentHeaders } from './webhooks/WebhookSender';
export type {
  WebhookConditions,
  WebhookDelivery,
  WebhookTarget,
} from './webhooks/WebhookSender';
