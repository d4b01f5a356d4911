import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { migrate } from './openDatabase';

jest.setTimeout(120_000);

const MIGRATION = '20261124000000_policies_and_overrides.js';
const directory = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  'migrations',
);

const NOW = new Date('2026-11-24T12:00:00Z');

const DEPLOYMENT = {
  id: 'deployment',
  entity_ref: 'component:default/payments-api',
  environment: 'production',
  target: 'production',
  repo: 'acme/observability-config',
  base_branch: 'main',
  branch_name: 'slo-scout/x',
  bundle_hash: 'b',
  plan: '{}',
  status: 'deployed',
  created_at: NOW,
  created_by: 'user:default/author',
};

const DECISION = {
  id: 'decision',
  entity_ref: DEPLOYMENT.entity_ref,
  phase: 'approve',
  outcome: 'allowed',
  bundle_hash: 'b',
  decision: '{}',
  actor: 'user:default/sre',
  decided_at: NOW,
};

describe.each(ENGINES)('policies and overrides on %s', engine => {
  const servers = new TestServers();
  let db: Knex;

  beforeAll(async () => {
    db = await servers.open(engine);
  });
  afterAll(() => servers.stop());

  /** Takes back whatever came after the migration, and then the migration itself. */
  const downBefore = async () => {
    for (;;) {
      const [done] = await db.migrate.list({ directory });
      const newest: { name: string } = done[done.length - 1];
      await db.migrate.down({ directory, name: newest.name });
      if (newest.name === MIGRATION) return;
    }
  };

  it('come to data that is there, and go from it', async () => {
    await migrate(db);
    await downBefore();
    await db('deployments').insert(DEPLOYMENT);
    await db('policy_decisions').insert(DECISION);

    await migrate(db);
    const [deployment] = await db('deployments');
    expect(Boolean(deployment.rollback_offered)).toBe(false);
    expect(deployment).toMatchObject({ rollback_reason: null });
    expect(await db('policy_decisions')).toMatchObject([{ facts: null }]);
    await db('policy_revisions').insert({
      seq: 1,
      scope_kind: 'global',
      scope_name: '',
      source: 'portal',
      revision: 1,
      settings: '{}',
      settings_hash: 'h',
      reason: 'because',
      changed_by: 'user:default/editor',
      changed_at: NOW,
    });
    await db('policy_decisions').update({ facts: '{}' });

    await downBefore();
    expect(await db.schema.hasTable('policy_revisions')).toBe(false);
    expect(await db('deployments')).toMatchObject([{ id: 'deployment' }]);
    const [decision] = await db('policy_decisions');
    expect(decision).toMatchObject({ id: 'decision', outcome: 'allowed' });
    expect(decision).not.toHaveProperty('facts');

    await migrate(db);
    expect(await db('policy_revisions')).toEqual([]);
    expect(await db('deployments')).toHaveLength(1);
  });
});
