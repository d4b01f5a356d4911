import { ENGINES, TestServers } from '../__testUtils__/databases';
import { AuditLog } from '../audit/AuditLog';
import { migrate, rollback } from './openDatabase';

jest.setTimeout(120_000);

describe.each(ENGINES)('migrations on %s', engine => {
  const servers = new TestServers();
  afterAll(() => servers.stop());

  it('go forward, back and forward again', async () => {
    const db = await servers.open(engine);
    await migrate(db);
    await migrate(db);
    await rollback(db);
    expect(await db.schema.hasTable('audit_log')).toBe(false);
    expect(await db.schema.hasTable('slos')).toBe(false);

    await migrate(db);
    const log = new AuditLog({ db });
    await log.record({ action: 'slo_created', actor: 'a', payload: {} });
    expect(await log.verify()).toMatchObject({ ok: true, entries: 1 });
  });
});
