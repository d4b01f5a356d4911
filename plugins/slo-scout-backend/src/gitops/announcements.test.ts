import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import knexFactory, { type Knex } from 'knex';
import { type GitHost, rateLimited, startGitHost } from 'testbed';
import {
  approvedFiles,
  approvedSlo,
  idsOf,
} from '../__testUtils__/approvedFiles';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** Two replicas on one database, both of which look at everything. */
describe('what people are told of deployments', () => {
  let folder: string;
  let file: string;
  let gitHost: GitHost;
  let replicas: TestPortal[];
  let signals: string[];

  const connect = (): Knex =>
    knexFactory({
      client: 'better-sqlite3',
      connection: file,
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
  const startReplica = () =>
    TestPortal.start({
      gitHost,
      db: connect(),
      config: { policy: RELAXED },
      features: [
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            publish: async ({ message }) => {
              const { subject } = message as unknown as { subject: string };
              if (subject === 'deployment') signals.push(subject);
            },
          }),
        }),
      ],
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-announce-'));
    file = join(folder, 'portal.sqlite');
    signals = [];
    gitHost = await startGitHost({
      dataDir: join(folder, 'git'),
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    replicas = [await startReplica(), await startReplica()];
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const approvedRules = async () => {
    const [portal] = replicas;
    return approvedFiles(portal, [await approvedSlo(portal)]);
  };
  const deploy = (artifacts: Artifact[]) =>
    replicas[0].as('author').post('/v1/pr', {
      artifact_ids: idsOf(artifacts),
      environment: 'production',
    });
  const deployment = async (id: string): Promise<Deployment> =>
    (await replicas[0].as('author').get(`/v1/deployments/${id}`)).body
      .deployment;
  const everybodyLooks = async () => {
    for (const job of ['reconcile-deployments', 'watch-deployed'] as const) {
      for (let round = 0; round < 2; round += 1) {
        await Promise.all(replicas.map(replica => replica.runJob(job)));
      }
    }
  };
  /** By title: it is left open which of the replicas says what. */
  const byTitle = (notes: unknown[][]) =>
    [...notes].sort(([a], [b]) => String(a).localeCompare(String(b)));
  const told = () =>
    byTitle(
      replicas
        .flatMap(replica => replica.notes)
        .map(({ payload, recipients }) => [
          payload.title.replace(`: ${PAYMENTS}`, ''),
          (recipients as { entityRef: string[] }).entityRef,
        ]),
    );

  it('says each change of state once, to those whom it concerns', async () => {
    const artifacts = await approvedRules();
    const { body } = await deploy(artifacts);
    const id = body.deployment_id;
    // Who opened it knows.
    expect(told()).toEqual([]);

    await gitHost.commit(REPO, 'main', { [ALERTS]: 'theirs\n' }, 'theirs');
    await everybodyLooks();
    const author = 'user:default/author';
    const conflict = ['Pull request in conflict', [author, 'user:default/sre']];
    expect(told()).toEqual(byTitle([conflict]));

    await gitHost.commit(REPO, 'main', { [ALERTS]: null }, 'away again');
    await everybodyLooks();
    const again = ['Pull request open', [author]];
    expect(told()).toEqual(byTitle([conflict, again]));

    await gitHost.mergePullRequest(REPO, body.pr_number);
    signals.length = 0;
    await Promise.all(
      replicas.map(replica => replica.runJob('reconcile-deployments')),
    );
    expect(signals).toEqual(['deployment']);
    await everybodyLooks();
    const merged = ['SLO monitoring merged', [author]];
    expect(told()).toEqual(byTitle([conflict, again, merged]));

    await gitHost.commit(REPO, 'main', { [ALERTS]: 'mine\n' }, 'by hand');
    await everybodyLooks();
    const drifted = ['SLO monitoring drifted', [author, 'user:default/sre']];
    expect(told()).toEqual(byTitle([conflict, again, merged, drifted]));
    expect(await deployment(id)).toMatchObject({ status: 'drifted' });
    const scopes = replicas
      .flatMap(replica => replica.notes)
      .map(({ payload }) => payload.scope);
    expect(new Set(scopes)).toEqual(new Set([`slo-scout:deployment:${id}`]));
  });

  it('waits as long as the host said, through a restart, and then goes on', async () => {
    const artifacts = await approvedRules();
    gitHost.faults.add({ effect: rateLimited(3600) });
    const asked = Date.now();
    const waiting = await deploy(artifacts);
    expect(waiting.status).toBe(503);
    const [{ id }] = await replicas[0].db('deployments').select('id');
    const before = await deployment(id);
    expect(before).toMatchObject({
      status: 'opening',
      error: expect.stringMatching(/answered 429/),
    });
    const minutes = (Date.parse(before.retry_at!) - asked) / 60_000;
    expect(Math.round(minutes)).toBe(60);

    for (const replica of replicas) await replica.stop();
    replicas = [await startReplica()];
    expect(await deployment(id)).toMatchObject({
      status: 'opening',
      retry_at: before.retry_at,
      error: before.error,
    });
    gitHost.requests.length = 0;
    await replicas[0].runJob('reconcile-deployments');
    expect(gitHost.requests).toEqual([]);

    // The hour has passed.
    await replicas[0]
      .db('deployments')
      .update({ retry_at: new Date(Date.now() - 1000) });
    await replicas[0].runJob('reconcile-deployments');
    expect(await deployment(id)).toMatchObject({
      ...{ status: 'pending_pr', retry_at: null, error: null, pr_number: 1 },
    });
    expect(told()).toEqual([['Pull request open', ['user:default/author']]]);
  });
});
