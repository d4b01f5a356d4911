import type {
  Slo,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import { exampleSpec } from '../../__testUtils__/examples';
import { graphOf, slo, type Wish } from './__testUtils__/graphs';
import { assess } from './assess';
import { ceilingOf } from './ceiling';

/** What is said of the SLO of `web`. */
function judge(wishes: Record<string, Wish>, change: Partial<SloSpec> = {}) {
  const own = slo('web', { objective: 0.999, ...change });
  return assess(own, own, graphOf(wishes));
}

const short = (wishes: Record<string, Wish>, change?: Partial<SloSpec>) => {
  const { verdict, ceiling, chain, unknown } = judge(wishes, change);
  return {
    verdict,
    ceiling,
    counted: chain.filter(l => !l.counted_with).map(l => l.entity_ref),
    unknown: unknown.map(u => u.entity_ref),
  };
};

describe('assess', () => {
  it('multiplies what the service depends on', () => {
    expect(
      judge({
        web: { dependsOn: ['a', 'b'] },
        a: { objective: 0.999 },
        b: { objective: 0.9995 },
      }),
    ).toEqual({
      slo_id: 'web-success',
      name: 'web_success',
      revision: 1,
      verdict: 'infeasible',
      objective: 0.999,
      ceiling: 0.9985005,
      feasible_objective: 0.998,
      chain: [
        {
          entity_ref: 'component:default/a',
          slo_id: 'a-success',
          slo_name: 'a_success',
          objective: 0.999,
          window: '30d',
          via: [{ relation: 'dependsOn', entity_ref: 'component:default/a' }],
        },
        expect.objectContaining({ entity_ref: 'component:default/b' }),
      ],
      unknown: [],
      reason:
        '99.9 % cannot be met: what it depends on promises 99.85005 % at most (component:default/a 99.9 % by a_success × component:default/b 99.95 % by b_success). 99.8 % could be met by a service that hardly ever fails itself.',
      reason_coded: [
        {
          code: 'feasibility.infeasible',
          values: {
            objective_share: 0.999,
            ceiling_share: 0.9985005,
            factors: [
              'component:default/a (a_success)',
              'component:default/b (b_success)',
            ],
          },
        },
        {
          code: 'feasibility.alternative',
          values: { objective_share: 0.998 },
        },
      ],
    });
  });

  it('never says more than it promises, however many digits people write', () => {
    const wish = { web: { dependsOn: ['a'] }, a: { objective: 0.999999999 } };
    expect(judge(wish, { objective: 0.9999999999 })).toMatchObject({
      feasible_objective: 0.999999999,
      reason: expect.stringContaining('. 99.999999 % could be met by'),
      reason_coded: [
        { code: 'feasibility.infeasible' },
        {
          code: 'feasibility.alternative',
          values: { objective_share: 0.99999999 },
        },
      ],
    });
  });

  it('says what is left for the service itself', () => {
    const wish = { web: { dependsOn: ['a'] }, a: { objective: 0.9995 } };
    expect(judge(wish)).toMatchObject({
      verdict: 'feasible',
      ceiling: 0.9995,
      feasible_objective: null,
      reason:
        '99.9 % can be met: what it depends on promises 99.95 % at most (component:default/a 99.95 % by a_success). That leaves 0.05 % for failures of its own.',
    });
    expect(judge(wish, { objective: 0.9995 })).toMatchObject({
      verdict: 'feasible',
      reason: expect.stringContaining('leaves nothing for failures of its own'),
    });
  });

  it('goes through entities without SLOs, which stay unknown', () => {
    const wishes = {
      web: { dependsOn: ['a'] },
      a: { dependsOn: ['b', 'resource:default/db'] },
      b: { objective: 0.9999 },
      'resource:default/db': {},
    };
    expect(short(wishes)).toEqual({
      verdict: 'unknown',
      ceiling: 0.9999,
      counted: ['component:default/b'],
      unknown: ['component:default/a', 'resource:default/db'],
    });
    expect(judge(wishes).reason).toBe(
      'Nothing known stands against 99.9 %: what it depends on promises 99.99 % at most (component:default/b 99.99 % by b_success). That leaves 0.09 % for failures of its own. Unknown, and able to lower it further: component:default/a, resource:default/db.',
    );
    expect(judge(wishes).reason_coded).toMatchObject([
      { code: 'feasibility.open' },
      { code: 'feasibility.leeway', values: { left_share: 0.0009 } },
      {
        code: 'feasibility.unknown',
        values: { entities: ['component:default/a', 'resource:default/db'] },
      },
    ]);
    expect(judge(wishes).chain[0].via).toEqual([
      { relation: 'dependsOn', entity_ref: 'component:default/a' },
      { relation: 'dependsOn', entity_ref: 'component:default/b' },
    ]);
  });

  it('lets no unknown hide what is infeasible already', () => {
    expect(
      short({
        web: { dependsOn: ['a', 'b'] },
        a: { objective: 0.99 },
        b: {},
      }),
    ).toMatchObject({ verdict: 'infeasible', ceiling: 0.99 });
  });

  it('does not look behind a promise', () => {
    expect(
      short({
        web: { dependsOn: ['a'] },
        a: { objective: 0.9999, dependsOn: ['b'] },
        b: { objective: 0.9 },
      }),
    ).toEqual({
      verdict: 'feasible',
      ceiling: 0.9999,
      counted: ['component:default/a'],
      unknown: [],
    });
  });

  it('counts a dependency that two ways lead to once', () => {
    expect(
      short({
        web: { dependsOn: ['a', 'b'] },
        a: { dependsOn: ['shared'] },
        b: { dependsOn: ['shared'] },
        shared: { objective: 0.99 },
      }),
    ).toMatchObject({
      ceiling: 0.99,
      counted: ['component:default/shared'],
      unknown: ['component:default/a', 'component:default/b'],
    });
  });

  it.each([
    [0.999, 0.9995, 'component:default/api'],
    [0.9999, 0.999, 'component:default/auth'],
  ])(
    'counts a dependency of a dependency once: %d over %d',
    (api, auth, counted) => {
      const { ceiling, chain } = judge({
        web: { dependsOn: ['api', 'auth'] },
        api: { objective: api, dependsOn: ['queue'] },
        queue: { dependsOn: ['auth'] },
        auth: { objective: auth },
      });
      expect(ceiling).toBe(Math.min(api, auth));
      expect(chain).toHaveLength(2);
      expect(chain.filter(l => !l.counted_with).map(l => l.entity_ref)).toEqual(
        [counted],
      );
      expect(chain.find(l => l.counted_with)?.counted_with).toBe(counted);
    },
  );

  it('ends in a cycle', () => {
    expect(
      short({
        web: { dependsOn: ['a'] },
        a: { dependsOn: ['b', 'web'] },
        b: { dependsOn: ['a', 'c'] },
        c: { objective: 0.9999, dependsOn: ['b'] },
      }),
    ).toMatchObject({
      ceiling: 0.9999,
      unknown: ['component:default/a', 'component:default/b'],
    });
  });

  describe('APIs', () => {
    const over = (providers: Wish, others: Record<string, Wish> = {}) =>
      judge({
        web: { consumesApi: ['api:default/pay'] },
        'api:default/pay': providers,
        ...others,
      });

    it('are as good as whoever provides them', () => {
      const { ceiling, unknown, chain } = over(
        { apiProvidedBy: ['a'] },
        { a: { objective: 0.99 } },
      );
      expect(ceiling).toBe(0.99);
      expect(unknown).toEqual([]);
      expect(chain[0].via).toEqual([
        { relation: 'consumesApi', entity_ref: 'api:default/pay' },
        { relation: 'apiProvidedBy', entity_ref: 'component:default/a' },
      ]);
    });

    it('are unknown without a provider, and with several', () => {
      expect(over({}).unknown).toEqual([
        expect.objectContaining({
          reason: 'The catalog names nobody who provides it.',
        }),
      ]);
      const { ceiling, unknown } = over(
        { apiProvidedBy: ['a', 'b'] },
        { a: { objective: 0.9 }, b: { objective: 0.9 } },
      );
      expect(ceiling).toBeNull();
      expect(unknown).toEqual([
        expect.objectContaining({
          reason: '2 entities provide it; which one answers is unknown.',
          reason_coded: {
            code: 'dependency.several_providers',
            values: { count: 2 },
          },
        }),
      ]);
    });

    it('have promises of their own where they have SLOs', () => {
      expect(over({ objective: 0.9, apiProvidedBy: ['a'] }).ceiling).toBe(0.9);
    });

    it('are no dependency of whoever provides them', () => {
      expect(over({ apiProvidedBy: ['web'] })).toMatchObject({
        verdict: 'unknown',
        chain: [],
        unknown: [],
      });
    });

    it('count once beside a direct dependency on their provider', () => {
      expect(
        short({
          web: { dependsOn: ['a'], consumesApi: ['api:default/pay'] },
          'api:default/pay': { apiProvidedBy: ['a'] },
          a: { objective: 0.99 },
        }),
      ).toMatchObject({ ceiling: 0.99, counted: ['component:default/a'] });
    });
  });

  describe('kinds of promises', () => {
    const raw = exampleSpec({
      sli: { kind: 'raw_ratio', name: 'a', query: 'x', of: 'failure' },
    });
    const threshold = exampleSpec({
      sli: { kind: 'threshold', name: 'a', query: 'x', op: 'lt', threshold: 1 },
    });
    const timeslices = {
      method: 'timeslices',
      window: '1m',
      target: 0.9,
    } as const;
    const on = (...slos: Slo[]) => ({ web: { dependsOn: ['a'] }, a: { slos } });

    it('takes the highest of the same kind', () => {
      const wishes = on(
        slo('a', { name: 'low', objective: 0.99 }),
        slo('a', { name: 'high', objective: 0.9995 }),
        slo('a', { name: 'slices', objective: 0.9999, budgeting: timeslices }),
        slo('a', { ...threshold, name: 'latency', objective: 0.99999 }),
        slo('a', { ...raw, name: 'raw', objective: 0.99998 }),
        { ...slo('a', { name: 'draft', objective: 0.99997 }), status: 'draft' },
      );
      expect(judge(wishes).chain).toEqual([
        expect.objectContaining({ slo_name: 'high', objective: 0.9995 }),
      ]);
      expect(judge(wishes, { budgeting: timeslices }).chain).toEqual([
        expect.objectContaining({ slo_name: 'slices' }),
      ]);
      expect(judge(wishes, { sli: raw.sli }).chain).toEqual([
        expect.objectContaining({ slo_name: 'raw' }),
      ]);
    });

    it('does not compare what is not comparable', () => {
      const { verdict, ceiling, unknown, reason } = judge(
        on(slo('a', { ...threshold, objective: 0.5 })),
      );
      expect([verdict, ceiling]).toEqual(['unknown', null]);
      expect(unknown[0].reason).toBe(
        'It has no approved SLO of a share of good events.',
      );
      expect(reason).toBe(
        'None of its dependencies has a promise to compare with. Unknown, and able to lower it further: component:default/a.',
      );
    });

    it('says nothing of a threshold', () => {
      expect(
        judge(on(slo('a', { objective: 0.5 })), { sli: threshold.sli }),
      ).toMatchObject({
        verdict: 'unknown',
        ceiling: null,
        chain: [],
        reason: expect.stringContaining('A threshold is no share'),
      });
    });

    it('names windows that differ', () => {
      expect(judge(on(slo('a', { window: '7d' }))).reason).toMatch(
        /The windows differ: 30d here, 7d at component:default\/a\.$/,
      );
    });
  });

  it('says that the catalog names no dependency', () => {
    expect(judge({ web: {} })).toMatchObject({
      verdict: 'unknown',
      ceiling: null,
      reason:
        'The catalog names nothing that component:default/web depends on, so nothing is known that limits it.',
    });
  });

  it('says what could not be looked at', () => {
    const { unknown } = judge({
      web: { dependsOn: ['gone', 'far'] },
      gone: { found: false },
    });
    expect(unknown.map(u => u.reason)).toEqual([
      'It is not in the catalog, or you may not see it.',
      'It lies too far away to be looked at.',
    ]);
    expect(unknown.map(u => u.reason_coded?.code)).toEqual([
      'dependency.not_found',
      'dependency.too_far',
    ]);
  });

  it('never calls infeasible what any one path allows, in any graph', () => {
    const node = fc.record({
      targets: fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
      objective: fc.option(fc.constantFrom(0.9, 0.99, 0.999, 0.9999)),
    });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 10 }), nodes => {
        const name = (index: number) => (index === 0 ? 'web' : `n${index}`);
        const wishes = Object.fromEntries(
          nodes.map(({ targets, objective }, index) => [
            name(index),
            {
              dependsOn: targets.map(t => name(t % nodes.length)),
              ...(objective === null || index === 0 ? {} : { objective }),
            },
          ]),
        );
        const { chain, ceiling, verdict, objective } = judge(wishes);
        const counted = chain.filter(link => !link.counted_with);
        // Each entity once; the ceiling is their product, at most the lowest.
        expect(new Set(chain.map(l => l.entity_ref)).size).toBe(chain.length);
        expect(counted.length > 0).toBe(chain.length > 0);
        const product = counted.length
          ? ceilingOf(counted.map(l => l.objective)).toNumber()
          : null;
        expect(ceiling).toBe(product);
        const bound = ceiling ?? 1;
        expect(bound).toBeLessThanOrEqual(
          Math.min(1, ...chain.map(l => l.objective)),
        );
        expect(verdict === 'infeasible').toBe(objective > bound);
      }),
    );
  });
});
