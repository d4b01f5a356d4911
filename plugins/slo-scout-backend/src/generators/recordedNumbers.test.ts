import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { RuleUnitTest } from '../testing/promtool';
import { kinds } from './__fixtures__/kinds';
import { groupsOf, rulesOf, verdictOf } from './__testUtils__/rules';

jest.setTimeout(120_000);

const series = {
  good: 'http_requests_total{route="/payment",code="200",region="eu"}',
  bad: 'http_requests_total{route="/payment",code="500",region="eu"}',
  up: 'up{job="payments-api",zone="a"}',
  probe: 'probe_success{job="payments-api"}',
};

/** What one series does in each of the lives below, 30 s a sample, 2 h long. */
interface Life {
  good: string;
  bad?: string;
  up: string;
}

/** Requests, then none, then requests: the counters stand still. */
const lives: Record<string, Life> = {
  quiet: {
    good: '0+30x60 1830+0x120 1830+30x60',
    bad: '0+1x60 61+0x120 61+1x60',
    up: '1x240',
  },
  'quiet from the start': { good: '7x240', bad: '3x240', up: '0x240' },
  'all bad': { good: '5x240', bad: '0+9x240', up: '0x240' },
  dead: { good: '0+30x60 _x180', bad: '0+1x60 _x180', up: '1x60 _x180' },
  'without errors ever': { good: '0+30x240', up: '1x240' },
  'with errors new-born': {
    good: '0+30x240',
    bad: '_x100 0+1x140',
    up: '1x100 0x140',
  },
  'new-born altogether': {
    good: '_x100 0+30x140',
    bad: '_x100 0+1x140',
    up: '_x100 1x140',
  },
  reset: {
    good: '0+30x60 0+30x60 5+0x60 0+30x60',
    bad: '0+1x60 0+1x60 2+0x60 0+1x60',
    up: '1x30 0x30 1x60 0x60 1x60',
  },
  sick: {
    good: '0+30x60 NaN NaN 1890+30x60 Inf 0+30x110',
    bad: '0+1x60 NaN 62+1x60 NaN Inf 0+1x110',
    up: '1x30 NaN Inf -Inf 0x30 NaN 1x170',
  },
};

/** The same life for every metric that the kinds ask for. */
function seriesOf({ good, bad, up }: Life): RuleUnitTest['input_series'] {
  const bucket = 'http_request_duration_seconds_bucket{route="/checkout"';
  return [
    { series: series.good, values: good },
    ...(bad ? [{ series: series.bad, values: bad }] : []),
    { series: series.up, values: up },
    { series: series.probe, values: up },
    ...(bad ? [{ series: `${bucket},le="0.2"}`, values: bad }] : []),
    { series: `${bucket},le="+Inf"}`, values: good },
    { series: 'http_request_duration_seconds_count', values: good },
  ];
}

const RUN = '2h30m';

/** The recording rules of the SLOs, without their alerts. */
function recordings(slos: Slo[]): Record<string, string> {
  const { 'payments_api_slis.yaml': slis } = rulesOf(slos);
  return { 'slis.yaml': slis };
}

function recordedBy(files: Record<string, string>): string[] {
  return Object.values(files)
    .flatMap(groupsOf)
    .flatMap(({ rules }) => rules.flatMap(({ record }) => record ?? []));
}

/**
 * Every sample of a run at once: a sum that meets one NaN is NaN, one that
 * meets infinity is infinite, and stays so. So a finite sum is a run of finite
 * samples.
 */
function testOf(name: string, life: Life, records: string[]): RuleUnitTest {
  return {
    name,
    interval: '30s',
    input_series: seriesOf(life),
    promql_expr_test: records.map(record => {
      const sum = `sum_over_time(${record}[${RUN}])`;
      return {
        expr: `(count(${sum}) or vector(0)) - (count(${sum} > -Inf < +Inf) or vector(0))`,
        eval_time: RUN,
        exp_samples: [{ labels: '{}', value: 0 }],
      };
    }),
  };
}

const tests = (records: string[]) =>
  Object.entries(lives).map(([name, life]) => testOf(name, life, records));

const GUARDS = [' > 0 < +Inf', ' >= 0 < +Inf', ' > -Inf < +Inf'];

/** The recording rules as somebody would write them who trusts the numbers. */
function withoutGuards(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      GUARDS.reduce((text, guard) => text.replaceAll(guard, ''), content),
    ]),
  );
}

// promtool 2.42 cannot be fed native histograms
const fed: Array<[string, Slo]> = Object.entries(kinds).filter(
  ([name]) => name !== 'native_latency',
);

describe('whatever happens to its series, no rule records NaN or infinity', () => {
  it('in any kind', async () => {
    const files = recordings(fed.map(([, slo]) => slo));
    const records = recordedBy(files);
    expect(records).toHaveLength(3 * fed.length);
    expect(await verdictOf(files, tests(records))).toBe('SUCCESS');
  });

  it('though every kind has something to record', async () => {
    const files = recordings(fed.map(([, slo]) => slo));
    const test: RuleUnitTest = {
      interval: '30s',
      input_series: seriesOf(lives.reset),
      promql_expr_test: recordedBy(files).map(record => ({
        expr: `count(count_over_time(${record}[${RUN}]) > 100)`,
        eval_time: RUN,
        exp_samples: [{ labels: '{}', value: 1 }],
      })),
    };
    expect(await verdictOf(files, [test])).toBe('SUCCESS');
  });

  it.each(fed)('and without its guards %s would', async (_, slo) => {
    const files = recordings([slo]);
    const mutant = withoutGuards(files);
    expect(mutant).not.toEqual(files);
    const output = await verdictOf(mutant, tests(recordedBy(mutant)));
    expect(output).toContain('FAILED');
    expect(output).toMatch(/got: \{\} 1E\+00/);
  });

  it('shares stay between 0 and 1, whatever a query says', async () => {
    const bounded = [
      kinds.raw_failure,
      kinds.raw_success,
      kinds.slices,
      kinds.ratio_slices,
      kinds.raw_slices,
    ];
    const files = recordings(bounded);
    const test: RuleUnitTest = {
      interval: '30s',
      input_series: [
        // more bad requests than requests, and a gauge in percent
        { series: series.bad, values: '0+30x240' },
        { series: series.probe, values: '97x120 -3x120' },
      ],
      promql_expr_test: recordedBy(files).flatMap(record =>
        [
          `max_over_time(${record}[${RUN}]) <= 1`,
          `min_over_time(${record}[${RUN}]) >= 0`,
        ].map(expr => ({
          expr: `count(${expr})`,
          eval_time: RUN,
          exp_samples: [{ labels: '{}', value: 1 }],
        })),
      ),
    };
    expect(await verdictOf(files, [test])).toBe('SUCCESS');
  });
});
