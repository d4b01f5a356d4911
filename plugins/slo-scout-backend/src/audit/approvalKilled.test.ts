import type { Knex } from 'knex';
import { PortalProcess } from '../__testUtils__/PortalProcess';
import { TestServers } from '../__testUtils__/databases';
import { TestPortal } from '../__testUtils__/testPortal';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PendingBundles } from './__testUtils__/PendingBundles';
import { PostgresProxy } from './__testUtils__/PostgresProxy';
import { approvalLosses } from './__testUtils__/approvalLosses';

jest.setTimeout(600_000);

/** Approvals that are under way when the process is killed. */
const AT_ONCE = 3;

/** Messages between two points at which the process is killed. */
const STEP = 31;

const LIVES = 60;

/** The process of the portal dies without a chance to clean up. */
describe('approvals whose process is killed', () => {
  const servers = new TestServers();
  let proxy: PostgresProxy;
  let direct: Knex;
  let preparer: TestPortal;
  let bundles: PendingBundles;
  let next: Promise<PortalProcess>;

  const startNext = () =>
    PortalProcess.start({
      database: proxy.connectionString,
      config: { policy: RELAXED },
    });

  beforeAll(async () => {
    direct = await servers.open('PostgreSQL');
    proxy = await PostgresProxy.start(servers.addressOf(direct));
    preparer = await TestPortal.start({
      db: servers.again(direct),
      config: { policy: RELAXED },
    });
    bundles = await PendingBundles.prepare(preparer);
  });
  afterAll(async () => {
    await next?.then(portal => portal.stop());
    await preparer?.stop();
    await proxy?.stop();
    await servers.stop();
  });

  const approve = async (portal: PortalProcess, ids: string[]) => {
    try {
      const { status } = await portal.post('sre', '/v1/artifacts/approve', {
        artifact_ids: ids,
      });
      return status;
    } catch {
      return 'no answer';
    }
  };

  /** One process, from what the one before left undone to its own end. */
  async function live(life: number, left: string[][]) {
    const portal = await next;
    const again = [];
    for (const ids of left) again.push(await approve(portal, ids));
    const asked: string[][] = [];
    while (asked.length < AT_ONCE) asked.push(await bundles.next());
    const cut = proxy.arm({
      // On the way to the database, and with its answer on the way back.
      direction: life % 2 === 0 ? 'requests' : 'answers',
      after: life * STEP,
      instead: () => portal.kill(),
    });
    const answers = await Promise.all(asked.map(ids => approve(portal, ids)));
    const killed = cut.happened;
    proxy.disarm();
    await portal.stop();
    if (killed) next = startNext();
    await ended(direct);
    return {
      life,
      killed,
      again,
      answers,
      approved: await Promise.all(
        asked.map(async ids => (await approvedOf(direct, ids)) / ids.length),
      ),
      losses: await approvalLosses(direct),
      left: asked.filter((_, i) => answers[i] === 'no answer'),
    };
  }

  it('leave no approval without its entry, and can be repeated', async () => {
    next = startNext();
    const lives = [await live(0, [])];
    while (lives[lives.length - 1].killed && lives.length < LIVES) {
      lives.push(await live(lives.length, lives[lives.length - 1].left));
    }
    const last = lives.pop();
    expect(last).toMatchObject({ killed: false, left: [], losses: [] });

    const holds = (one: Awaited<ReturnType<typeof live>>) =>
      one.losses.length === 0 &&
      one.again.every(status => status === 200) &&
      // Whoever was told that it is approved was told the truth.
      one.approved.every((part, i) =>
        one.answers[i] === 200 ? part === 1 : [0, 1].includes(part),
      );
    expect(lives.filter(one => !holds(one))).toEqual([]);
    expect(lives.length).toBeGreaterThan(10);
    const unanswered = lives.flatMap(one => one.left).length;
    process.stdout.write(
      `Processes killed: ${lives.length}, over ${
        lives.length * AT_ONCE
      } approvals, of which ${unanswered} were not answered; losses: 0\n`,
    );
  });
});

async function approvedOf(db: Knex, ids: string[]): Promise<number> {
  const rows = await db('artifacts')
    .whereIn('id', ids)
    .where({ approval_status: 'approved' });
  return rows.length;
}

/** Until the database has noticed: what it was sent before still happens. */
async function ended(db: Knex): Promise<void> {
  for (;;) {
    const { rows } = await db.raw(
      `select 1 from pg_stat_activity where datname = current_database()
       and state in ('active', 'idle in transaction', 'idle in transaction (aborted)')
       and pid <> pg_backend_pid()`,
    );
    if (rows.length === 0) return;
  }
}
