import { checkRules } from '../testing/promtool';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
  slo,
} from './__fixtures__/paymentsApi';
import {
  expectFiring,
  expectValue,
  generateRules,
  rulesOf,
  verdict,
} from './__testUtils__/rules';

// Promtool evaluates hours of rules, on machines of any speed.
jest.setTimeout(120_000);

const requests = (code: string, route = '/payment') =>
  `http_requests_total{route="${route}",code="${code}"}`;

const sum = (name: string) => `sum(job:payment_success_rate${name}:rate5m)`;

describe('recorded ratios', () => {
  it('count events per second, with every label of the rule', async () => {
    const labels =
      'environment="production",owner="payments",service="payments-api",slo="payment_success_rate"';
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+2970x60' },
          { series: requests('500'), values: '0+30x60' },
        ],
        promql_expr_test: [
          {
            expr: 'round(job:payment_success_rate_bad:rate5m, 0.001)',
            eval_time: '20m',
            exp_samples: [{ labels: `{${labels}}`, value: 1 }],
          },
          expectValue(`round(${sum('_total')}, 0.001)`, '20m', 100),
          expectValue(`round(${sum('')}, 0.001)`, '20m', 0.99),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('a quiet service has no sample, and lacks no data', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '5000x120' },
          { series: requests('500'), values: '7x120' },
        ],
        promql_expr_test: [
          expectValue(sum('_total'), '30m'),
          expectValue(sum('_bad'), '30m'),
          expectValue(sum(''), '30m'),
          expectFiring('PaymentSuccessRateNoData', '30m', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('an error series that was never born is zero errors', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [{ series: requests('200'), values: '0+30x120' }],
        promql_expr_test: [
          expectValue(sum('_bad'), '30m', 0),
          expectValue(sum(''), '30m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('a missing series of good events is all events bad', async () => {
    const good = slo({
      ...paymentSuccessRate,
      sli: {
        kind: 'ratio',
        name: 'good',
        good: {
          query: 'sum(http_requests_total{route="/payment",code="200"})',
          counter: true,
        },
        total: {
          query: 'sum(http_requests_total{route="/payment"})',
          counter: true,
        },
      },
    });
    expect(
      await verdict([good], {
        interval: '30s',
        input_series: [{ series: requests('500'), values: '0+30x120' }],
        promql_expr_test: [
          expectValue(sum(''), '30m', 0),
          expectFiring('PaymentSuccessRateBurnRate1h', '30m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('a reset of the counters is neither negative nor a spike', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+3000x30 0+3000x30' },
          { series: requests('500'), values: '0+3x30 0+3x30' },
        ],
        promql_expr_test: ['14m', '15m', '16m', '18m', '20m'].map(time =>
          expectValue(`round(${sum('')}, 0.001)`, time, 0.999),
        ),
      }),
    ).toBe('SUCCESS');
  });

  it('several series are summed, and one number is judged', async () => {
    const bare = slo({
      ...paymentSuccessRate,
      sli: {
        kind: 'ratio',
        name: 'bare',
        bad: { query: 'http_requests_total{code=~"5.."}', counter: true },
        total: { query: 'http_requests_total', counter: true },
      },
    });
    expect(generateRules(input([bare])).notes).toEqual([
      'payment_success_rate: the queries give several series, or series with different labels; the SLO counts their sum.',
    ]);
    expect(
      await verdict([bare], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+90x60' },
          { series: requests('500'), values: '0+5x60' },
          { series: requests('503', '/other'), values: '0+5x60' },
        ],
        promql_expr_test: [
          expectValue(`count(job:payment_success_rate:rate5m)`, '20m', 1),
          expectValue(`round(${sum('')}, 0.001)`, '20m', 0.9),
        ],
      }),
    ).toBe('SUCCESS');
  });
});

const bucket = (le: string) =>
  `http_request_duration_seconds_bucket{route="/checkout",le="${le}"}`;

describe('recorded thresholds', () => {
  it('no traffic is no sample: a quantile that is not a number goes nowhere', async () => {
    expect(
      await verdict([checkoutLatencyP95], {
        interval: '30s',
        input_series: ['0.1', '0.5', '+Inf'].map(le => ({
          series: bucket(le),
          values: '100x120',
        })),
        promql_expr_test: [
          expectValue('sum(job:checkout_latency_p95:rate5m)', '30m'),
          expectValue('sum(job:checkout_latency_p95_bad:rate5m)', '30m'),
          expectValue('sum(job:checkout_latency_p95_total:rate5m)', '30m'),
          expectFiring('CheckoutLatencyP95NoData', '30m', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('each measurement is one event, good or bad', async () => {
    expect(
      await verdict([checkoutLatencyP95], {
        interval: '30s',
        input_series: [
          { series: bucket('0.1'), values: '0+100x60 6000+0x60' },
          { series: bucket('0.5'), values: '0+100x120' },
          { series: bucket('+Inf'), values: '0+100x120' },
        ],
        promql_expr_test: [
          expectValue('sum(job:checkout_latency_p95_bad:rate5m)', '20m', 0),
          expectValue('sum(job:checkout_latency_p95_total:rate5m)', '20m', 1),
          expectValue('sum(job:checkout_latency_p95_bad:rate5m)', '50m', 1),
          expectFiring('CheckoutLatencyP95High', '29m', 0),
          expectFiring('CheckoutLatencyP95High', '50m', 1),
          expectFiring('CheckoutLatencyP95BurnRate1h', '50m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });
});

describe('burn-rate alerts', () => {
  it('fire while the budget burns, and stop with it', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+1000x360' },
          // 5 % errors from the first hour's end for half an hour
          { series: requests('500'), values: '0+0x120 0+50x60 3000+0x180' },
        ],
        promql_expr_test: [
          expectFiring('PaymentSuccessRateBurnRate1h', '59m', 0),
          expectFiring('PaymentSuccessRateBurnRate1h', '1h25m', 1),
          expectFiring('PaymentSuccessRateBurnRate1h', '1h45m', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('do not fire for a rate that the objective allows', async () => {
    const alerts = ['1h', '6h', '1d', '3d'];
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+99950x360' },
          { series: requests('500'), values: '0+50x360' },
        ],
        promql_expr_test: alerts.map(long =>
          expectFiring(`PaymentSuccessRateBurnRate${long}`, '3h', 0),
        ),
      }),
    ).toBe('SUCCESS');
  });

  it('do not fire for the only failure of a quiet night', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+0x60 0+1x20 20+0x60' },
          { series: requests('500'), values: '0+0x70 1x60' },
        ],
        promql_expr_test: [
          expectValue(`round(${sum('')}, 0.01) < bool 0.95`, '36m', 1),
          expectFiring('PaymentSuccessRateBurnRate1h', '36m', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('join the recorded day with two raw hours', async () => {
    expect(
      await verdict(
        [paymentSuccessRate],
        {
          interval: '1m',
          input_series: [
            { series: requests('200'), values: '0+1000x500' },
            { series: requests('500'), values: '0+5x500' },
          ],
          promql_expr_test: [
            expectFiring('PaymentSuccessRateBurnRate1d', '8h', 1),
            expectFiring('PaymentSuccessRateBurnRate3d', '8h', 1),
            expectFiring('PaymentSuccessRateBurnRate6h', '8h', 0),
          ],
        },
        '1m',
      ),
    ).toBe('SUCCESS');
  });

  it('name the group that burns, where the SLO has groups', async () => {
    const region = (name: string, code: string) =>
      `http_requests_total{route="/confirm",region="${name}",code="${code}"}`;
    expect(
      await verdict([confirmAvailability], {
        interval: '30s',
        input_series: [
          { series: region('eu', '200'), values: '0+100x120' },
          { series: region('us', '500'), values: '0+100x120' },
        ],
        promql_expr_test: [
          {
            expr: 'count by (region) (ALERTS{alertname="ConfirmAvailabilityBurnRate1h"})',
            eval_time: '30m',
            exp_samples: [{ labels: '{region="us"}', value: 1 }],
          },
          expectFiring('ConfirmAvailabilityBurnRate1d', '30m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('a vanished metric is said, as soon as the fastest alert would have noticed', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        input_series: [
          { series: requests('200'), values: '0+30x60 _x120' },
          { series: requests('500'), values: '0+1x60 _x120' },
        ],
        promql_expr_test: [
          // the last sample is of 30m; 5m later a rate has but one, and then for: 5m
          expectFiring('PaymentSuccessRateNoData', '39m', 0),
          expectFiring('PaymentSuccessRateNoData', '40m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });
});

describe('PromQL that does not parse', () => {
  it.each([
    ['sum(rate(x[5m])) by )', 'unexpected right parenthesis'],
    ['sum(rate(x[5m]', 'unclosed left parenthesis'],
    ['sum(nonsense(x))', 'unknown function with name "nonsense"'],
    // promtool 2.42 knows the function, our grammar no longer does: better refused than wrong
    ['holt_winters(x[5m], 0.5, 0.5)', 'unexpected string'],
  ])('%s is refused in promtool words', async (query, words) => {
    const ratio = slo({
      name: 'broken_ratio',
      sli: {
        kind: 'ratio',
        name: 'r',
        good: { query: 'sum(x)', counter: true },
        total: { query, counter: true },
      },
    });
    const threshold = slo({
      name: 'broken_threshold',
      sli: { kind: 'threshold', name: 't', query, op: 'lt', threshold: 1 },
    });
    const { notes } = generateRules(input([ratio]));
    expect(notes.join()).toContain('broken_ratio: the query does not parse');
    for (const files of [ratio, threshold].map(broken => rulesOf([broken]))) {
      for (const [name, content] of Object.entries(files)) {
        const { output, exitCode } = await checkRules({ [name]: content });
        expect(output).toContain(words);
        expect(exitCode).not.toBe(0);
      }
    }
  });

  it('a query too deep to stand in a rule is refused with a sentence', () => {
    const deep = slo({
      name: 'deep',
      sli: {
        kind: 'threshold',
        name: 't',
        query: Array(3000).fill('2').join('^'),
        op: 'lt',
        threshold: 1,
      },
    });
    expect(() => rulesOf([deep])).toThrow(
      'The query of the SLO deep is nested too deeply to stand in a rule.',
    );
  });
});
