import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  SLO_SCOUT_RESOURCE_TYPE,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { createRecordFilter } from './recordFilter';
import {
  type SloScoutRecord,
  createRules,
  createSloScoutConditionalDecision,
  sloScoutConditions,
} from './rules';

jest.setTimeout(120_000);

const TEAMS = ['group:default/a', 'group:default/b', 'group:default/c'];

/** One of each: owned by one team, by two, by nobody, and about no entity. */
const RECORDS: SloScoutRecord[] = [
  { entityRef: 'component:default/of-a', owners: [TEAMS[0]] },
  { entityRef: 'component:default/of-b', owners: [TEAMS[1]] },
  { entityRef: 'component:default/of-both', owners: [TEAMS[0], TEAMS[1]] },
  { entityRef: 'component:default/of-nobody', owners: [] },
  { entityRef: null, owners: [] },
];

const RULES = createRules({
  approver: [TEAMS[1]],
  seniorSre: [TEAMS[2]],
  vpEngineering: [],
  budgetOwner: [],
  policyEditor: [],
});
const ruleset = {
  getRuleByName: (name: string) =>
    name === 'IS_OWNER' ? RULES.isOwner : RULES.hasRole,
};

type Criteria = PermissionCriteria<
  PermissionCondition<typeof SLO_SCOUT_RESOURCE_TYPE>
>;

const claims = fc.subarray(TEAMS);
const leaf: fc.Arbitrary<Criteria> = fc.oneof(
  claims.map(refs => sloScoutConditions.isOwner({ claims: refs })),
  fc
    .tuple(claims, fc.subarray(['approver', 'seniorSre', 'vpEngineering']))
    .map(([refs, roles]) =>
      sloScoutConditions.hasRole({
        roles: roles as Array<'approver'>,
        claims: refs,
      }),
    ),
);
const { criteria } = fc.letrec<{ criteria: Criteria }>(tie => {
  const some = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
  return {
    criteria: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      some.map(([first, ...rest]): Criteria => ({ allOf: [first, ...rest] })),
      some.map(([first, ...rest]): Criteria => ({ anyOf: [first, ...rest] })),
      tie('criteria').map((not): Criteria => ({ not })),
    ),
  };
});

const ownedBy = async (refs: string[]) =>
  RECORDS.filter(({ owners }) => owners.some(owner => refs.includes(owner)))
    .map(({ entityRef }) => entityRef)
    .filter(ref => ref !== null);

describe.each<Engine>(['SQLite', 'PostgreSQL'])(
  'conditions as SQL on %s',
  engine => {
    const servers = new TestServers();
    let db: Knex;

    beforeAll(async () => {
      db = await servers.open(engine);
      await db.schema.createTable('things', table => {
        table.integer('id').primary();
        table.string('entity_ref').nullable();
      });
      await db('things').insert(
        RECORDS.map(({ entityRef }, id) => ({ id, entity_ref: entityRef })),
      );
    });
    afterAll(() => servers.stop());

    async function idsBySql(wanted: Criteria): Promise<number[]> {
      const filter = await createRecordFilter(
        createConditionTransformer(ruleset)(wanted),
        ownedBy,
      );
      // Beside another condition, which must not be let out by an OR.
      const query = db('things').where('id', '<', 5).orderBy('id');
      filter(query, 'things.entity_ref');
      return query.pluck('id');
    }

    it('let the same rows through as the rules applied to each', async () => {
      const isAllowed = createConditionAuthorizer(ruleset);
      await fc.assert(
        fc.asyncProperty(criteria, async wanted => {
          const decision = createSloScoutConditionalDecision(
            sloScoutReadPermission,
            wanted,
          );
          expect(decision.result).toBe(AuthorizeResult.CONDITIONAL);
          expect(await idsBySql(wanted)).toEqual(
            RECORDS.flatMap((record, id) =>
              isAllowed(decision, record) ? [id] : [],
            ),
          );
        }),
        { numRuns: 200 },
      );
    });

    it('know which rows an owner has', async () => {
      const { isOwner } = sloScoutConditions;
      expect(await idsBySql(isOwner({ claims: [TEAMS[0]] }))).toEqual([0, 2]);
      expect(await idsBySql({ not: isOwner({ claims: [TEAMS[0]] }) })).toEqual([
        1, 3, 4,
      ]);
      expect(await idsBySql(isOwner({ claims: [] }))).toEqual([]);
    });

    it('take any number of entities', async () => {
      const many = Array.from(
        { length: 100_000 },
        (_, i) => `component:x/${i}`,
      );
      const filter = await createRecordFilter({ ownedBy: [] }, async () => [
        ...many,
        'component:default/of-b',
      ]);
      const query = db('things');
      filter(query, 'entity_ref');
      expect(await query.pluck('id')).toEqual([1]);
    });
  },
);
