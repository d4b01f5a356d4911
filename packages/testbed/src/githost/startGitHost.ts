import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { apiRouter } from './api/apiRouter';
import { ContractViolations } from './api/ContractViolations';
import { Faults } from './api/faults';
import { RequestLogEntry } from './api/types';
import { Forge } from './forge/Forge';
import { HostedRepository } from './forge/HostedRepository';
import {
  type Collaborators,
  ForgeEvent,
  InitialFiles,
  PullRequestRecord,
} from './forge/types';
import { serveClone } from './git/httpBackend';
import { runGit } from './git/process';
import type { GithubApp } from './github/GithubApps';
import { GithubDialect } from './github/GithubDialect';
import { GithubShapes } from './github/shapes';
import { GitlabDialect } from './gitlab/GitlabDialect';
import { GitlabShapes } from './gitlab/shapes';
import { pageRouter } from './pages/pageRouter';
import { WebhookEvents } from './webhooks/events';
import {
  WebhookConditions,
  WebhookDelivery,
  WebhookSender,
  WebhookTarget,
} from './webhooks/WebhookSender';

/** @public */
export interface GitHostOptions {
  /** Default: any free port. */
  port?: number;
  /** Repositories and pull requests live here and survive a restart. */
  dataDir: string;
  /** Content of `main` by `owner/name`; repositories that exist stay as they are. */
  repositories?: Record<string, InitialFiles>;
  webhookTargets?: WebhookTarget[];
  /** Waits between attempts to deliver a webhook. */
  webhookRetryDelaysMs?: number[];
  /** Who may be asked for reviews. Default: nobody. */
  collaborators?: Partial<Collaborators>;
  /** What writers must show. Default: `testbed-token`. */
  token?: string;
  /** A GitHub App that may ask for tokens of its own. Default: none. */
  githubApp?: GithubApp;
  /** Token of OAuth that GitLab takes as a bearer. Default: none. */
  gitlabOauthToken?: string;
  /**
   * What an answer outside GitHub's description does: `strict` makes `stop()`
   * throw, so that a test cannot pass over it; `log` only says so.
   */
  contract?: 'strict' | 'log';
  /** Where loud messages go. Default: standard error. */
  log?: (message: string) => void;
}

/** @public */
export interface GitHost {
  url: string;
  /** Host and port, as an integration names them. */
  host: string;
  token: string;
  apiUrl: { github: string; gitlab: string };
  faults: Faults;
  /** Every API request so far, in order. */
  requests: RequestLogEntry[];
  /** Requests and answers outside the API's description. */
  violations(): string[];
  clearViolations(): void;
  /** What git says in the repository. */
  git(repo: string, ...args: string[]): Promise<string>;
  /** Folder of the bare repository, for git itself. */
  repositoryPath(repo: string): string;
  createRepository(repo: string, files: InitialFiles): Promise<void>;
  /** A person's commit; null deletes. The branch is made from main if need be. */
  commit(
    repo: string,
    branch: string,
    files: Record<string, string | null>,
    message: string,
    author?: { name: string; email: string; date?: string },
  ): Promise<string>;
  pullRequests(repo: string): PullRequestRecord[];
  mergePullRequest(repo: string, number: number): Promise<PullRequestRecord>;
  closePullRequest(repo: string, number: number): Promise<PullRequestRecord>;
  reopenPullRequest(repo: string, number: number): Promise<PullRequestRecord>;
  /** Sends the webhook of a review; the host keeps no reviews. */
  reviewPullRequest(
    repo: string,
    number: number,
    state: 'approved' | 'changes_requested',
  ): void;
  webhookTargets: WebhookTarget[];
  /** How webhooks travel: how often, how late, or kept back. Change it at any time. */
  webhookConditions: WebhookConditions;
  /** Sends the webhooks that were kept back. */
  releaseWebhooks(order?: 'in_order' | 'reversed'): void;
  /** Webhooks sent so far, and what became of them. */
  deliveries: WebhookDelivery[];
  /** Resolves when no webhook is being delivered any more. */
  webhooksSettled(): Promise<void>;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts the local Git host with GitHub's and GitLab's REST calls. @public */
export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  const { token = 'testbed-token', contract = 'strict' } = options;
  const collaborators = { users: [], teams: [], ...options.collaborators };
  const say = options.log ?? (message => process.stderr.write(`${message}\n`));
  const app = express();
  const server = createServer(app);
  await listen(server, options.port ?? 0);
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  const apiUrl = { github: `${url}/api/v3`, gitlab: `${url}/api/v4` };

  const shapes = new GithubShapes(url, apiUrl.github);
  const webhooks = new WebhookSender(
    [...(options.webhookTargets ?? [])],
    options.webhookRetryDelaysMs,
  );
  const dataDir = path.resolve(options.dataDir);
  const gitlabShapes = new GitlabShapes(url);
  const events = new WebhookEvents(shapes, gitlabShapes);
  const forge = await Forge.open(dataDir, (repo, event) =>
    webhooks.send(webhookOf(events, repo, event)),
  );
  for (const [name, files] of Object.entries(options.repositories ?? {})) {
    await forge.createRepository(name, files);
  }

  const faults = new Faults();
  const requests: RequestLogEntry[] = [];
  const violations = new ContractViolations(say);
  const github = await GithubDialect.create({
    ...{ shapes, forge, violations, token, collaborators },
    app: options.githubApp,
  });
  const gitlab = new GitlabDialect({
    ...{ forge, violations, token, apiUrl: apiUrl.gitlab, collaborators },
    shapes: gitlabShapes,
    oauthToken: options.gitlabOauthToken,
  });
  app.disable('x-powered-by');
  app.use('/api/v3', apiRouter({ dialect: github, faults, log: requests }));
  app.use('/api/v4', apiRouter({ dialect: gitlab, faults, log: requests }));
  app.use(serveClone(path.join(dataDir, 'repositories')));
  app.use(pageRouter(forge));

  return {
    ...{ url, host, token, apiUrl, faults, requests },
    ...repositoryFunctions(forge),
    reviewPullRequest: (repo, number, state) => {
      const repository = forge.get(repo);
      const pr = repository.pullRequest(number);
      webhooks.send(events.review(repository, pr, state));
    },
    webhookTargets: webhooks.targets,
    webhookConditions: webhooks.conditions,
    releaseWebhooks: order => webhooks.release(order),
    deliveries: webhooks.deliveries,
    webhooksSettled: () => webhooks.settled(),
    violations: () => violations.found,
    clearViolations: () => violations.clear(),
    stop: async () => {
      await webhooks.stop();
      if (server.listening) await close(server);
      if (contract === 'strict' && violations.found.length > 0) {
        throw new Error(
          `Outside the API's description:\n${violations.found.join('\n')}`,
        );
      }
    },
  };
}

function repositoryFunctions(forge: Forge) {
  const get = (repo: string): HostedRepository => forge.get(repo);
  return {
    git: async (repo: string, ...args: string[]) => {
      const directory = get(repo).git.directory;
      const { stdout } = await runGit([`--git-dir=${directory}`, ...args]);
      return stdout.toString();
    },
    repositoryPath: (repo: string) => get(repo).git.directory,
    createRepository: async (repo: string, files: InitialFiles) => {
      await forge.createRepository(repo, files);
    },
    commit: (
      repo: string,
      ...args: Parameters<HostedRepository['commitFiles']>
    ) => forge.commit(get(repo), ...args),
    pullRequests: (repo: string) => structuredClone(get(repo).pullRequests),
    mergePullRequest: (repo: string, number: number) =>
      forge.merge(get(repo), number),
    closePullRequest: (repo: string, number: number) =>
      forge.close(get(repo), number),
    reopenPullRequest: (repo: string, number: number) =>
      forge.reopen(get(repo), number),
  };
}

function webhookOf(
  events: WebhookEvents,
  repo: HostedRepository,
  event: ForgeEvent,
) {
  return event.kind === 'push'
    ? events.push(repo, event)
    : events.pullRequest(repo, event.pullRequest, event.kind);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
