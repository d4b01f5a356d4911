import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { checkRules } from '../testing/promtool';
import { kinds } from './__fixtures__/kinds';
import { input, slo } from './__fixtures__/paymentsApi';
import {
  expectFiring,
  expectValue,
  generateRules,
  rulesOf,
  verdict,
  writtenRules,
} from './__testUtils__/rules';

jest.setTimeout(120_000);

const notesOf = (one: Slo) => generateRules(input([one])).notes;

const exprOf = (one: Slo, name: string) =>
  writtenRules([one]).find(rule => (rule.record ?? rule.alert) === name)?.expr;

const requests = (code: string, more = '') =>
  `http_requests_total{route="/payment",code="${code}"${more}}`;

describe.each(Object.entries(kinds))('%s', (_, one) => {
  it('records each series after those that it reads', () => {
    const records = writtenRules([one]).filter(rule => rule.record);
    expect(records).toHaveLength(3);
    records.forEach(({ expr }, index) => {
      const later = records.slice(index).map(({ record }) => `${record}{`);
      expect(later.filter(series => expr.includes(series))).toEqual([]);
    });
  });
});

describe('latency by histogram', () => {
  it('classic: what is above the bucket is bad', async () => {
    expect(
      await verdict([kinds.classic_latency], {
        interval: '30s',
        input_series: [
          {
            series: 'http_request_duration_seconds_bucket{le="0.2"}',
            values: '0+5x200',
          },
          {
            series: 'http_request_duration_seconds_count',
            values: '0+10x200',
          },
        ],
        promql_expr_test: [
          expectValue('sum(job:classic_latency:rate5m)', '1h', 0.5),
          expectFiring('ClassicLatencyBurnRate6h', '1h', 1),
          // 0.72 of all requests would have to be slow
          expectFiring('ClassicLatencyBurnRate1h', '1h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('native: parses, counts events, and has one series', async () => {
    expect(notesOf(kinds.native_latency)).toEqual([]);
    expect(exprOf(kinds.native_latency, 'NativeLatencyBurnRate6h')).toContain(
      'histogram_count(sum(rate(http_request_duration_seconds[6h]))) * 21600 >= 4',
    );
    const { exitCode } = await checkRules(rulesOf([kinds.native_latency]));
    expect(exitCode).toBe(0);
  });

  it('native, grouped: one budget for each value', () => {
    const by = (expr: string) => expr.replaceAll('sum(', 'sum by (route) (');
    const { sli } = kinds.native_latency;
    if (sli.kind !== 'ratio') throw new Error('not a ratio');
    const grouped = slo({
      name: 'grouped',
      objective: 0.95,
      sli: {
        ...sli,
        good: { query: by(sli.good!.query), counter: false },
        total: { query: by(sli.total.query), counter: false },
      },
    });
    expect(notesOf(grouped)).toEqual([]);
    expect(exprOf(grouped, 'job:grouped_total:rate5m')).toMatch(
      /^histogram_count\(sum by \(route\)/,
    );
  });
});

describe('boolean gauges', () => {
  const up = (instance: string, zone = 'a') =>
    `up{job="payments-api",instance="${instance}",zone="${zone}"}`;

  it('over time: each scrape that failed is bad', async () => {
    expect(
      await verdict([kinds.up_over_time], {
        interval: '30s',
        input_series: [
          { series: up('1'), values: '1x240' },
          { series: up('2'), values: '1x60 0x180' },
        ],
        promql_expr_test: [
          expectValue('sum(job:up_over_time:rate5m)', '25m', 1),
          expectValue('sum(job:up_over_time:rate5m)', '1h', 0.5),
          expectFiring('UpOverTimeBurnRate1h', '25m', 0),
          expectFiring('UpOverTimeBurnRate1h', '1h', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('now, by zone: the zone that is down is named', async () => {
    expect(
      await verdict([kinds.up_now], {
        interval: '30s',
        input_series: [
          { series: up('1', 'a'), values: '1x240' },
          { series: up('2', 'b'), values: '0x240' },
        ],
        promql_expr_test: [
          {
            expr: 'count by (zone) (ALERTS{alertname="UpNowBurnRate1h",alertstate="firing"})',
            eval_time: '1h',
            exp_samples: [{ labels: '{zone="b"}', value: 1 }],
          },
          expectValue('sum by () (job:up_now:rate5m{zone="a"})', '1h', 1),
        ],
      }),
    ).toBe('SUCCESS');
    const [burn] = writtenRules([kinds.up_now]).filter(r => r.alert);
    expect(burn.annotations?.summary).toBe(
      'payments-api: up_now (zone {{ $labels.zone }}) burns its error budget at least 14.4 times as fast as the objective allows',
    );
  });

  it('one failed scrape of a target that has just come wakes nobody', async () => {
    expect(
      await verdict([kinds.up_over_time], {
        interval: '30s',
        input_series: [{ series: up('1'), values: '_x20 0 1x200' }],
        promql_expr_test: ['10m', '11m', '15m'].map(time =>
          expectFiring('UpOverTimeBurnRate1h', time, 0),
        ),
      }),
    ).toBe('SUCCESS');
  });
});

describe('ready-made ratios', () => {
  it('are recorded as they are, and say that evaluations weigh the same', async () => {
    expect(notesOf(kinds.raw_failure)).toEqual([
      'raw_failure: a ready-made ratio does not say how many events there were, so every evaluation weighs the same in the error budget, a quiet night like a busy day. With good or bad events and their total it would be weighed by events.',
    ]);
    expect(
      await verdict([kinds.raw_failure, kinds.raw_success], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+9x240' },
          { series: requests('500'), values: '0+1x240' },
          {
            series: 'probe_success{job="payments-api"}',
            values: '1x60 0x180',
          },
        ],
        promql_expr_test: [
          expectValue('round(sum(job:raw_failure:rate5m), 0.001)', '1h', 0.9),
          expectValue(
            'round(sum(job:raw_failure_bad:rate5m), 0.001)',
            '1h',
            0.1,
          ),
          expectValue('sum(job:raw_failure_total:rate5m)', '1h', 1),
          expectValue('sum(job:raw_success:rate5m)', '1h', 0),
          expectFiring('RawFailureBurnRate1h', '1h', 1),
          expectFiring('RawSuccessBurnRate1h', '20m', 0),
          expectFiring('RawSuccessBurnRate1h', '1h', 1),
          expectFiring('RawFailureNoData', '1h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('of no traffic are neither a sample nor missing data', async () => {
    expect(
      await verdict([kinds.raw_failure], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '9x240' },
          { series: requests('500'), values: '1x240' },
        ],
        promql_expr_test: [
          expectValue('sum(job:raw_failure:rate5m)', '1h'),
          expectFiring('RawFailureNoData', '1h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('are asked of raw data up to 6 h, where they have a range', () => {
    const alert = (one: Slo, name: string) => exprOf(one, name)!;
    expect(alert(kinds.raw_failure, 'RawFailureBurnRate6h')).toContain('[6h]');
    expect(alert(kinds.raw_failure, 'RawFailureBurnRate6h')).toContain(
      'http_requests_total',
    );
    expect(alert(kinds.raw_success, 'RawSuccessBurnRate6h')).not.toContain(
      'probe_success',
    );
    const exact: Slo = { ...kinds.raw_failure, accuracy: 'exact' };
    expect(alert(exact, 'RawFailureBudgetExhausted')).toContain(
      'sum(rate(http_requests_total[30d]))',
    );
  });
});

describe('slices of time', () => {
  it('are good or bad as a whole', async () => {
    expect(
      await verdict([kinds.slices], {
        interval: '15s',
        input_series: [
          // 2 % errors for half an hour, then 10 %
          { series: requests('200'), values: '0+98x120 11760+90x240' },
          { series: requests('500'), values: '0+2x120 240+10x240' },
        ],
        promql_expr_test: [
          expectValue('round(sum(job:slices:rate1m), 0.01)', '20m', 0.98),
          expectValue('sum(job:slices_bad:rate1m)', '20m', 0),
          expectValue('sum(job:slices_total:rate1m)', '20m', 1),
          expectValue('round(sum(job:slices:rate1m), 0.01)', '50m', 0.9),
          expectValue('sum(job:slices_bad:rate1m)', '50m', 1),
          expectFiring('SlicesBurnRate1h', '29m', 0),
          expectFiring('SlicesBurnRate1h', '1h', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('or are worth their share of good events', async () => {
    expect(
      await verdict([kinds.ratio_slices], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+98x240' },
          { series: requests('500'), values: '0+2x240' },
        ],
        promql_expr_test: [
          expectValue(
            'round(sum(job:ratio_slices_bad:rate5m), 0.001)',
            '1h',
            0.02,
          ),
          expectFiring('RatioSlicesBurnRate1h', '1h', 1),
          expectFiring('RatioSlicesBurnRate6h', '2h', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('without traffic there is no slice', async () => {
    expect(
      await verdict([kinds.slices, kinds.ratio_slices, kinds.raw_slices], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '98x240' },
          { series: requests('500'), values: '2x240' },
        ],
        promql_expr_test: [
          expectValue('count({__name__=~"job:.+"})', '1h'),
          ...['Slices', 'RatioSlices', 'RawSlices'].map(prefix =>
            expectFiring(`${prefix}NoData`, '1h', 0),
          ),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('every window comes from what was recorded', () => {
    for (const { alert, expr } of writtenRules([kinds.slices])) {
      if (alert === undefined || alert.endsWith('NoData')) continue;
      expect(expr).not.toContain('http_requests_total');
      expect(expr).toContain('job:slices_bad:rate1m');
    }
  });
});

describe('labels to group by', () => {
  const grouped = (labels: string) =>
    slo({
      name: 'x',
      sli: {
        kind: 'ratio',
        name: 'r',
        bad: {
          query: `sum by (${labels}) (rate(errors_total[5m]))`,
          counter: false,
        },
        total: {
          query: `sum by (${labels}) (rate(requests_total[5m]))`,
          counter: false,
        },
      },
    });

  it.each(['service', 'severity', 'long'])(
    'that the rules set themselves (%s) are summed up, and that is said',
    async label => {
      const one = grouped(`${label}, team`);
      expect(notesOf(one)).toEqual([
        `x: the queries group by ${label}, which every rule sets itself; the SLO counts their sum. For a budget per value group by another label.`,
      ]);
      const series = (metric: string, value: string, step: number) => ({
        series: `${metric}{${label}="${value}",team="t"}`,
        values: `0+${step}x240`,
      });
      expect(
        await verdict([one], {
          interval: '30s',
          input_series: [
            series('errors_total', 'a', 1),
            series('errors_total', 'b', 2),
            series('requests_total', 'a', 10),
            series('requests_total', 'b', 10),
          ],
          promql_expr_test: [
            expectValue('round(sum(job:x:rate5m{team="t"}), 0.01)', '1h', 0.85),
            expectFiring('XBurnRate1h', '1h', 1),
          ],
        }),
      ).toBe('SUCCESS');
    },
  );

  it('may have any name that Prometheus 3 takes', () => {
    const one = grouped('"http.route"');
    const burn = writtenRules([one]).find(r => r.alert === 'XBurnRate1h')!;
    expect(burn.annotations?.summary).toBe(
      'payments-api: x (http.route {{ index $labels "http.route" }}) burns its error budget at least 14.4 times as fast as the objective allows',
    );
    expect(notesOf(grouped('"service"'))).toHaveLength(1);
  });

  it('of a limit cannot be summed, and that is said', () => {
    const one = slo({
      name: 'x',
      sli: {
        kind: 'threshold',
        name: 't',
        query: 'max by (service, zone) (queue_length)',
        op: 'lt',
        threshold: 10,
      },
    });
    expect(notesOf(one)).toEqual([
      'x: the query groups by service, a label that every rule sets itself. It must have one value, or the rules fail; for a budget per value group by another label.',
    ]);
  });
});
