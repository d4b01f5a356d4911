import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import execa from 'execa';
import { TestServers } from '../__testUtils__/databases';
import { migrate } from '../database/openDatabase';
import { AuditLog } from './AuditLog';

const SCRIPT = resolve(__dirname, '../../../../docs/verify-audit.mjs');

describe('docs/verify-audit.mjs', () => {
  const servers = new TestServers();
  let folder: string;
  let entries: AuditEntry[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-export-'));
    const db = await servers.open('SQLite');
    await migrate(db);
    const log = new AuditLog({ db });
    for (const text of ['first', 'zweiter: ü', '{"third": 1.50}']) {
      await log.record({
        action: 'slo_created',
        actor: 'user:default/author',
        payload: { text, nested: { b: [1, null], a: 0.1 } },
      });
    }
    entries = [];
    for await (const entry of log.entries()) entries.push(entry);
  });

  afterAll(async () => {
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function verify(exported: AuditEntry[]) {
    const file = join(folder, 'export.ndjson');
    await writeFile(file, exported.map(e => `${JSON.stringify(e)}\n`).join(''));
    return execa(process.execPath, [SCRIPT, file], { reject: false });
  }

  it('accepts an export as it was written', async () => {
    expect((await verify(entries)).exitCode).toBe(0);
  });

  it.each([
    ['a changed entry', (e: AuditEntry[]) => [{ ...e[0], actor: 'x' }, e[1]]],
    ['a missing entry', (e: AuditEntry[]) => [e[0], e[2]]],
    ['another order', (e: AuditEntry[]) => [e[1], e[0], e[2]]],
  ])('refuses %s', async (_, tamper) => {
    expect((await verify(tamper(entries))).exitCode).not.toBe(0);
  });
});
