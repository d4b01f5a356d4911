import { kinds } from './__fixtures__/kinds';
import { expectValue, rulesOf, verdictOf } from './__testUtils__/rules';

// A month of promtool, on machines of any speed.
jest.setTimeout(300_000);

const DAYS = 30;
/** Samples of half a day, one every two minutes. */
const HALF_DAY = 12 * 30;

/** Requests from one sample to the next in each half of a day. */
const NIGHT = { good: 417, bad: 416 };
const DAY = { good: 692_500, bad: 0 };

/** A counter over 30 days that begin with a night. */
function counterOf(code: 'good' | 'bad'): string {
  let count = 0;
  const segments: string[] = [];
  for (let half = 0; half < 2 * DAYS; half++) {
    const step = (half % 2 === 0 ? NIGHT : DAY)[code];
    segments.push(`${count}+${step}x${HALF_DAY - 1}`);
    count += step * HALF_DAY;
  }
  return segments.join(' ');
}

const bad = NIGHT.bad + DAY.bad;
const all = bad + NIGHT.good + DAY.good;
/** Share of all requests of the month that failed. */
const TRUTH = bad / all;

/** The rules of Sloth 0.12 for the same SLO, with the mean of ratios that is its default. */
const SLOTH = `
groups:
  - name: sloth-slo-sli-recordings
    rules:
      - record: slo:sli_error:ratio_rate5m
        expr: (sum(rate(http_requests_total{route="/payment",code=~"5.."}[5m]))) / (sum(rate(http_requests_total{route="/payment"}[5m])))
      - record: slo:sli_error:ratio_rate30d
        expr: sum_over_time(slo:sli_error:ratio_rate5m[30d]) / count_over_time(slo:sli_error:ratio_rate5m[30d])
`;

/** What the alert on a spent budget and the dashboard ask. */
const OURS =
  'sum(sum_over_time(job:counters_bad:rate5m[30d]) / sum_over_time(job:counters_total:rate5m[30d]))';

/** Whether an expression is as near to a value as that, in percentage points. */
function within(expr: string, value: number, points: number) {
  return expectValue(
    `abs(${expr} - ${value}) < bool ${points / 100}`,
    `${DAYS}d`,
    1,
  );
}

describe('a month of quiet nights that fail and busy days that do not', () => {
  it('costs the share of requests that failed, not the mean of the hours', async () => {
    expect((100 * TRUTH).toFixed(3)).toBe('0.060');
    const { 'payments_api_slis.yaml': slis } = rulesOf([kinds.counters]);
    const output = await verdictOf(
      { 'slis.yaml': slis, 'sloth.yaml': SLOTH },
      [
        {
          interval: '2m',
          input_series: [
            {
              series: 'http_requests_total{route="/payment",code="200"}',
              values: counterOf('good'),
            },
            {
              series: 'http_requests_total{route="/payment",code="500"}',
              values: counterOf('bad'),
            },
          ],
          promql_expr_test: [
            within(OURS, TRUTH, 0.001),
            within('slo:sli_error:ratio_rate30d', 0.2497, 0.005),
          ],
        },
      ],
      // promtool takes no more than 10,000 samples into a query
      '5m',
    );
    expect(output).toBe('SUCCESS');
  });
});
