import { checkRules, testRules } from '../../../testing/promtool';
import { ruleFilesOf } from '../__testUtils__/ruleFilesOf';
import { readDocuments } from '../readDocuments';

const document = (name: string, indicator: string) => `---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: ${name} }
spec: { target: '99', window: 4w, indicator: { ${indicator} } }
`;

describe('rules of what Pyrra has written', () => {
  it('pass promtool for every indicator, with a budget for each value', async () => {
    const grouping = 'grouping: [job, route]';
    const text = [
      document(
        'a',
        `ratio: { errors: { metric: e_total }, total: { metric: t_total }, ${grouping} }`,
      ),
      document(
        'b',
        `latency: { success: { metric: 'x_bucket{le="1"}' }, total: { metric: x_count }, ${grouping} }`,
      ),
      document(
        'c',
        `latencyNative: { total: { metric: x }, latency: 100ms, ${grouping} }`,
      ),
      document('d', `bool_gauge: { metric: up, ${grouping} }`),
    ].join('');
    const files = ruleFilesOf(readDocuments(text).slos);
    const { exitCode, output } = await checkRules(files);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    const slis = files['production_prometheus_rules_recording_shop_slis.yaml'];
    for (const name of ['a', 'b', 'c', 'd']) {
      const [, total] = slis.split(`- record: job:${name}_total:rate5m`);
      expect(total.split('- record:')[0]).toMatch(/sum by \(job, route\) \(/);
    }
  });

  it.each(['1', '1.0'])(
    'count the fast requests of a bucket that stands as le="%s"',
    async le => {
      const text = document(
        'fast',
        `latency: { success: { metric: 'x_bucket{le="1"}' }, total: { metric: x_count } }`,
      );
      const { exitCode, output } = await testRules(
        ruleFilesOf(readDocuments(text).slos),
        [
          {
            interval: '1m',
            input_series: [
              { series: `x_bucket{le="${le}"}`, values: '0+59x20' },
              { series: 'x_bucket{le="2"}', values: '0+60x20' },
              { series: 'x_count', values: '0+60x20' },
            ],
            promql_expr_test: [
              {
                expr: 'round(sum(job:fast_bad:rate5m) * 60, 0.001)',
                eval_time: '15m',
                exp_samples: [{ labels: '{}', value: 1 }],
              },
            ],
          },
        ],
      );
      expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    },
  );
});
