import {
  ARTIFACT_TYPES,
  Budgeting,
  RatioSli,
  SEVERITIES,
  Sli,
  Slo,
  THRESHOLD_OPERATORS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import { eventUnit, followsWindow } from '../promql';
import { checkRules } from '../testing/promtool';
import { input, slo } from './__fixtures__/paymentsApi';
import { generateRules, groupsOf } from './__testUtils__/rules';
import { generateFiles } from './generateFiles';
import { GenerationRefused } from './GenerationRefused';
import { metricName, pascalCase } from './names';
import type { GeneratedFile, GeneratorInput, GeneratorOutput } from './types';

jest.setTimeout(120_000);

/** Queries as people write them: bare, ranged, grouped, computed, with comments. */
const queries = fc.constantFrom(
  'http_requests_total',
  'sum(http_requests_total{code=~"5.."})',
  'sum(rate(http_requests_total{route="/a/b"}[1m])) # per second',
  'sum by (region, job) (increase(http_requests_total[{{.window}}]))',
  'sum without (pod) (rate(http_requests_total[5m] offset 1h))',
  'sum(up) / count(up)',
  'rate(a_total[5m]) - on (job) rate(b_total[5m])',
  'avg_over_time(up{job="x"}[5m])',
  'clamp_max(sum(errors_total), 1e9) or vector(0)',
  'max_over_time(sum(rate(x[5m]))[1h:1m])',
  '1',
  '{__name__="strange.name", le=\'0.5\'}',
  'sum(irate(http_requests_total[2m]))',
  'histogram_count(sum by (route) (rate(x[5m])))',
  'sum(sum_over_time(up{job="x"}[5m]))',
  'count by (service) (up)',
  'quantile by (long) (0.9, rate(http_requests_total[1m]))',
);

/** Shares as people write them: with a range, without, grouped, in Sloth's manner. */
const shares = fc.constantFrom(
  'sum(rate(e_total[{{.window}}])) / sum(rate(t_total[{{.window}}]))',
  'sum by (region) (rate(e_total[1m])) / sum by (region) (rate(t_total[1m]))',
  '1 - avg(probe_success)',
  'histogram_fraction(0, 0.2, sum(rate(x[5m])))',
  'job:errors:ratio',
  '0.25',
);

const sli: fc.Arbitrary<Sli> = fc.oneof(
  fc.record({
    kind: fc.constant('threshold' as const),
    name: fc.constant('t'),
    query: queries,
    op: fc.constantFrom(...THRESHOLD_OPERATORS),
    threshold: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({
    kind: fc.constant('raw_ratio' as const),
    name: fc.constant('s'),
    query: fc.oneof(shares, queries),
    of: fc.constantFrom('failure' as const, 'success' as const),
  }),
  fc
    .record({
      counted: fc.constantFrom('good' as const, 'bad' as const),
      query: queries,
      total: queries,
      counter: fc.boolean(),
    })
    .map(({ counted, query, total, counter }) => ({
      kind: 'ratio' as const,
      name: 'r',
      [counted]: { query, counter },
      total: { query: total, counter },
    })),
);

const slice = fc.constantFrom('1m', '60s', '90s', '5m', '1h');
const budgeting: fc.Arbitrary<Budgeting | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.record({
    method: fc.constant('timeslices' as const),
    window: slice,
    target: fc.double({ min: 0, max: 1, minExcluded: true, noNaN: true }),
  }),
  fc.record({
    method: fc.constant('ratio_timeslices' as const),
    window: slice,
  }),
);

const anySlo: fc.Arbitrary<Slo> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/),
    display_name: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    sli,
    budgeting,
    accuracy: fc.constantFrom(undefined, undefined, 'exact' as const),
    objective: fc.double({
      min: 0,
      max: 1,
      minExcluded: true,
      maxExcluded: true,
      noNaN: true,
    }),
    window: fc.constantFrom('3d', '7d', '28d', '30d', '90d'),
    severity: fc.constantFrom(...SEVERITIES),
    careful: fc.constantFrom(true, true, true, true, true, true, true, false),
  })
  .map(({ careful, ...fields }) => slo(careful ? possible(fields) : fields));

/** The fields without what would be refused, so that most inputs are rendered. */
function possible<
  T extends Pick<Slo, 'sli' | 'budgeting' | 'accuracy' | 'objective'>,
>(fields: T): T {
  const { sli: one } = fields;
  const slices = one.kind === 'threshold' ? undefined : fields.budgeting;
  return {
    ...fields,
    sli: one.kind === 'ratio' && mixesUnits(one) ? inOneUnit(one) : one,
    objective: Math.max(fields.objective, 1e-6),
    budgeting: slices,
    accuracy: canBeExact(one, slices) ? fields.accuracy : undefined,
  };
}

function inOneUnit({ good, bad, total, ...ratio }: RatioSli): RatioSli {
  return { ...ratio, ...(good ? { good: total } : { bad: total }), total };
}

const slos = fc.uniqueArray(anySlo, {
  minLength: 1,
  maxLength: 8,
  comparator: (a, b) => a === b,
  selector: ({ name }) =>
    pascalCase(metricName(name).replace(/_?(bad|total)$/i, '')),
});

const labelName = fc.stringMatching(/^added_[a-z0-9_]{1,10}$/);
const added = fc.dictionary(labelName, fc.string(), { maxKeys: 3 });

const anyInput = fc
  .record({
    slos,
    service: fc.oneof(
      fc.constant('payments-api'),
      fc.string().map(s => `s${s}`),
    ),
    environment: fc.string({ minLength: 1, unit: 'grapheme' }),
    owner: fc.string(),
    labels: added,
    annotations: added,
  })
  .map(({ slos: chosen, service, environment, owner, ...texts }) => {
    const base = input(chosen, {
      environment,
      rules: { ...texts, severities: { high: '{{page}}' } },
    });
    return { ...base, service: { ...base.service, name: service, owner } };
  });

/** What should be refused of these SLOs, by a piece of its sentence. */
function refusals({ slos: given }: GeneratorInput): string[] {
  return given.flatMap(({ sli: one, objective, ...rest }) => [
    ...(1 - objective === 1 ? ['an objective of 0 % or next to it'] : []),
    ...(one.kind === 'threshold' && rest.budgeting
      ? ['every evaluation is a slice of time already']
      : []),
    ...(one.kind === 'ratio' && mixesUnits(one)
      ? ['Use the same function in both.', 'Use these functions in both.']
      : []),
    ...(rest.accuracy === 'exact' && !canBeExact(one, rest.budgeting)
      ? ['asks for accuracy: exact, but']
      : []),
  ]);
}

function mixesUnits({ good, bad, total }: RatioSli): boolean {
  const units = [total, (bad ?? good)!].map(m => eventUnit(m.query, m));
  return (
    units[0] !== units[1] &&
    !units.includes('other') &&
    (units.includes('samples') || !units.includes('level'))
  );
}

function canBeExact(one: Sli, slices: Budgeting | undefined): boolean {
  if (slices !== undefined || one.kind === 'threshold') return false;
  return one.kind === 'ratio'
    ? [one.total, (one.bad ?? one.good)!].every(m => followsWindow(m.query, m))
    : followsWindow(one.query, { counter: false });
}

/** The files; undefined where the SLOs are refused, as they should be. */
function attempt(
  given: GeneratorInput,
  generate: (given: GeneratorInput) => GeneratorOutput,
): GeneratorOutput | undefined {
  const expected = refusals(given);
  try {
    const output = generate(given);
    expect(expected).toEqual([]);
    return output;
  } catch (error) {
    if (!(error instanceof GenerationRefused)) throw error;
    const { message } = error;
    expect(expected.filter(words => message.includes(words))).not.toEqual([]);
    return undefined;
  }
}

const generated = (given: GeneratorInput) =>
  attempt(given, all => generateFiles(all, ARTIFACT_TYPES));

function ruleFiles(given: GeneratorInput): GeneratedFile[] {
  return attempt(given, generateRules)?.files ?? [];
}

describe('for any SLOs', () => {
  it('the same input gives the same bytes, whatever its order', () => {
    fc.assert(
      fc.property(anyInput, given => {
        const again = { ...given, slos: [...given.slos].reverse() };
        expect(generated(again)).toEqual(generated(given));
      }),
      { numRuns: 50 },
    );
  });

  it('paths stay inside the folders of the layout', () => {
    fc.assert(
      fc.property(anyInput, given => {
        for (const { path } of generated(given)?.files ?? []) {
          expect(path).toMatch(
            /^(prometheus\/(rules|tests)|alertmanager\/inhibit_rules|grafana|runbooks)[A-Za-z0-9_/]*\/[A-Za-z0-9_]+\.(yaml|json|md)$/,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('groups stay small, and every rule says whose it is', () => {
    fc.assert(
      fc.property(anyInput, given => {
        const groups = ruleFiles(given).flatMap(f => groupsOf(f.content));
        expect(new Set(groups.map(g => g.name)).size).toBe(groups.length);
        expect(groups.every(g => g.rules.length <= 20)).toBe(true);
        const rules = groups.flatMap(group => group.rules);
        const { labels: others = {} } = given.rules ?? {};
        const literals = given.service.name.includes('{{')
          ? {}
          : { service: given.service.name };
        for (const { labels, expr } of rules) {
          expect(expr).not.toContain('NaN');
          expect(labels).toMatchObject({
            service: expect.any(String),
            environment: expect.any(String),
            slo: expect.any(String),
            owner: expect.any(String),
            ...literals,
          });
          expect(Object.keys(labels)).toEqual(
            expect.arrayContaining(Object.keys(others)),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('promtool accepts every rule file', async () => {
    const inputs = fc.sample(anyInput, 150);
    const files = inputs.flatMap((given, index) =>
      ruleFiles(given).map(
        (file, i) => [`${index}-${i}.yaml`, file.content] as const,
      ),
    );
    expect(files.length).toBeGreaterThan(100);
    const { output, exitCode } = await checkRules(Object.fromEntries(files));
    const lines = output.split('\n').map(line => line.trim());
    const said = lines.filter(
      line => !line.startsWith('Checking') && !line.startsWith('SUCCESS'),
    );
    expect(said.filter(line => line !== '')).toEqual([]);
    expect(lines.filter(l => l.startsWith('SUCCESS')).length).toBe(
      files.length,
    );
    expect(exitCode).toBe(0);
  });
});
