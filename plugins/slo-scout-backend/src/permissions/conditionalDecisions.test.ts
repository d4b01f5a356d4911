import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  sloScoutAuditReadPermission,
  sloScoutRecordPermissions,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { exampleDocument } from '../__testUtils__/examples';
import {
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';
import {
  ROLES,
  RefusedBundle,
  STRICT,
} from '../governance/__testUtils__/refusedBundle';
import { createSloScoutConditionalDecision, sloScoutConditions } from './rules';

jest.setTimeout(120_000);

const LEDGER = 'component:default/ledger';
const GROUP: Partial<Record<TestUser, string>> = {
  author: 'group:default/payments-team',
  editor: 'group:default/payments-team',
  sre: 'group:default/sre',
  stranger: 'group:default/guests',
};

/** Owners and approvers, by the two rules; whoever is called `vp` nothing at all. */
function decide(permission: Permission, user: string): PolicyDecision {
  if (user === 'vp') return { result: AuthorizeResult.DENY };
  const record = sloScoutRecordPermissions.find(
    ({ name }) => name === permission.name,
  );
  if (!record) return { result: AuthorizeResult.ALLOW };
  const claims = [GROUP[user as TestUser] ?? `user:default/${user}`];
  return createSloScoutConditionalDecision(record, {
    anyOf: [
      sloScoutConditions.isOwner({ claims }),
      sloScoutConditions.hasRole({ roles: ['approver'], claims }),
    ],
  });
}

const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => ({
    authorize: async requests => {
      if (requests.some(({ permission }) => permission.type === 'resource')) {
        throw new Error('Resources are decided on with their conditions');
      }
      return requests.map(() => ({ result: AuthorizeResult.ALLOW }));
    },
    authorizeConditional: async (requests, options) => {
      const { principal } = (options ?? {}).credentials as {
        principal: { userEntityRef: string };
      };
      const [, user] = principal.userEntityRef.split('/');
      return requests.map(({ permission }) => decide(permission, user));
    },
  }),
});

describe.each<Engine>(['SQLite', 'PostgreSQL'])(
  'a policy that decides by owner and role, on %s',
  engine => {
    const servers = new TestServers();
    let db: Knex;
    let portal: TestPortal;
    let payments: RefusedBundle;
    let ledger: { slo: string; artifact: string };

    beforeAll(async () => {
      db = await servers.open(engine);
      portal = await TestPortal.start({
        db,
        features: [permissions],
        config: { roles: ROLES, policy: STRICT },
      });
      payments = await RefusedBundle.generate(portal);
      await payments.request();
      await portal.as('editor').put('/v1/policies', {
        scope: { kind: 'global' },
        expected_revision: 0,
        reason: 'An entry that is about no entity.',
        settings: { overrides: { max_hours: 8 } },
      });
      ledger = await ledgerFiles();
      await deployments(PAYMENTS, LEDGER);
    });
    afterAll(async () => {
      await portal?.stop();
      await servers.stop();
    });

    /** The approver's work on an entity that the author does not own. */
    async function ledgerFiles() {
      const sre = portal.as('sre');
      const written = await sre.post('/v1/slos', {
        entity_ref: LEDGER,
        document: exampleDocument({ name: 'success' }),
      });
      const slo: string = written.body.slos[0].id;
      await sre.patch(`/v1/slos/${slo}`, { action: 'approve' });
      const { body } = await sre.post('/v1/artifacts/generate', {
        slo_ids: [slo],
        artifact_types: ['recording_rule'],
      });
      await sre.post('/v1/policy/overrides', {
        artifact_ids: [body.artifacts[0].id],
        invariants: ['blast_radius.traffic_percent', 'dry_run_conclusive'],
        reason: 'There is no Prometheus in this environment yet.',
      });
      return { slo, artifact: body.artifacts[0].id as string };
    }

    async function deployments(...entities: string[]) {
      await db('deployments').insert(
        entities.map(entity_ref => ({
          id: `of-${entity_ref.split('/')[1]}`,
          entity_ref,
          environment: 'production',
          target: 'production',
          repo: 'acme/observability-config',
          base_branch: 'main',
          branch_name: 'slo-scout/x',
          bundle_hash: 'b',
          plan: JSON.stringify({ artifact_ids: [], files: [] }),
          status: 'closed',
          created_at: new Date(),
          created_by: 'user:default/sre',
        })),
      );
    }

    const listed = async (user: TestUser, path: string, field: string) => {
      const { status, body } = await portal.as(user).get(path);
      if (status !== 200) return status;
      const refs = (body[field] as Array<{ entity_ref: string | null }>).map(
        ({ entity_ref: ref }) => ref,
      );
      return [...new Set(refs)].toSorted();
    };

    it.each([
      ['/v1/artifacts', 'artifacts', [LEDGER, PAYMENTS]],
      ['/v1/policy/overrides', 'overrides', [LEDGER, PAYMENTS]],
      // With the entry about no entity.
      ['/v1/audit', 'entries', [LEDGER, PAYMENTS, null]],
      [`/v1/slos?entity_ref=${LEDGER}`, 'slos', [LEDGER]],
      [`/v1/deployments?entity_ref=${LEDGER}`, 'deployments', [LEDGER]],
    ])('%s lists what each may see', async (path, field, all) => {
      const own = all.filter(ref => ref === PAYMENTS);
      expect({
        approver: await listed('sre', path, field),
        owner: await listed('author', path, field),
        stranger: await listed('stranger', path, field),
        denied: await listed('vp', path, field),
      }).toEqual({
        approver: all.toSorted(),
        owner: own,
        stranger: [],
        denied: 403,
      });
    });

    it('judges again only what may be read', async () => {
      await payments.approve();
      await portal
        .as('sre')
        .patch(`/v1/artifacts/${ledger.artifact}`, { action: 'approve' });
      const decided = await db('policy_decisions').distinct('entity_ref');
      expect(decided.map(row => row.entity_ref).toSorted()).toEqual([
        LEDGER,
        PAYMENTS,
      ]);
      const { body } = await portal
        .as('editor')
        .post('/v1/policy/shadow', { scope: { kind: 'global' }, settings: {} });
      expect(body.decisions).toMatchObject([{ entity_ref: PAYMENTS }]);
    });

    it('pages over what may be seen, not over what there is', async () => {
      const { body } = await portal.as('author').get('/v1/audit?limit=1');
      expect(body.entries).toMatchObject([{ entity_ref: PAYMENTS }]);
    });

    it.each<[string, () => string, boolean]>([
      ['artifact', () => `/v1/artifacts/${ledger.artifact}`, false],
      ['SLO', () => `/v1/slos/${ledger.slo}/openslo`, false],
      ['deployment', () => '/v1/deployments/of-ledger', false],
      ['policy', () => `/v1/policy?environment=x&entity_ref=${LEDGER}`, false],
      ['feasibility', () => `/v1/slos/feasibility?entity_ref=${LEDGER}`, false],
      ['own artifact', () => `/v1/artifacts/${payments.ids[0]}`, true],
      [
        'own generation',
        () => `/v1/generations/${payments.artifacts[0].generation_id}`,
        true,
      ],
    ])('shows a single %s to those who may see it', async (_, path, own) => {
      const status = async (user: TestUser) =>
        (await portal.as(user).get(path())).status;
      expect({
        approver: await status('sre'),
        owner: await status('author'),
        stranger: await status('stranger'),
      }).toEqual({ approver: 200, owner: own ? 200 : 403, stranger: 403 });
    });

    it('lets nobody do to others what they may do to their own', async () => {
      const write = (user: TestUser, ref: string) =>
        portal.as(user).post('/v1/slos', {
          entity_ref: ref,
          document: exampleDocument({ name: 'another' }),
        });
      expect((await write('author', PAYMENTS)).status).toBe(201);
      expect((await write('author', LEDGER)).status).toBe(403);
      const { body } = await portal
        .as('author')
        .get(`/v1/capabilities?entity_ref=${LEDGER}`);
      expect(body).toMatchObject({
        can_write_slos: false,
        can_read_audit: false,
      });
    });

    it('shows the chain as a whole to nobody who may see a part of it', async () => {
      for (const path of ['/v1/audit/verify', '/v1/audit/export']) {
        const { status, body } = await portal.as('sre').get(path);
        expect(status).toBe(403);
        expect(body.error.message).toContain(sloScoutAuditReadPermission.name);
      }
    });
  },
);
