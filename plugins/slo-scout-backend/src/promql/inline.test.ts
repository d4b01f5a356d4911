import { stringify } from 'yaml';
import { testRules } from '../testing/promtool';
import { inline, Recording } from './inline';

const step = '30s';
const rate: Recording = {
  record: 'job:errors:rate5m',
  expr: 'sum by (route) (rate(errors_total[5m]))',
  labels: { service: 'payments-api' },
};

describe('inline', () => {
  it('replaces a recorded series by what records it, with the labels it would carry', () => {
    expect(
      inline('job:errors:rate5m{service="payments-api"} > 1', [rate], { step }),
    ).toBe(
      '(label_replace(sum by (route) (rate(errors_total[5m])), "service", "payments-api", "", "")) > 1',
    );
  });

  it('turns a range over it into a subquery, which takes the offset itself', () => {
    const plain = { ...rate, labels: {} };
    expect(
      inline('sum_over_time(job:errors:rate5m[1d] offset 1h)', [plain], {
        step,
      }),
    ).toBe(
      'sum_over_time((sum by (route) (rate(errors_total[5m])))[1d:30s] offset 1h)',
    );
  });

  it('moves an offset of an instant selector to the data inside', () => {
    const rules = [{ record: 'r', expr: 'sum(rate(x[5m] offset 5m)) / y' }];
    expect(inline('r offset 1h', rules, { step })).toBe(
      '((sum(rate(x[5m] offset 1h5m)) / y offset 1h))',
    );
    expect(inline('r @ 7', rules, { step })).toBe(
      '((sum(rate(x[5m] @ 7 offset 5m)) / y @ 7))',
    );
  });

  it('knows that an offset binds closer than any operator', () => {
    const rules = [{ record: 'r', expr: 'a + b offset 5m * c' }];
    expect(inline('x / r offset 1h', rules, { step })).toBe(
      'x / ((a offset 1h + b offset 1h5m * c offset 1h))',
    );
  });

  it('leaves alone what is not recorded, or recorded with other labels', () => {
    expect(inline('up', [rate], { step })).toBe('up');
    const other = 'job:errors:rate5m{service="ledger"}';
    expect(inline(other, [rate], { step })).toBe(other);
  });

  it('stops at a rule that refers to itself', () => {
    const rules = [
      { record: 'a', expr: 'b + 1' },
      { record: 'b', expr: 'a + 1' },
    ];
    expect(inline('a', rules, { step })).toBe('((((a + 1)) + 1))');
  });

  it('escapes label values, a dollar among them', () => {
    const rules = [{ record: 'r', expr: 'sum(x)', labels: { a: '$1 "q"' } }];
    expect(inline('r', rules, { step })).toBe(
      '(label_replace(sum(x), "a", "$$1 \\"q\\"", "", ""))',
    );
  });
});

/**
 * The oracle: promtool records the rules and evaluates the expression, and
 * beside it the inlined expression. `==` finds series only where all labels match.
 */
describe('inline, against promtool', () => {
  const recordings: Recording[] = [
    rate,
    {
      ...rate,
      expr: 'sum by (route) (rate(other_total[5m]))',
      labels: { service: 'ledger' },
    },
    { record: 'one', expr: '1', labels: { price: '$5' } },
    { record: 'total', expr: 'sum by (route) (job:errors:rate5m)' },
    {
      record: 'dropped',
      expr: 'errors_total{route="/a"}',
      labels: { route: '' },
    },
  ];
  const exprs = [
    'job:errors:rate5m',
    'job:errors:rate5m{service="payments-api"}',
    'job:errors:rate5m{service=~"pay.*",route="/b"}',
    'job:errors:rate5m{route!="/b"}',
    'job:errors:rate5m{route=~"/[ab]",service!="ledger"}',
    'job:errors:rate5m{route!~"/a"}',
    'sum by (service) (job:errors:rate5m)',
    'total offset 5m',
    'total{route="/a"} * 2 + total',
    'one{price="$5"}',
    'dropped',
    'sum(total) / sum(total offset 3m)',
    'total - total offset 10m',
    'total > bool 1 + sum_over_time(total[5m:1m] offset 1m)',
    'total + ignoring (service) job:errors:rate5m{service="ledger"} offset 5m * 2',
    'job:errors:rate5m / ignoring (service) group_left total',
    'absent(job:errors:rate5m{service="payments-api",route="/none"})',
    'absent(job:errors:rate5m{service="payments-api"}) or one',
    'max_over_time(total[5m])',
    'count_over_time(job:errors:rate5m{service="ledger"}[5m] offset 2m)',
  ];

  it('means the same, series by series', async () => {
    const rules = stringify({
      groups: [{ name: 'g', interval: '30s', rules: recordings }],
    });
    const series = ['/a', '/b'].flatMap(route => [
      { series: `errors_total{route="${route}"}`, values: '0+7x80' },
      { series: `other_total{route="${route}"}`, values: '0+3x80' },
    ]);
    const checks = exprs.flatMap(expr => {
      const inlined = inline(expr, recordings, { step: '30s' });
      return [
        `count((${expr}) unless (${inlined})) or vector(0)`,
        `count((${inlined}) unless (${expr})) or vector(0)`,
        `count((${expr}) != (${inlined})) or vector(0)`,
      ].map(check => ({
        expr: check,
        eval_time: '30m',
        exp_samples: [{ labels: '{}', value: 0 }],
      }));
    });
    const present = exprs.map(expr => ({
      expr: `count(${expr}) > bool 0`,
      eval_time: '30m',
      exp_samples: [{ labels: '{}', value: 1 }],
    }));

    const { output, exitCode } = await testRules({ 'rules.yaml': rules }, [
      {
        interval: '30s',
        input_series: series,
        promql_expr_test: [...checks, ...present],
      },
    ]);

    expect(output).toContain('SUCCESS');
    expect(exitCode).toBe(0);
  });
});
