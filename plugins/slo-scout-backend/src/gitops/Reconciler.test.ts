import { rateLimited } from 'testbed';
import {
  EventsWorld,
  type HostKind,
  KINDS,
  REPO,
} from './__testUtils__/EventsWorld';

jest.setTimeout(120_000);

/** So long a host is waited for where somebody asks. */
const PATIENCE_S = 290;

/** Without any webhook. */
describe('the jobs that look at the Git hosts', () => {
  let world: EventsWorld;
  const reconcile = () => world.portal.runJob('reconcile-deployments');
  const opened = async (kind: HostKind) => {
    const made = await world.opened(kind);
    return { id: made.deployment_id, number: made.pr_number };
  };
  const limit = (kind: HostKind) =>
    world.hosts[kind].faults.add({
      ...{ effect: rateLimited(PATIENCE_S), times: 1 },
    });

  beforeAll(async () => {
    world = await EventsWorld.start();
    for (const kind of KINDS) world.hosts[kind].webhookConditions.copies = 0;
  });
  afterAll(() => world?.stop());
  afterEach(async () => {
    for (const kind of KINDS) {
      const host = world.hosts[kind];
      host.faults.clear();
      for (const { number, state } of host.pullRequests(REPO)) {
        if (state === 'open') await host.closePullRequest(REPO, number);
      }
    }
    await reconcile();
  });

  it.each(KINDS)('wait for none: %s asks for patience', async kind => {
    const made = {
      github: await opened('github'),
      gitlab: await opened('gitlab'),
    };
    for (const each of KINDS) {
      await world.hosts[each].mergePullRequest(REPO, made[each].number);
    }
    const other = kind === 'github' ? 'gitlab' : 'github';
    limit(kind);
    await reconcile();
    expect(world.hosts[kind].faults.pending).toBe(0);
    expect(await world.bundles.status(made[kind].id)).toBe('pending_pr');
    expect(await world.bundles.status(made[other].id)).toBe('deployed');

    limit(other);
    await world.portal.runJob('watch-deployed');
    expect(world.hosts[other].faults.pending).toBe(0);
    expect(await world.bundles.deployment(made[other].id)).toMatchObject({
      checks: { repository: { state: 'unknown' } },
    });

    await reconcile();
    expect(await world.bundles.status(made[kind].id)).toBe('deployed');
  });

  it('leave a host alone that is away three times in a row', async () => {
    const { db } = world.portal;
    const { id } = await opened('github');
    const { number } = await opened('gitlab');
    await world.hosts.gitlab.mergePullRequest(REPO, number);
    const row = await db('deployments').where({ id }).first();
    const twins = ['x-1', 'x-2', 'x-3', 'x-4'];
    for (const twin of twins) {
      await db('deployments').insert({ ...row, id: twin, active_key: null });
    }
    const { faults, requests } = world.hosts.github;
    faults.add({ effect: rateLimited(PATIENCE_S), times: 20 });
    const before = requests.length;
    await reconcile();
    expect(requests.length - before).toBe(3);
    expect(
      await db('deployments').where({
        target: 'staging',
        status: 'pending_pr',
      }),
    ).toEqual([]);
    await db('deployments').whereIn('id', twins).delete();
  });

  it.each(KINDS)(
    'find what was closed and merged after all: %s',
    async kind => {
      const host = world.hosts[kind];
      const { id, number } = await opened(kind);
      await host.closePullRequest(REPO, number);
      await reconcile();
      expect(await world.bundles.status(id)).toBe('closed');
      await host.reopenPullRequest(REPO, number);
      await host.mergePullRequest(REPO, number);
      await reconcile();
      expect(await world.bundles.status(id)).toBe('deployed');
      expect(await world.bundles.moves(id)).toEqual([
        ...['deployment_closed', 'deployment_completed'],
      ]);
      const { bundle_hash: bundle } = await world.bundles.deployment(id);
      const judged = await world.portal
        .db('policy_decisions')
        .where({ phase: 'merge', bundle_hash: bundle });
      expect(judged).toHaveLength(1);
    },
  );

  it('find what was closed and opened again', async () => {
    const { id, number } = await opened('github');
    await world.hosts.github.closePullRequest(REPO, number);
    await reconcile();
    await world.hosts.github.reopenPullRequest(REPO, number);
    await reconcile();
    expect(await world.bundles.status(id)).toBe('pending_pr');
  });

  it('read a few that are closed in a round, others in the next, none that is old', async () => {
    const { db } = world.portal;
    const { id } = await opened('github');
    const row = await db('deployments').where({ id }).first();
    await db('deployments')
      .where({ status: 'closed' })
      .update({ created_at: 0 });
    const numbers = Array.from({ length: 12 }, (_, n) => 901 + n);
    for (const number of numbers) {
      await db('deployments').insert({
        ...{ ...row, id: `closed-${number}`, active_key: null },
        ...{ status: 'closed', pr_number: number },
      });
    }
    const { requests } = world.hosts.github;
    const read = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const before = requests.length;
      await reconcile();
      const closed = requests
        .slice(before)
        .flatMap(({ path }) => /\/pulls\/(9\d\d)$/.exec(path)?.[1] ?? []);
      expect(closed).toHaveLength(5);
      closed.forEach(number => read.add(number));
    }
    expect([...read].sort()).toEqual(numbers.map(String));
    await db('deployments').whereLike('id', 'closed-%').delete();
  });
});
