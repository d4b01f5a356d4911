import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import knexFactory from 'knex';
import { type GitHost, startGitHost } from 'testbed';
import { UNMEASURED } from '../../__testUtils__/relaxedPolicy';
import { TestPortal } from '../../__testUtils__/testPortal';
import { Bundles } from './bundles';

export type HostKind = 'github' | 'gitlab';
export const KINDS: HostKind[] = ['github', 'gitlab'];

/** One name at both hosts. */
export const REPO = 'acme/observability-config';
export const SECRETS = {
  github: 'secret of the GitHub hook',
  gitlab: 'secret of the GitLab hook',
};

/** Whose target each host is. */
export const ENVIRONMENTS = { github: 'production', gitlab: 'staging' };

/** In every bundle, with the objective in it. */
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/**
 * A portal with Backstage's real events ingress, and two Git hosts that post
 * signed webhooks to it: one repository name, one target at each.
 */
export class EventsWorld {
  portal!: TestPortal;
  bundles!: Bundles;
  readonly #commits = { count: 0 };

  private constructor(
    readonly hosts: Record<HostKind, GitHost>,
    private readonly folder: string,
  ) {}

  static async start(): Promise<EventsWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'slo-scout-events-'));
    const [github, gitlab] = await Promise.all(
      KINDS.map(kind =>
        startGitHost({
          dataDir: join(folder, kind),
          contract: 'log',
          log: () => {},
          // What is not taken at once is lost.
          webhookRetryDelaysMs: [],
          repositories: { [REPO]: { 'README.md': '# config\n' } },
        }),
      ),
    );
    const world = new EventsWorld({ github, gitlab }, folder);
    await world.startPortal();
    return world;
  }

  /** Also on the database of one that was stopped. */
  async startPortal(): Promise<void> {
    const { github, gitlab } = this.hosts;
    this.portal = await TestPortal.start({
      db: this.#database(),
      features: [
        eventsPlugin,
        // The one of production: of mocks each plugin would have its own.
        eventsServiceFactory,
        ...KINDS.flatMap(ingressOf),
      ],
      config: {
        targets: KINDS.map(kind => ({
          ...{ name: ENVIRONMENTS[kind], environment: ENVIRONMENTS[kind] },
          ...{ host: this.hosts[kind].host, repo: REPO },
        })),
        policy: {
          environments: {
            production: { invariants: UNMEASURED },
            staging: { invariants: UNMEASURED },
          },
        },
      },
      rootConfig: {
        integrations: {
          github: [
            {
              ...{ host: github.host, token: github.token },
              apiBaseUrl: github.apiUrl.github,
            },
          ],
          gitlab: [
            {
              ...{ host: gitlab.host, token: gitlab.token },
              ...{ baseUrl: gitlab.url, apiBaseUrl: gitlab.apiUrl.gitlab },
            },
          ],
        },
        events: {
          // One process: an answer then means that everybody has been told.
          useEventBus: 'never',
          modules: {
            github: { webhookSecret: SECRETS.github },
            gitlab: { webhookSecret: SECRETS.gitlab },
          },
        },
      },
    });
    this.bundles ??= new Bundles(() => this.portal);
    for (const kind of KINDS) {
      this.hosts[kind].webhookTargets.splice(0, 1, {
        ...{ kind, url: this.ingress(kind), secret: SECRETS[kind] },
      });
    }
  }

  /** While the portal is stopped: everything it remembers of deployments is older by so much. */
  async timePasses(ms: number): Promise<void> {
    const db = this.#database();
    try {
      const [row] = await db('deployments');
      const times = Object.keys(row).filter(column => column.endsWith('_at'));
      await db('deployments').update(
        Object.fromEntries(
          times.map(column => [column, db.raw('?? - ?', [column, ms])]),
        ),
      );
    } finally {
      await db.destroy();
    }
  }

  #database() {
    return knexFactory({
      client: 'better-sqlite3',
      connection: join(this.folder, 'portal.sqlite'),
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
  }

  ingress(kind: HostKind): string {
    const port = this.portal.backend.server.port();
    return `http://localhost:${port}/api/events/http/${kind}`;
  }

  opened(kind: HostKind) {
    return this.bundles.opened(ENVIRONMENTS[kind]);
  }

  /** What people do to a pull request. */
  async happen(
    kind: HostKind,
    what: 'merged' | 'closed' | 'in conflict',
    number: number,
  ): Promise<void> {
    const host = this.hosts[kind];
    if (what === 'merged') await host.mergePullRequest(REPO, number);
    else if (what === 'closed') await host.closePullRequest(REPO, number);
    else {
      this.#commits.count += 1;
      const theirs = `groups: [] # ${this.#commits.count}\n`;
      await host.commit(REPO, 'main', { [ALERTS]: theirs }, 'theirs');
    }
  }

  /** Posts what somebody claims to be an event. */
  async post(
    kind: HostKind,
    payload: object,
    forged: {
      /** Whoever signs, or shows the secret; null: nobody. */
      secret?: string | null;
      /** What is sent in place of what was signed. */
      sent?: object;
    } = {},
  ): Promise<number> {
    const { secret = SECRETS[kind], sent = payload } = forged;
    const body = JSON.stringify(payload);
    const response = await fetch(this.ingress(kind), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(kind === 'github'
          ? githubHeaders(secret, body)
          : gitlabHeaders(secret)),
      },
      body: JSON.stringify(sent),
    });
    return response.status;
  }

  async stop(): Promise<void> {
    await this.portal?.stop();
    await Promise.all(KINDS.map(kind => this.hosts[kind].stop()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Backstage's own module for the host: its check of signatures and its topics. The
 * parts are taken one by one, because Jest cannot follow its `import()`.
 */
function ingressOf(kind: HostKind): BackendFeature[] {
  const name = `@backstage/plugin-events-backend-module-${kind}`;
  const folder = dirname(require.resolve(`${name}/package.json`));
  const host = kind === 'github' ? 'Github' : 'Gitlab';
  return ['Webhook', 'EventRouter'].map(
    part =>
      jest.requireActual(
        join(folder, `dist/service/eventsModule${host}${part}.cjs.js`),
      ).default,
  );
}

/** An event of a pull request, with everything that it claims. */
export function claim(
  kind: HostKind,
  number: number,
  claimed: 'opened' | 'merged' | 'closed',
  repo: string = REPO,
): object {
  if (kind === 'github') {
    return {
      action: claimed === 'opened' ? 'opened' : 'closed',
      number,
      pull_request: { number, merged: claimed === 'merged' },
      repository: { full_name: repo },
    };
  }
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    project: { path_with_namespace: repo },
    object_attributes: {
      iid: number,
      state: claimed,
      action: { opened: 'open', merged: 'merge', closed: 'close' }[claimed],
    },
  };
}

function githubHeaders(
  secret: string | null,
  body: string,
): Record<string, string> {
  return {
    'x-github-event': 'pull_request',
    'x-github-delivery': randomUUID(),
    ...(secret === null
      ? {}
      : {
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret)
            .update(body)
            .digest('hex')}`,
        }),
  };
}

function gitlabHeaders(secret: string | null): Record<string, string> {
  return {
    'x-gitlab-event': 'Merge Request Hook',
    ...(secret === null ? {} : { 'x-gitlab-token': secret }),
  };
}
