import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { SloFeasibility } from '@slo-scout/backstage-plugin-slo-scout-common';
import { demoPlatformDirectory } from 'testbed';
import { parseAllDocuments } from 'yaml';
import { exampleDocument } from '../../__testUtils__/examples';
import { PAYMENTS, TestPortal } from '../../__testUtils__/testPortal';

jest.setTimeout(60_000);

const LEDGER = 'component:default/ledger';

/** What the catalog's processors make of `spec`: relations in both directions. */
const RELATIONS = [
  ['owner', 'group', 'ownedBy', 'ownerOf'],
  ['dependsOn', 'component', 'dependsOn', 'dependencyOf'],
  ['consumesApis', 'api', 'consumesApi', 'apiConsumedBy'],
  ['providesApis', 'api', 'providesApi', 'apiProvidedBy'],
] as const;

/** The demo's catalog as the catalog would answer it. */
async function demoCatalog(): Promise<Entity[]> {
  const text = await readFile(
    join(demoPlatformDirectory, 'catalog-info.yaml'),
    'utf8',
  );
  const entities = parseAllDocuments(text).map(d => d.toJS() as Entity);
  const byRef = new Map(entities.map(e => [stringifyEntityRef(e), e]));
  const relate = (from: string, type: string, targetRef: string) => {
    const entity = byRef.get(from);
    if (entity) {
      entity.relations = [...(entity.relations ?? []), { type, targetRef }];
    }
  };
  for (const [ref, { spec }] of byRef) {
    for (const [field, defaultKind, there, back] of RELATIONS) {
      for (const name of [spec?.[field] ?? []].flat() as string[]) {
        const target = stringifyEntityRef(
          parseEntityRef(name, { defaultKind }),
        );
        relate(ref, there, target);
        relate(target, back, ref);
      }
    }
  }
  return entities;
}

describe('feasibility over the demo’s catalog', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({ entities: await demoCatalog() });
  });

  afterAll(() => portal?.stop());

  const put = async (entity_ref: string, name: string, target: number) => {
    const document = exampleDocument({ name, target });
    const created = await portal
      .as('sre')
      .post('/v1/slos', { entity_ref, document });
    expect(created.body.error).toBeUndefined();
    return created.body.slos[0].id as string;
  };
  const approve = async (id: string) => {
    const { status } = await portal
      .as('sre')
      .patch(`/v1/slos/${id}`, { action: 'approve' });
    expect(status).toBe(200);
  };
  const ask = async (ref = PAYMENTS) => {
    const { status, body } = await portal
      .as('stranger')
      .get(`/v1/slos/feasibility?entity_ref=${ref}`);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    return body.feasibility as SloFeasibility[];
  };
  let payments: string;

  it('knows nothing while the ledger promises nothing', async () => {
    payments = await put(PAYMENTS, 'success', 0.999);
    await approve(payments);
    const [{ verdict, ceiling, chain, unknown }] = await ask();
    expect({ verdict, ceiling, chain }).toEqual({
      verdict: 'unknown',
      ceiling: null,
      chain: [],
    });
    expect(unknown.map(u => u.entity_ref)).toEqual([LEDGER]);
  });

  it('takes no draft for a promise', async () => {
    const draft = await put(LEDGER, 'booking', 0.998);
    expect((await ask())[0].chain).toEqual([]);
    await approve(draft);
  });

  it('counts the ledger once, though the service depends on it and uses its API', async () => {
    expect(await ask()).toEqual([
      {
        slo_id: payments,
        name: 'success',
        revision: 1,
        verdict: 'infeasible',
        objective: 0.999,
        ceiling: 0.998,
        feasible_objective: 0.998,
        chain: [
          {
            entity_ref: LEDGER,
            slo_id: expect.any(String),
            slo_name: 'booking',
            objective: 0.998,
            window: '30d',
            via: [{ relation: 'dependsOn', entity_ref: LEDGER }],
          },
        ],
        unknown: [],
        reason:
          '99.9 % cannot be met: what it depends on promises 99.8 % at most (component:default/ledger 99.8 % by booking). 99.8 % could be met by a service that hardly ever fails itself.',
        reason_coded: [
          expect.objectContaining({ code: 'feasibility.infeasible' }),
          expect.objectContaining({ code: 'feasibility.alternative' }),
        ],
      },
    ]);
  });

  it('says so beside what is generated, and generates all the same', async () => {
    const { status, body } = await portal
      .as('sre')
      .post('/v1/artifacts/generate', {
        slo_ids: [payments],
        artifact_types: ['runbook'],
        validation_only: true,
      });
    expect(status).toBe(200);
    expect(body.notes).toContainEqual(
      expect.stringMatching(/^success: 99\.9 % cannot be met: /),
    );
  });

  it('judges a waiting draft beside the revision in force', async () => {
    await put(PAYMENTS, 'success', 0.99);
    const verdicts = (await ask()).map(f => [f.revision, f.verdict]);
    expect(verdicts).toEqual([
      [1, 'infeasible'],
      [2, 'feasible'],
    ]);
  });

  it('follows the shop through the promise of the payments', async () => {
    const shop = 'component:default/checkout-web';
    await put(shop, 'orders', 0.999);
    const [{ chain, ceiling }] = await ask(shop);
    // The ledger lies behind the promise of the payments API.
    expect(chain.map(link => link.entity_ref)).toEqual([PAYMENTS]);
    expect(ceiling).toBe(0.999);
  });

  it('answers for entities that exist, and to those who may read', async () => {
    const missing = await portal
      .as('author')
      .get('/v1/slos/feasibility?entity_ref=component:default/nobody');
    expect(missing.status).toBe(404);
    const nameless = await portal.as('author').get('/v1/slos/feasibility');
    expect(nameless.status).toBe(400);
    const nobody = await portal
      .asNobody()
      .get(`/v1/slos/feasibility?entity_ref=${PAYMENTS}`);
    expect(nobody.status).toBe(401);
  });
});
