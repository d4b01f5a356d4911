import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  type OverviewSlo,
  type OverviewSlosPage,
  SLO_STATES,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { TestPortal, type TestUser } from '../__testUtils__/testPortal';
import {
  createSloScoutConditionalDecision,
  sloScoutConditions,
} from '../permissions/rules';
import {
  ENTITIES,
  fill,
  FRESH,
  type Sample,
  SAMPLES,
  SERVICES,
  SLOS_EACH,
  TEAMS,
} from './__testUtils__/manySlos';

jest.setTimeout(300_000);

/** The author sees what the team owns, whoever is called `vp` nothing, others all. */
const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => {
    const decide = (user: string): PolicyDecision => {
      if (user === 'vp') return { result: AuthorizeResult.DENY };
      return user === 'author'
        ? createSloScoutConditionalDecision(sloScoutReadPermission, {
            anyOf: [
              sloScoutConditions.isOwner({
                claims: ['group:default/payments-team'],
              }),
            ],
          })
        : { result: AuthorizeResult.ALLOW };
    };
    return {
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorizeConditional: async (requests, options) => {
        const { principal } = (options ?? {}).credentials as {
          principal: { userEntityRef: string };
        };
        const [, user] = principal.userEntityRef.split('/');
        return requests.map(() => decide(user));
      },
    };
  },
});

const burnNow = ({ burn, until }: Sample) => (until === FRESH ? burn : null);
const byName = (a: Sample, b: Sample) =>
  a.entity_ref === b.entity_ref
    ? Number(a.name > b.name) || -1
    : Number(a.entity_ref > b.entity_ref) || -1;

describe.each<Engine>(['SQLite', 'PostgreSQL'])(
  'the SLOs of 500 services on %s',
  engine => {
    const servers = new TestServers();
    let db: Knex;
    let portal: TestPortal;

    beforeAll(async () => {
      db = await servers.open(engine);
      portal = await TestPortal.start({
        db,
        features: [permissions],
        entities: ENTITIES,
      });
      await fill(db);
    });
    afterAll(async () => {
      await portal?.stop();
      await servers.stop();
    });

    const page = async (query: string, user: TestUser = 'sre') => {
      const { status, body } = await portal
        .as(user)
        .get(`/v1/overview/slos?${query}`);
      expect([status, body.error]).toEqual([200, undefined]);
      return body as OverviewSlosPage;
    };

    const allPages = async (query: string, user?: TestUser) => {
      const found: OverviewSlo[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { slos, offset, next_cursor }: OverviewSlosPage = await page(
          `${query}&limit=100${cursor && `&cursor=${cursor}`}`,
          user,
        );
        expect(offset).toBe(found.length);
        found.push(...slos);
        cursor = next_cursor;
      }
      return found;
    };
    const idsOf = (slos: Array<{ slo_id: string }>) =>
      slos.map(({ slo_id: id }) => id);

    it('come page by page, each once, the least budget first', async () => {
      const found = await allPages('sort=budget');
      expect(found).toHaveLength(5000);
      expect(idsOf(found).toSorted()).toEqual(
        SAMPLES.map(({ id }) => id).toSorted(),
      );
      const left = found.map(({ standing }) => standing.budget_left);
      const known = left.filter(value => value !== null);
      expect(left).toEqual([
        ...known.toSorted((a, b) => a - b),
        ...left.slice(known.length).map(() => null),
      ]);
      const sample = new Map(SAMPLES.map(one => [one.id, one]));
      for (const { slo_id: id, state, standing } of found) {
        const one = sample.get(id);
        expect([state, standing.budget_left, standing.burn_rate_1h]).toEqual([
          one?.state,
          one?.left,
          one && burnNow(one),
        ]);
      }
    });

    it('come by state first where nobody asks for an order', async () => {
      const found = await allPages('');
      const keys = found.map(({ state, standing }) => [
        SLO_STATES.indexOf(state),
        standing.budget_left ?? Infinity,
      ]);
      expect(new Set(idsOf(found)).size).toBe(5000);
      expect(keys).toEqual(
        keys.toSorted(([a, left], [b, other]) =>
          a === b ? Number(left > other) - Number(left < other) : a - b,
        ),
      );
    });

    it('come by burn rate and by name as well', async () => {
      const burning = (await allPages('sort=burn_rate')).map(
        ({ standing }) => standing.burn_rate_1h ?? -1,
      );
      expect(burning).toEqual(burning.toSorted((a, b) => b - a));
      // Of SQLite's order only: PostgreSQL's is that of its locale.
      const named = idsOf(await allPages('sort=name'));
      const sorted = SAMPLES.toSorted(byName).map(({ id }) => id);
      expect(engine === 'SQLite' ? named : named.toSorted()).toEqual(
        engine === 'SQLite' ? sorted : sorted.toSorted(),
      );
    });

    it.each(['overspent', 'burning', 'unknown', 'healthy'] as const)(
      'are narrowed to those %s, and counted',
      async state => {
        const expected = SAMPLES.filter(one => one.state === state);
        const { total, counts } = await page(`state=${state}&limit=1`);
        expect(total).toBe(expected.length);
        expect(counts.slos[state]).toBe(expected.length);
        expect(counts.services[state]).toBe(
          new Set(expected.map(({ entity_ref }) => entity_ref)).size,
        );
        expect(counts.all_services).toBe(SERVICES);
        const found = await allPages(`state=${state}`);
        expect(idsOf(found).toSorted()).toEqual(
          expected.map(({ id }) => id).toSorted(),
        );
      },
    );

    it('are found by parts of their names and of their services', async () => {
      expect((await page('search=SERVICE-77')).total).toBe(SLOS_EACH);
      expect((await page('search=objective_4')).total).toBe(SERVICES);
      // Neither is a wildcard.
      expect((await page('search=%25')).total).toBe(SERVICES);
      expect((await page('search=objective-')).total).toBe(0);
      expect((await page('search=e_3%25')).total).toBe(SERVICES);
      expect((await page('search=service_7')).total).toBe(0);
      expect((await page(`search=${"'"}%20or%201=1`)).total).toBe(0);
    });

    it('are narrowed to those of a team, and to those of the caller', async () => {
      const ofLedger = SAMPLES.filter(({ team }) => team === 'ledger-team');
      const { total, counts } = await page('owner=ledger-team');
      expect(total).toBe(ofLedger.length);
      expect(counts.all_services).toBe(SERVICES / TEAMS.length);
      const mine = await allPages('owner=mine');
      expect(idsOf(mine).toSorted()).toEqual(
        SAMPLES.filter(({ team }) => team === 'sre')
          .map(({ id }) => id)
          .toSorted(),
      );
      expect((await page('owner=group:default/nobody')).total).toBe(0);
    });

    it('are those that the caller may see, also where a filter names others', async () => {
      const own = SAMPLES.filter(({ team }) => team === 'payments-team');
      const seen = await allPages('sort=name', 'author');
      expect(idsOf(seen).toSorted()).toEqual(
        own.map(({ id }) => id).toSorted(),
      );
      const { counts } = await page('', 'author');
      expect(counts.all_services).toBe(SERVICES / TEAMS.length);
      expect((await page('owner=ledger-team', 'author')).total).toBe(0);
      const { status } = await portal.as('vp').get('/v1/overview/slos');
      expect(status).toBe(403);
    });

    it('cost as many statements for a hundred as for one', async () => {
      const statements = async (query: string) => {
        let count = 0;
        const listen = () => count++;
        db.on('query', listen);
        await page(query);
        db.off('query', listen);
        return count;
      };
      const one = await statements('limit=1');
      expect(one).toBeLessThan(5);
      expect(await statements('limit=100')).toBe(one);
    });

    it('are of the environment that is asked for', async () => {
      await db('slo_standings')
        .where({ slo_id: 'slo-1' })
        .update({ environment: 'elsewhere' });
      const { slos } = await page('search=service-0&limit=100');
      expect(slos.find(({ slo_id: id }) => id === 'slo-1')).toMatchObject({
        state: 'unknown',
        standing: { budget_left: null, since: null },
      });
      await db('slo_standings')
        .where({ slo_id: 'slo-1' })
        .update({ environment: 'production' });
    });

    it('say nothing of a revision that is no longer in force', async () => {
      await db('slo_standings')
        .where({ slo_id: 'slo-2' })
        .update({ revision: 1 });
      const { slos } = await page('search=service-0&limit=100');
      expect(slos.find(({ slo_id: id }) => id === 'slo-2')?.state).toBe(
        'unknown',
      );
      await db('slo_standings')
        .where({ slo_id: 'slo-2' })
        .update({ revision: 2 });
    });

    it.each([
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      [`search=${'x'.repeat(101)}`, 'search'],
      ['state=fine', 'state'],
      ['sort=color', 'sort'],
      ['search=%00', 'search'],
      ['cursor=bm9uZQ', 'cursor is not one that this portal gave out'],
      ['cursor=a.b', 'cursor'],
      ['owner=group:', 'owner is neither mine nor a reference'],
      ['environment=moon', 'There is no environment moon'],
    ])('are refused to %s with a reason', async (query, reason) => {
      const { status, body } = await portal
        .as('sre')
        .get(`/v1/overview/slos?${query}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain(reason);
    });

    it('refuse a place in another order', async () => {
      const { next_cursor: cursor } = await page('sort=budget&limit=1');
      const { status, body } = await portal
        .as('sre')
        .get(`/v1/overview/slos?sort=name&cursor=${cursor}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain('another list or order');
    });
  },
);
