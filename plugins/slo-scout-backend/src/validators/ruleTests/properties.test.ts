import {
  type Budgeting,
  type RatioSli,
  type RawRatioSli,
  SEVERITIES,
  type Sli,
  type Slo,
  THRESHOLD_OPERATORS,
  type ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { generateFiles } from '../../generators';
import { input, slo } from '../../generators/__fixtures__/paymentsApi';
import { parseDuration } from '../../promql';
import { checkRuleTests } from '../ruleTests';

// Some hundred runs of promtool, on machines of any speed.
jest.setTimeout(1_200_000);

const of = fc.constantFrom;

/** Matchers as people write them; none of them leaves nothing to select. */
const matchers = fc.uniqueArray(
  of(
    'route="/a/b"',
    'route=~"/api/(users|orders)/.+"',
    'method!="OPTIONS"',
    'method=~"GET|POST"',
    'handler!~"/(health|metrics)"',
    'cluster=~"(?i)EU.*"',
    'job="shop\\\\live"',
    'path=~"^/v[0-9]{2}\\\\.x$"',
    'empty=""',
  ),
  { maxLength: 3, selector: matcher => matcher.split(/[!=~]/)[0] },
);

/** Selector of some of a metric's series, and of some of these. */
const partAndWhole = fc
  .record({
    metric: of('http_requests_total', 'shop:orders:total'),
    all: matchers,
    part: of('code=~"5.."', 'code!~"[23]..|404"', 'code="500"', 'code!="200"'),
  })
  .map(({ metric, all, part }) => ({
    part: `${metric}{${[...all, part].join()}}`,
    whole: all.length === 0 ? metric : `${metric}{${all.join()}}`,
  }));

const by = of('', ' by (region)', ' by (region, zone)');

/** A selector in the ways in which events are counted; all of one unit. */
const counting = fc.record({
  by,
  how: of(
    (selector: string) => ({ inner: selector, counter: true }),
    (selector: string) => ({ inner: `rate(${selector}[5m])`, counter: false }),
    (selector: string) => ({
      inner: `increase(${selector}[{{.window}}])`,
      counter: false,
    }),
  ),
});

const counted = fc
  .record({
    selectors: partAndWhole,
    counting,
    isBad: fc.boolean(),
    shape: of('plain', 'sum of two', 'other metric', 'difference', 'or zero'),
  })
  .map(
    ({ selectors, counting: { by: group, how }, isBad, shape }): RatioSli => {
      const { part, whole } = selectors;
      const sum = (selector: string) => `sum${group} (${how(selector).inner})`;
      const { counter } = how('x');
      const pair = {
        plain: [sum(part), sum(whole)],
        'sum of two': [
          sum('bad_total'),
          `${sum('bad_total')} + ${sum('good_total')}`,
        ],
        'other metric': [`0.5 * ${sum('errors_total')}`, sum(whole)],
        difference: [
          `${sum('all_total')} - ${sum('fine_total')}`,
          sum('all_total'),
        ],
        'or zero': [
          group === '' ? `${sum(part)} or vector(0)` : sum(part),
          sum(whole),
        ],
      }[shape];
      const [query, total] = pair;
      return {
        kind: 'ratio',
        name: 'r',
        [isBad ? 'bad' : 'good']: { query, counter },
        total: { query: total, counter },
      };
    },
  );

const buckets = fc
  .record({ le: of('0.3', '+Inf', '2.5e-05'), by, labels: matchers })
  .map(({ le, by: group, labels }): RatioSli => {
    const sum = (metric: string, more: string[]) =>
      `sum${group} (${metric}{${[...labels, ...more].join()}})`;
    return {
      kind: 'ratio',
      name: 'r',
      good: { query: sum('d_seconds_bucket', [`le="${le}"`]), counter: true },
      total: { query: sum('d_seconds_count', []), counter: true },
    };
  });

const gauges = of<RatioSli>(
  {
    kind: 'ratio',
    name: 'r',
    good: { query: 'sum by (zone) (up{job="a"})', counter: false },
    total: { query: 'count by (zone) (up{job="a"})', counter: false },
  },
  {
    kind: 'ratio',
    name: 'r',
    good: { query: 'sum(sum_over_time(up[5m]))', counter: false },
    total: { query: 'sum(count_over_time(up[5m]))', counter: false },
  },
);

const raw = fc
  .record({
    query: of(
      'sum(rate(bad_total[5m])) / sum(rate(all_total[5m]))',
      '1 - sum by (zone) (rate(good_total[{{.window}}])) / sum by (zone) (rate(all_total[{{.window}}]))',
      'avg_over_time(probe_success{job="a",instance=~"b.*"}[5m])',
      'avg(up{job="a"})',
      'shop_error_ratio{service="other"} / 100',
    ),
    of: of('failure' as const, 'success' as const),
  })
  .map((fields): RawRatioSli => ({ kind: 'raw_ratio', name: 'r', ...fields }));

const threshold = fc
  .record({
    query: of(
      'histogram_quantile(0.95, sum by (le) (rate(d_seconds_bucket{route="/a"}[5m])))',
      '1000 * histogram_quantile(0.5, sum by (le, zone) (rate(d_seconds_bucket[10m])))',
      'histogram_quantile(0.99, rate(d_seconds_bucket{instance="a"}[2m])) / 60',
      'sum(rate(d_seconds_sum[5m])) / sum(rate(d_seconds_count[5m]))',
      'max by (zone) (queue_length{job=~"a|b"})',
      'avg(queue_age_seconds)',
      'max_over_time(queue_age_seconds{queue="a"}[10m])',
      'sum(rate(bytes_total[5m])) * 8',
      '100 * sum(used_bytes) / sum(size_bytes)',
    ),
    op: of(...THRESHOLD_OPERATORS),
    threshold: fc.oneof(
      of(0.2, 1, 250, 1e9),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    ),
  })
  .map((fields): ThresholdSli => ({ kind: 'threshold', name: 't', ...fields }));

const sli: fc.Arbitrary<Sli> = fc.oneof(
  { weight: 4, arbitrary: counted },
  buckets,
  gauges,
  { weight: 2, arbitrary: raw },
  { weight: 2, arbitrary: threshold },
);

const budgeting = of<Budgeting | undefined>(
  undefined,
  undefined,
  undefined,
  { method: 'timeslices', window: '1m', target: 0.95 },
  { method: 'timeslices', window: '30m', target: 0.5 },
  { method: 'ratio_timeslices', window: '10m' },
);

const anySlo: fc.Arbitrary<Omit<Slo, 'name'>> = fc
  .record({
    sli,
    budgeting,
    exact: fc.boolean(),
    // Above, windows hold so many evaluations that there is no test.
    objective: fc.oneof(
      of(0.9, 0.95, 0.99, 0.995, 0.999),
      fc.double({ min: 0.3, max: 0.999, noNaN: true }),
    ),
    window: of('7d', '28d', '30d', '90d'),
    severity: of(...SEVERITIES),
  })
  .map(({ budgeting: slices, exact, ...fields }) => {
    const sliced = fields.sli.kind === 'threshold' ? undefined : slices;
    const counts =
      fields.sli.kind === 'ratio' && !/up/.test(fields.sli.total.query);
    return slo({
      name: 'any',
      ...fields,
      budgeting: sliced,
      ...(exact && counts && !sliced ? { accuracy: 'exact' } : {}),
    });
  });

const COUNT = 20;

/**
 * Rules whose ranges leave out a sample that stands at their beginning: all
 * samples stand at whole seconds.
 */
function leftOpen(content: string): string {
  return content.replace(
    /\[(\d+[smhd](?:\d+[smh])*)\]/g,
    (_, range) => `[${parseDuration(range) - 1}ms]`,
  );
}

describe('for any SLOs of the kinds that tests are written for', () => {
  const slos = fc
    .sample(anySlo, COUNT)
    .map((one, index) => ({ ...one, name: `slo_${index}`, id: `${index}` }));
  const generate = (all: Slo[]) =>
    generateFiles(input(all), ['recording_rule', 'alert_rule', 'rule_test']);
  const { files, notes } = generate(slos);
  const tests = files.filter(file => file.type === 'rule_test');

  it('every alert has a test', () => {
    const { content } = files.find(file => file.type === 'alert_rule')!;
    const alerts = content.match(/(?<=- alert: )\w+/g)!;
    const tested = tests.map(({ path }) => /(\w+)\.yaml$/.exec(path)![1]);
    expect(notes.filter(note => /test/.test(note))).toEqual([]);
    expect(
      alerts.filter(alert => !tested.some(path => path.endsWith(alert))),
    ).toEqual([]);
  });

  it('the same SLOs give the same bytes, whatever their order', () => {
    const again = generate([...slos].reverse());
    expect(again.files.map(file => file.content)).toEqual(
      files.map(file => file.content),
    );
  });

  const rules = files.filter(file => file.type !== 'rule_test');

  it.each([
    ['closed at both ends, as in Prometheus 2', rules],
    [
      'open on the left, as in Prometheus 3',
      rules.map(file => ({ ...file, content: leftOpen(file.content) })),
    ],
  ])('promtool passes every test, with ranges %s', async (_, given) => {
    const verdicts = await checkRuleTests(
      { tests, rules: given },
      {
        promtoolPath: 'promtool',
        timeoutMs: 1_200_000,
        cache: new LRUCache({ max: 1 }),
      },
    );
    const wrong = tests.flatMap(({ path, slo_ids }) => {
      const { status, errors } = verdicts.get(path)!;
      if (status === 'passed') return [];
      const { sli: of_, objective, window } = slos[Number(slo_ids[0])];
      return [{ status, errors, sli: of_, objective, window }];
    });
    expect(wrong).toEqual([]);
    expect(tests.length).toBeGreaterThan(4 * COUNT);
  });
});
