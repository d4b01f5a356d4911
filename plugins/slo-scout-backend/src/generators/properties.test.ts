import {
  ARTIFACT_TYPES,
  SEVERITIES,
  Sli,
  Slo,
  THRESHOLD_OPERATORS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import { parse } from 'yaml';
import { checkRules } from '../testing/promtool';
import { input, slo } from './__fixtures__/paymentsApi';
import { generateFiles } from './generateFiles';
import { metricName, pascalCase } from './names';

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
);

const sli: fc.Arbitrary<Sli> = fc.oneof(
  fc.record({
    kind: fc.constant('threshold' as const),
    name: fc.constant('t'),
    query: queries,
    op: fc.constantFrom(...THRESHOLD_OPERATORS),
    threshold: fc.double({ noNaN: true, noDefaultInfinity: true }),
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

const anySlo: fc.Arbitrary<Slo> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/),
    display_name: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    sli,
    objective: fc.double({
      min: 0,
      max: 1,
      minExcluded: true,
      maxExcluded: true,
      noNaN: true,
    }),
    window: fc.constantFrom('1d', '7d', '28d', '30d', '90d'),
    severity: fc.constantFrom(...SEVERITIES),
  })
  .map(fields => slo(fields));

const slos = fc.uniqueArray(anySlo, {
  minLength: 1,
  maxLength: 8,
  comparator: (a, b) => a === b,
  selector: ({ name }) =>
    pascalCase(metricName(name).replace(/_?(bad|total)$/i, '')),
});

const anyInput = fc
  .record({
    slos,
    service: fc.oneof(
      fc.constant('payments-api'),
      fc.string().map(s => `s${s}`),
    ),
    environment: fc.string({ minLength: 1, unit: 'grapheme' }),
    owner: fc.string(),
  })
  .map(({ slos: chosen, service, environment, owner }) => {
    const base = input(chosen, { environment });
    return { ...base, service: { ...base.service, name: service, owner } };
  });

/** Mixed units are the one thing that the generators refuse here. */
function generated(given: ReturnType<typeof input>) {
  try {
    return generateFiles(given, ARTIFACT_TYPES);
  } catch (error) {
    if (String(error).includes('Use the same function in both')) {
      return undefined;
    }
    throw error;
  }
}

interface ParsedRule {
  expr: string;
  labels: Record<string, string>;
}

function groupsOf(
  content: string,
): Array<{ name: string; rules: ParsedRule[] }> {
  return parse(content).groups;
}

function ruleFiles(given: ReturnType<typeof input>) {
  const files = generated(given)?.files ?? [];
  return files.filter(file => file.path.startsWith('prometheus/'));
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

  it('paths stay inside the four folders', () => {
    fc.assert(
      fc.property(anyInput, given => {
        for (const { path } of generated(given)?.files ?? []) {
          expect(path).toMatch(
            /^(prometheus\/rules|grafana|runbooks)[A-Za-z0-9_/]*\/[A-Za-z0-9_]+\.(yaml|json)$/,
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
