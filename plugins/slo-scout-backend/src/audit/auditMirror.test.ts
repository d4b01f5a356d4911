import {
  type AuditorServiceCreateEventOptions,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { exampleDocument } from '../__testUtils__/examples';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { PendingBundles } from './__testUtils__/PendingBundles';
import { AuditLog } from './AuditLog';
import { migrate } from '../database/openDatabase';

jest.setTimeout(120_000);

interface Told extends AuditorServiceCreateEventOptions {
  outcome?: 'succeeded' | 'failed';
}

/** An auditor that remembers, and that can be out of order. */
function rememberingAuditor() {
  const told: Told[] = [];
  const state = { broken: false };
  const auditor = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      createEvent: async event => {
        if (state.broken) throw new Error('The auditor is away');
        const one: Told = { ...event };
        told.push(one);
        return {
          success: async () => {
            one.outcome = 'succeeded';
          },
          fail: async () => {
            one.outcome = 'failed';
          },
        };
      },
    }),
  });
  return { told, state, auditor };
}

describe("Backstage's auditor", () => {
  const { told, state, auditor } = rememberingAuditor();
  let portal: TestPortal;
  let bundles: PendingBundles;

  beforeAll(async () => {
    portal = await TestPortal.start({
      features: [auditor],
      config: { policy: RELAXED },
    });
    bundles = await PendingBundles.prepare(portal);
  });
  afterAll(() => portal?.stop());

  const approve = async (user: 'sre' | 'stranger') =>
    portal.as(user).post('/v1/artifacts/approve', {
      artifact_ids: await bundles.next(),
    });
  const newest = async () => {
    const { body } = await portal.as('sre').get('/v1/audit?limit=1');
    return body.entries[0];
  };

  it('is told of every entry, each once', async () => {
    const { body } = await portal.as('sre').get('/v1/audit');
    expect(body.entries.length).toBeGreaterThan(2);
    expect(told.map(({ meta }) => meta?.hash).toSorted()).toEqual(
      body.entries.map(({ hash }: { hash: string }) => hash).toSorted(),
    );
    for (const { eventId, outcome } of told) {
      expect(eventId).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(outcome).toBeDefined();
    }
  });

  it('is told of an approval and of a refusal', async () => {
    expect((await approve('sre')).status).toBe(200);
    expect(told[told.length - 1]).toMatchObject({
      eventId: 'artifact-approve',
      severityLevel: 'high',
      outcome: 'succeeded',
      meta: {
        actor: 'user:default/sre',
        entityRef: PAYMENTS,
        hash: (await newest()).hash,
      },
    });
    expect((await approve('stranger')).status).toBe(403);
    expect(told[told.length - 1]).toMatchObject({
      eventId: 'artifact-approve',
      outcome: 'failed',
      meta: { actor: 'user:default/stranger', seq: (await newest()).seq },
    });
  });

  it('that is away stops nothing', async () => {
    const before = told.length;
    state.broken = true;
    expect((await approve('sre')).status).toBe(200);
    const written = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'other' }),
    });
    expect(written.status).toBe(201);
    expect(await newest()).toMatchObject({ action: 'slo_created' });
    expect(told).toHaveLength(before);
  });
});

describe.each<Engine>(['SQLite', 'PostgreSQL'])('a mirror on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
  });
  afterAll(() => servers.stop());

  it('shows what stands, and nothing that was taken back', async () => {
    const shown: number[] = [];
    const log = new AuditLog({
      db,
      mirror: async ({ seq }) => {
        shown.push(seq);
      },
    });
    const event = { action: 'slo_created', actor: 'a', payload: {} } as const;
    await expect(
      db.transaction(async tx => {
        await log.append(tx, event);
        throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    await log.record(event);
    await db.transaction(async tx => {
      await log.append(tx, event);
      await log.append(tx, event);
    });
    expect(shown).toEqual([1, 2, 3]);
  });
});
