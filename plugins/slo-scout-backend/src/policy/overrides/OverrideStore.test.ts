import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../../__testUtils__/databases';
import { migrate, rollback } from '../../database/openDatabase';
import { type NewOverride, OverrideStore } from './OverrideStore';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-24T12:00:00Z');

const SUBJECT = {
  entity_ref: 'component:default/payments-api',
  environment: 'production',
  target: 'production',
  bundle_hash: 'b'.repeat(64),
};

function override(change: Partial<NewOverride> = {}): NewOverride {
  return {
    ...SUBJECT,
    id: 'one',
    artifact_ids: ['a', 'b'],
    files: [
      { path: 'a.yaml', content_hash: '1' },
      { path: 'b.yaml', content_hash: '2' },
    ],
    invariants: [
      {
        invariant: 'blast_radius.services',
        required_override: 'senior_sre_approval',
        measured: 12,
        limit: 10,
        message: 'Services affected: 12; at most 10 is allowed.',
      },
    ],
    reason: 'The migration touches all of them once.',
    ticket: 'OPS-1',
    requested_by: 'user:default/author',
    valid_hours: 24,
    expires_at: new Date(NOON + 24 * HOUR),
    ...change,
  };
}

describe.each(ENGINES)('OverrideStore on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let now: number;
  let store: OverrideStore;

  const storeOn = (by: Knex) =>
    new OverrideStore({ db: by, now: () => new Date(now) });

  beforeAll(async () => {
    db = await servers.open(engine);
  });
  afterAll(() => servers.stop());

  beforeEach(async () => {
    await migrate(db);
    now = NOON;
    store = storeOn(db);
  });
  afterEach(() => rollback(db));

  const insert = (change: Partial<NewOverride> = {}) =>
    db.transaction(tx => store.insert(tx, override(change)));
  const approved = async (hours = 24) => {
    await insert();
    await db.transaction(async tx => {
      await store.addDecision(tx, 'one', {
        required_override: 'senior_sre_approval',
        decision: 'approve',
        decided_by: 'user:default/senior',
        reason: null,
      });
      await store.approve(tx, 'one', new Date(now + hours * HOUR));
    });
  };
  const useAt = (
    phase: 'approve' | 'deploy',
    name = 'x',
    by: Knex = db,
  ): Promise<void> =>
    by.transaction(tx =>
      storeOn(by).use(
        tx,
        'one',
        phase === 'approve'
          ? { phase, decisionId: name }
          : { phase, decisionId: name, deploymentId: `deployment-${name}` },
      ),
    );
  const usable = async (phase: 'approve' | 'deploy', change = {}) =>
    (await store.usable({ ...SUBJECT, ...change }, phase))?.id;

  it('keeps a request as it was made', async () => {
    expect(await insert()).toBe(true);
    const { files: _, ...kept } = override();
    const expected: Override = {
      ...kept,
      status: 'requested',
      required: ['senior_sre_approval'],
      decisions: [],
      requested_at: new Date(NOON).toISOString(),
      expires_at: new Date(NOON + 24 * HOUR).toISOString(),
      approval_decision_id: null,
      deploy_decision_id: null,
      deployment_id: null,
    };
    expect(await store.get('one')).toEqual(expected);
    expect(await store.list({ status: 'approved' })).toEqual([]);
    expect(await store.list({ entity_ref: SUBJECT.entity_ref })).toHaveLength(
      1,
    );
    await expect(store.get('two')).rejects.toThrow('does not exist');
  });

  it('has one open override for a content', async () => {
    await insert();
    expect(await insert({ id: 'two' })).toBe(false);
    await db.transaction(tx => store.end(tx, 'one', 'declined'));
    expect(await insert({ id: 'two' })).toBe(true);
  });

  it('is used for one approval and its deploy', async () => {
    await insert();
    expect(await usable('approve')).toBeUndefined();
    await db.transaction(tx => store.end(tx, 'one', 'withdrawn'));
    await db('policy_overrides').delete();

    await approved();
    expect(await usable('approve')).toBe('one');
    await useAt('approve');
    expect(await usable('approve')).toBeUndefined();
    await expect(useAt('approve')).rejects.toThrow('Ask for another');
    expect(await usable('deploy')).toBe('one');
    await useAt('deploy');
    expect(await usable('deploy')).toBeUndefined();
    await expect(useAt('deploy')).rejects.toThrow('Ask for another');
    expect(await store.get('one')).toMatchObject({
      status: 'used',
      approval_decision_id: 'x',
      deploy_decision_id: 'x',
      deployment_id: 'deployment-x',
    });
    expect((await store.ofDeployment('deployment-x'))?.id).toBe('one');
  });

  it('is for this content in this place and no other', async () => {
    await approved();
    for (const change of [
      { bundle_hash: 'c'.repeat(64) },
      { environment: 'staging' },
      { target: 'other' },
      { entity_ref: 'component:default/ledger' },
    ]) {
      expect(await usable('approve', change)).toBeUndefined();
    }
  });

  it('ends with its time, also between approval and deploy', async () => {
    await approved(2);
    now += HOUR;
    await useAt('approve');
    now += HOUR - 1;
    expect(await usable('deploy')).toBe('one');
    now += 1;
    expect(await usable('deploy')).toBeUndefined();
    expect((await store.get('one')).status).toBe('expired');
    await expect(useAt('deploy')).rejects.toThrow('expired just now');

    expect((await store.overdue()).map(({ id }) => id)).toEqual(['one']);
    const ended = await db.transaction(tx => store.expire(tx, 'one'));
    expect(ended?.status).toBe('expired');
    expect(await db.transaction(tx => store.expire(tx, 'one'))).toBeUndefined();
    expect(await store.overdue()).toEqual([]);
    expect(await insert({ id: 'two' })).toBe(true);
  });

  it('is void once one of its files has other content', async () => {
    await approved();
    const change = (...files: NewOverride['files']) =>
      db.transaction(tx => store.voidChanged(tx, SUBJECT, files));
    expect(
      await change(
        { path: 'a.yaml', content_hash: '1' },
        { path: 'c.yaml', content_hash: '9' },
      ),
    ).toEqual([]);
    expect(await usable('approve')).toBe('one');
    expect(await change({ path: 'b.yaml', content_hash: '9' })).toEqual([
      'one',
    ]);
    expect(await usable('approve')).toBeUndefined();
    expect((await store.get('one')).status).toBe('void');
  });

  it('lets one of many who use it at once', async () => {
    await approved();
    const replicas =
      engine === 'PostgreSQL'
        ? [db, servers.again(db), servers.again(db)]
        : [db];
    for (const phase of ['approve', 'deploy'] as const) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 9 }, (_, i) =>
          useAt(phase, `${i}`, replicas[i % replicas.length]),
        ),
      );
      const refusals = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason.name] : [],
      );
      expect(refusals).toEqual(
        Array.from({ length: 8 }, () => 'ConflictError'),
      );
    }
  });
});
