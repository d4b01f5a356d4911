import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  type TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import knexFactory, { type Knex } from 'knex';
import request from 'supertest';
import type { GitHost, PrometheusHandle } from 'testbed';
import { sloScoutPlugin } from '../plugin';

export const PAYMENTS = 'component:default/payments-api';
export const WEBHOOK_SECRET = 'secret of the test';
const BASE = '/api/slo-scout';

const GROUPS: Record<string, string[]> = {
  'user:default/author': ['group:default/payments-team'],
  'user:default/sre': ['group:default/sre'],
  'user:default/senior': ['group:default/senior-sre'],
  'user:default/vp': ['group:default/leadership'],
  'user:default/budget': ['group:default/finance'],
  'user:default/editor': ['group:default/governance'],
  'user:default/stranger': ['group:default/guests'],
};

const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments-api', namespace: 'default' },
    spec: { type: 'service' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/payments-team' },
      { type: 'providesApi', targetRef: 'api:default/payments-api' },
      { type: 'dependencyOf', targetRef: 'component:default/checkout-web' },
    ],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'ledger', namespace: 'default' },
    spec: { type: 'service' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/ledger-team' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'payments-api', namespace: 'default' },
    spec: {
      type: 'openapi',
      definition:
        'openapi: 3.1.0\npaths: { /checkout: {}, /payment: {}, /confirm: {} }\n',
    },
  },
];

/** Who there is, each in a group of their own. */
export type TestUser =
  | 'author'
  | 'sre'
  | 'senior'
  | 'vp'
  | 'budget'
  | 'editor'
  | 'stranger';

/** One of many in the group of such a user. */
export type OneOfMany = `${TestUser}-${number}`;

/** Somebody on the plugin's HTTP API. */
export interface Caller {
  get(path: string): request.Test;
  post(path: string, body: object): request.Test;
  put(path: string, body: object): request.Test;
  patch(path: string, body: object): request.Test;
  delete(path: string): request.Test;
}

/** What the portal is told of a Git host. */
export type TestGitHost = Pick<GitHost, 'host' | 'apiUrl' | 'token'>;

/** The plugin in a Backstage test backend, over real Prometheus and a real Git host. */
export class TestPortal {
  private constructor(
    readonly backend: TestBackend,
    readonly db: Knex,
    readonly scheduler: SchedulerService,
    /** What was handed to Backstage's notifications. */
    readonly notes: NotificationSendOptions[],
  ) {}

  static async start(parts: {
    prometheus?: PrometheusHandle;
    gitHost?: TestGitHost;
    /** Which of the Git host's APIs is used. Default: GitHub's. */
    provider?: 'github' | 'gitlab';
    config?: JsonObject;
    /** Beside `sloScout`, over what stands there. */
    rootConfig?: JsonObject;
    /** The whole catalog. Default: payments-api and what is around it. */
    entities?: Entity[];
    /** Default: SQLite in memory. */
    db?: Knex;
    /** Modules of other plugins. */
    features?: BackendFeature[];
  }): Promise<TestPortal> {
    const notes: NotificationSendOptions[] = [];
    const db =
      parts.db ??
      knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        sloScoutPlugin,
        ...(parts.features ?? []),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async note => {
              notes.push(note);
            },
          }),
        }),
        catalogServiceMock.factory({ entities: parts.entities ?? ENTITIES }),
        mockServices.rootConfig.factory({ data: configOf(parts) }),
        mockServices.database.factory({ knex: db }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async credentials => {
              const { userEntityRef } = credentials.principal as {
                userEntityRef: string;
              };
              return {
                userEntityRef,
                ownershipEntityRefs: [
                  userEntityRef,
                  ...(GROUPS[userEntityRef.replace(/-\d+$/, '')] ?? []),
                ],
              };
            },
          }),
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    return new TestPortal(backend, db, scheduler, notes);
  }

  as(user: TestUser): Caller {
    return this.#caller(mockCredentials.user.header(`user:default/${user}`));
  }

  asService(): Caller {
    return this.#caller(mockCredentials.service.header());
  }

  asNobody(): Caller {
    return this.#caller(mockCredentials.none.header());
  }

  /** Runs a scheduled job to its end; by themselves they do not run here. */
  async runJob(
    id:
      | 'reconcile-deployments'
      | 'watch-deployed'
      | 'expire-overrides'
      | 'measure-slos',
  ): Promise<void> {
    await this.scheduler.triggerTask(id);
  }

  /** Everything that is stored, to compare before with after. */
  async contents(): Promise<Record<string, unknown[]>> {
    const tables: Array<{ name: string }> = await this.db('sqlite_master')
      .where({ type: 'table' })
      .whereNot('name', 'like', 'sqlite_%')
      .orderBy('name');
    return Object.fromEntries(
      await Promise.all(
        tables.map(async ({ name }) => [name, await this.db(name)]),
      ),
    );
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await this.db.destroy();
  }

  #caller(authorization: string): Caller {
    const http = request(this.backend.server);
    const sign = (call: request.Test) =>
      call.set('authorization', authorization);
    return {
      get: path => sign(http.get(BASE + path)),
      post: (path, body) => sign(http.post(BASE + path)).send(body),
      put: (path, body) => sign(http.put(BASE + path)).send(body),
      patch: (path, body) => sign(http.patch(BASE + path)).send(body),
      delete: path => sign(http.delete(BASE + path)),
    };
  }
}

function configOf(parts: {
  prometheus?: PrometheusHandle;
  gitHost?: TestGitHost;
  provider?: 'github' | 'gitlab';
  config?: JsonObject;
  rootConfig?: JsonObject;
}): JsonObject {
  const { prometheus, gitHost, provider = 'github' } = parts;
  const host = gitHost?.host ?? 'git.example.org';
  return {
    app: { baseUrl: 'http://localhost:3000' },
    integrations: {
      [provider]: [
        {
          host,
          ...(gitHost ? { baseUrl: `http://${host}` } : {}),
          apiBaseUrl: gitHost?.apiUrl[provider] ?? `https://${host}/api/v3`,
          token: gitHost?.token ?? 'none',
        },
      ],
    },
    sloScout: {
      prometheus: prometheus
        ? [{ name: 'production', url: prometheus.url }]
        : [],
      targets: [
        {
          name: 'production',
          environment: 'production',
          provider,
          host,
          repo: 'acme/observability-config',
        },
      ],
      roles: { approver: ['group:default/sre'] },
      webhooks: { deployment: { secret: WEBHOOK_SECRET } },
      ...parts.config,
    },
    ...parts.rootConfig,
  };
}
