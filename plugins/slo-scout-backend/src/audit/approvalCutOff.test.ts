import knexFactory, { type Knex } from 'knex';
import { TestServers } from '../__testUtils__/databases';
import { TestPortal } from '../__testUtils__/testPortal';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PendingBundles } from './__testUtils__/PendingBundles';
import { type Direction, PostgresProxy } from './__testUtils__/PostgresProxy';
import { approvalLosses } from './__testUtils__/approvalLosses';

jest.setTimeout(300_000);

/** More messages than an approval has; reaching it fails the test. */
const BOUND = 600;

/** An approval without its audit entry cannot exist, wherever the connection breaks. */
describe('an approval whose connection is cut off', () => {
  const servers = new TestServers();
  let proxy: PostgresProxy;
  /** Past the proxy. */
  let direct: Knex;
  let portal: TestPortal;
  let bundles: PendingBundles;

  beforeAll(async () => {
    direct = await servers.open('PostgreSQL');
    proxy = await PostgresProxy.start(servers.addressOf(direct));
    portal = await TestPortal.start({
      db: knexFactory({
        client: 'pg',
        connection: proxy.connectionString,
        // It would say on the console, every time, what the test does.
        log: { warn: () => {} },
      }),
      config: { policy: RELAXED },
    });
    bundles = await PendingBundles.prepare(portal, { db: direct });
  });
  afterAll(async () => {
    await portal?.stop();
    await proxy?.stop();
    await servers.stop();
  });

  const approve = (ids: string[]) =>
    portal.as('sre').post('/v1/artifacts/approve', { artifact_ids: ids });
  const approved = async (ids: string[]) => {
    const rows = await direct('artifacts')
      .whereIn('id', ids)
      .where({ approval_status: 'approved' });
    return rows.length;
  };

  /** An approval that is cut off after so many messages, and then asked for again. */
  async function attempt(direction: Direction, after: number) {
    const ids = await bundles.next();
    const cut = proxy.arm({ direction, after });
    const { status } = await approve(ids);
    const { happened } = cut;
    proxy.disarm();
    await idle(direct);
    return {
      after,
      happened,
      status,
      approved: (await approved(ids)) / ids.length,
      losses: await approvalLosses(direct),
      again: (await approve(ids)).status,
      approvedAgain: (await approved(ids)) / ids.length,
    };
  }

  it.each<[Direction, string, number]>([
    ['requests', 'before a message of ours', 0],
    // The answer to the commit does not come: it is done all the same.
    ['answers', 'before a message of the database', 1],
  ])(
    'has happened wholly or not at all (%s: %s)',
    async (direction, _, done) => {
      const tries = [];
      let last = await attempt(direction, 0);
      while (last.happened && tries.length < BOUND) {
        tries.push(last);
        last = await attempt(direction, tries.length);
      }
      expect(last).toMatchObject({ happened: false, status: 200, approved: 1 });

      const holds = (one: typeof last) =>
        [0, 1].includes(one.approved) &&
        one.losses.length === 0 &&
        one.again === 200 &&
        one.approvedAgain === 1;
      expect(tries.filter(one => !holds(one))).toEqual([]);
      const whole = tries.filter(one => one.approved === 1).length;
      expect(whole).toBeGreaterThanOrEqual(done);
      expect(tries.length - whole).toBeGreaterThan(50);
      process.stdout.write(
        `Approvals cut off (${direction}): ${tries.length}, of which ${whole} had happened; losses: 0\n`,
      );
    },
  );
});

/** Until no session is in a transaction any more, so that what was sent has happened. */
async function idle(db: Knex): Promise<void> {
  for (;;) {
    const { rows } = await db.raw(
      `select 1 from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
       and state is distinct from 'idle' and backend_type = 'client backend'`,
    );
    if (rows.length === 0) return;
  }
}
