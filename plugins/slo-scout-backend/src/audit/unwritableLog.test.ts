import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { TestPortal } from '../__testUtils__/testPortal';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PendingBundles } from './__testUtils__/PendingBundles';
import { approvalLosses } from './__testUtils__/approvalLosses';

jest.setTimeout(120_000);

const ENGINES: Engine[] = ['SQLite', 'PostgreSQL'];

/** A log that takes no entry, as on a full disk. */
async function breakLog(
  db: Knex,
  engine: Engine,
): Promise<() => Promise<void>> {
  if (engine === 'SQLite') {
    await db.raw(`CREATE TRIGGER broken BEFORE INSERT ON audit_log
      BEGIN SELECT RAISE(ABORT, 'no space left'); END`);
    return async () => {
      await db.raw('DROP TRIGGER broken');
    };
  }
  await db.raw(`CREATE FUNCTION broken() RETURNS trigger AS
    $$ BEGIN RAISE EXCEPTION 'no space left'; END; $$ LANGUAGE plpgsql`);
  await db.raw(`CREATE TRIGGER broken BEFORE INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION broken()`);
  return async () => {
    await db.raw('DROP TRIGGER broken ON audit_log');
  };
}

describe.each(ENGINES)('with a log that takes no entry, on %s', engine => {
  const servers = new TestServers();
  let portal: TestPortal;
  let ids: string[];
  let mend: () => Promise<void>;

  beforeAll(async () => {
    const db = await servers.open(engine);
    portal = await TestPortal.start({ db, config: { policy: RELAXED } });
    ids = await (await PendingBundles.prepare(portal)).next();
    mend = await breakLog(db, engine);
  });
  afterAll(async () => {
    await portal?.stop();
    await servers.stop();
  });

  const stored = async () =>
    Promise.all(
      ['artifacts', 'policy_decisions', 'audit_log', 'audit_head'].map(table =>
        portal.db(table).orderBy(table.startsWith('audit') ? 'seq' : 'id'),
      ),
    );

  it.each([
    [
      'approved',
      () =>
        portal.as('sre').post('/v1/artifacts/approve', { artifact_ids: ids }),
    ],
    [
      'rejected',
      () =>
        portal
          .as('sre')
          .patch(`/v1/artifacts/${ids[0]}`, { action: 'reject', reason: 'No' }),
    ],
    [
      'refused',
      () =>
        portal
          .as('stranger')
          .post('/v1/artifacts/approve', { artifact_ids: ids }),
    ],
  ])('nothing is %s', async (_, act) => {
    const before = await stored();
    const { status, body } = await act();
    expect(status).toBe(500);
    expect(body.error.message).not.toMatch(/insert into/i);
    expect(await stored()).toEqual(before);
  });

  it('the same is approved once the log takes entries again', async () => {
    await mend();
    const { status } = await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: ids });
    expect(status).toBe(200);
    expect(await approvalLosses(portal.db)).toEqual([]);
  });
});
