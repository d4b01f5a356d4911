import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Router } from 'express';
import { type GitHost, startGitHost } from 'testbed';
import type { Caller, TestUser } from '../__testUtils__/testPortal';
import type { SloScout } from '../SloScout';
import { spec } from '../openapi/generated';
import { RouteWorld } from './__testUtils__/RouteWorld';
import {
  CALLERS,
  type CallerName,
  ROUTES,
  type RouteCall,
} from './__testUtils__/routeTable';
import { createRouter } from './createRouter';
import { DEPLOYMENT_WEBHOOK_PATH } from './webhookRoutes';

jest.setTimeout(300_000);

const REPO = 'acme/observability-config';

type Method = keyof Caller;

/** Operations of the contract. */
const OPERATIONS = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    ...{ path, operationId },
    method: method as Method,
  })),
);

const USERS: Record<Exclude<CallerName, 'nobody' | 'service'>, TestUser> = {
  stranger: 'stranger',
  owner: 'author',
  approver: 'sre',
  senior: 'senior',
  vp: 'vp',
  budget: 'budget',
  editor: 'editor',
};

describe('every route, as everybody', () => {
  let folder: string;
  let gitHost: GitHost;
  let world: RouteWorld;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-routes-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    world = await RouteWorld.start(gitHost);
  });
  afterAll(async () => {
    await world?.portal.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const as = (name: CallerName): Caller => {
    if (name === 'nobody') return world.portal.asNobody();
    if (name === 'service') return world.portal.asService();
    return world.portal.as(USERS[name]);
  };
  const send = (name: CallerName, method: Method, call: RouteCall) =>
    as(name)[method](call.path, call.body ?? {});

  /** Whoever is refused leaves a trace at most, and changes nothing. */
  const contents = async () => {
    const { audit_log, audit_head, policy_decisions, ...rest } =
      await world.portal.contents();
    return rest;
  };

  it('has an expectation, and each expectation a route', () => {
    const ids = OPERATIONS.map(({ operationId }) => operationId as string);
    expect(Object.keys(ROUTES).toSorted()).toEqual(ids.toSorted());
    for (const cases of Object.values(ROUTES)) {
      expect(cases.length).toBeGreaterThan(0);
    }
  });

  it('stands in the contract, except for the contract itself and the webhook', () => {
    const router = createRouter({
      scout: {} as SloScout,
      httpAuth: mockServices.httpAuth(),
      logger: mockServices.logger.mock(),
    });
    const ofContract = OPERATIONS.map(
      ({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(routesOf(router).toSorted()).toEqual(
      [
        ...ofContract,
        'get /openapi.json',
        `post ${DEPLOYMENT_WEBHOOK_PATH}`,
      ].toSorted(),
    );
  });

  describe.each(OPERATIONS)('$operationId', ({ method, operationId }) => {
    const cases = (ROUTES[operationId] ?? []).map(one => ({
      as: 'is called',
      ...one,
    }));
    it.each(cases)('$as', async ({ call, expected }) => {
      const statuses: Partial<Record<CallerName, number>> = {};
      const changedBy: CallerName[] = [];
      for (const name of CALLERS) {
        const request = await call(world);
        const before = await contents();
        const { status } = await send(name, method, request);
        statuses[name] = status;
        const refused = status === 401 || status === 403;
        const same =
          JSON.stringify(before) === JSON.stringify(await contents());
        if (refused && !same) changedBy.push(name);
      }
      expect(statuses).toEqual(expected);
      expect(changedBy).toEqual([]);
    });
  });

  it('knows a webhook by its signature, whoever sends it', async () => {
    for (const name of CALLERS) {
      const { status } = await send(name, 'post', {
        path: DEPLOYMENT_WEBHOOK_PATH,
        body: { repo: REPO, pr_number: 1 },
      });
      expect({ name, status }).toEqual({ name, status: 401 });
    }
  });
});

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** `method path` of everything that is mounted, at any depth. */
function routesOf(router: Router): string[] {
  return (router.stack as Layer[]).flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
      : routesOf({ stack: handle.stack ?? [] } as unknown as Router),
  );
}
