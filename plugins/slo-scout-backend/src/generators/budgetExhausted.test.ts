import { kinds } from './__fixtures__/kinds';
import { paymentSuccessRate } from './__fixtures__/paymentsApi';
import { expectFiring, verdict } from './__testUtils__/rules';

// Promtool evaluates hours of rules, on machines of any speed.
jest.setTimeout(120_000);

const requests = (code: string) =>
  `http_requests_total{route="/payment",code="${code}"}`;

describe('the alert on a spent budget', () => {
  // 30 requests a sample, 60 a minute; one in 500 or in 2000 fails
  const failing = (every: number) => ({
    interval: '30s',
    input_series: [
      { series: requests('200'), values: `0+${every - 1}x600` },
      { series: requests('500'), values: '0+1x600' },
    ],
  });

  it('fires where more failed than the whole window may have', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        ...failing(500),
        promql_expr_test: [
          expectFiring('PaymentSuccessRateBudgetExhausted', '2h', 1),
          expectFiring('PaymentSuccessRateBurnRate1h', '2h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('does not where the objective is met', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        ...failing(2000),
        promql_expr_test: [
          expectFiring('PaymentSuccessRateBudgetExhausted', '2h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('waits for as many events as a single failure would need', async () => {
    expect(
      await verdict([paymentSuccessRate], {
        interval: '30s',
        // 2 requests a sample, 10 % of them bad: 1,000 events after 250 minutes
        input_series: [
          { series: requests('200'), values: '0+1.8x600' },
          { series: requests('500'), values: '0+0.2x600' },
        ],
        promql_expr_test: [
          expectFiring('PaymentSuccessRateBudgetExhausted', '4h', 0),
          expectFiring('PaymentSuccessRateBudgetExhausted', '4h20m', 1),
        ],
      }),
    ).toBe('SUCCESS');
  });

  it('asks raw data for the whole window where that is wanted', async () => {
    expect(
      await verdict([kinds.exact], {
        ...failing(500),
        promql_expr_test: [
          expectFiring('ExactBudgetExhausted', '2h', 1),
          expectFiring('ExactBurnRate3d', '2h', 1),
          expectFiring('ExactBurnRate1h', '2h', 0),
        ],
      }),
    ).toBe('SUCCESS');
  });
});
