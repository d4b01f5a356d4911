import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { type GitHost, startGitHost } from 'testbed';
import { PortalProcess } from './__testUtils__/PortalProcess';
import { TestServers } from './__testUtils__/databases';
import { TestPortal } from './__testUtils__/testPortal';
import { RELAXED } from './__testUtils__/relaxedPolicy';
import { PendingBundles } from './audit/__testUtils__/PendingBundles';
import { approvalLosses } from './audit/__testUtils__/approvalLosses';

jest.setTimeout(300_000);

const REPO = 'acme/observability-config';
const PEOPLE = 50;
const BUNDLES = 4;
const APPROVE = '/v1/artifacts/approve';
const DEPLOY = '/v1/pr';

/** Two processes of the portal on one PostgreSQL, and people who are all at it at once. */
describe('two replicas', () => {
  const servers = new TestServers();
  let folder: string;
  let gitHost: GitHost;
  let db: Knex;
  let preparer: TestPortal;
  let bundles: PendingBundles;
  let replicas: PortalProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-replicas-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    db = await servers.open('PostgreSQL');
    preparer = await TestPortal.start({
      db: servers.again(db),
      config: { policy: RELAXED },
    });
    bundles = await PendingBundles.prepare(preparer);
    const { host, apiUrl, token } = gitHost;
    replicas = await Promise.all(
      ['one', 'two'].map(() =>
        PortalProcess.start({
          database: servers.addressOf(db),
          gitHost: { host, apiUrl, token },
          config: { policy: RELAXED },
        }),
      ),
    );
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.stop();
    await preparer?.stop();
    await gitHost?.stop();
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  });

  type Counts = Record<number, number>;

  /** How often each status was answered to people who are evenly at both replicas. */
  async function everybody(
    call: (person: number) => { path: string; body: object },
  ): Promise<Record<string, Counts>> {
    const counts: Record<string, Counts> = {};
    await Promise.all(
      Array.from({ length: PEOPLE }, async (_, person) => {
        const { path, body } = call(person);
        const replica = replicas[person % 2];
        const { status } = await replica.post(`sre-${person}`, path, body);
        const of = (counts[path] ??= {});
        of[status] = (of[status] ?? 0) + 1;
      }),
    );
    return counts;
  }

  const approve = (ids: string[]) => ({
    path: APPROVE,
    body: { artifact_ids: ids },
  });
  const deploy = (ids: string[]) => ({
    path: DEPLOY,
    body: { artifact_ids: ids, environment: 'production' },
  });

  const entriesOf = async (action: string) =>
    (await db('audit_log').where({ action })).length;
  /** 409 and 503 ask to look again; nothing else than that or success is told. */
  const unexpected = (counts: Counts) =>
    Object.keys(counts).filter(
      status => ![200, 201, 409, 503].includes(Number(status)),
    );
  const tell = (what: string, told: object) =>
    process.stdout.write(
      `Two replicas, ${PEOPLE} people, ${what}: ${JSON.stringify(told)}\n`,
    );

  it('have one approval of each bundle, and one pull request', async () => {
    let ids: string[] = [];
    for (let approved = 1; approved <= BUNDLES; approved++) {
      ids = await bundles.next();
      // Half of the people name the files in the other order.
      const orders = [ids, ids.toReversed()];
      const { [APPROVE]: counts } = await everybody(person =>
        approve(orders[person % 4 < 2 ? 0 : 1]),
      );
      tell('approving', counts);
      expect(unexpected(counts)).toEqual([]);
      expect(counts[200]).toBeGreaterThan(0);
      expect(await entriesOf('artifact_approval')).toBe(approved);
    }
    const { [DEPLOY]: counts } = await everybody(() => deploy(ids));
    tell('deploying', counts);
    expect(unexpected(counts)).toEqual([]);
    expect(counts[201]).toBe(1);
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);
    expect(await db('deployments')).toHaveLength(1);
    expect(await entriesOf('pr_created')).toBe(1);
  });

  it('have one approval where others deploy at the same time', async () => {
    const before = await entriesOf('artifact_approval');
    const ids = await bundles.next();
    const counts = await everybody(person =>
      person % 4 < 2 ? approve(ids) : deploy(ids),
    );
    tell('approving and deploying', counts);
    expect(unexpected(counts[APPROVE])).toEqual([]);
    expect(unexpected(counts[DEPLOY])).toEqual([]);
    expect(await entriesOf('artifact_approval')).toBe(before + 1);

    const { [DEPLOY]: late } = await everybody(() => deploy(ids));
    tell('deploying into the open pull request', late);
    expect(unexpected(late)).toEqual([]);
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);
  });

  it('have one chain, nothing lost, and no deadlock', async () => {
    expect(await approvalLosses(db)).toEqual([]);
    const { rows } = await db.raw(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(Number(rows[0].deadlocks)).toBe(0);
  });
});
