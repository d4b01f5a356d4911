import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
  slo,
} from '../__fixtures__/paymentsApi';
import { prepare } from '../prepare';
import { planAlerts } from './plan';

const planOf = (changed: Slo) =>
  planAlerts(prepare(input([changed])).slos[0]).alerts;

describe('planAlerts', () => {
  it('wakes people for what cannot wait, and lets the rest wait one step below', () => {
    expect(
      planOf(checkoutLatencyP95).map(a => [a.name, a.severity, a.holds]),
    ).toEqual([
      ['CheckoutLatencyP95High', 'high', '5m'],
      ['CheckoutLatencyP95BurnRate1h', 'high', undefined],
      ['CheckoutLatencyP95BurnRate6h', 'high', undefined],
      ['CheckoutLatencyP95BurnRate1d', 'medium', undefined],
      ['CheckoutLatencyP95BurnRate3d', 'medium', undefined],
      ['CheckoutLatencyP95BudgetExhausted', 'medium', undefined],
      ['CheckoutLatencyP95NoData', 'medium', '9m'],
    ]);
  });

  it.each([
    // threshold × long window: 0.864, 8.64, 40.32 and 43.2 minutes
    [0.999, '30d', '5m'],
    [0.99, '30d', '9m'],
    [0.95, '28d', '41m'],
    [0.95, '30d', '44m'],
    // the pair of 1h is left out: 0.3 × 6h
    [0.95, '90d', '1h'],
    // no pair is left
    [0.1, '90d', '1h'],
  ])(
    'at %d over %s data may be missing for %s',
    (objective, window, expected) => {
      const alerts = planOf({ ...paymentSuccessRate, objective, window });
      expect(alerts.at(-1)).toMatchObject({
        name: 'PaymentSuccessRateNoData',
        holds: expected,
      });
      expect(alerts.at(-1)!.means).toContain(
        expected === '1h' ? '1 hour' : `${parseInt(expected, 10)} minutes`,
      );
    },
  );

  it('judges the whole budget by as many events as a single failure would need', () => {
    const exhausted = planOf(paymentSuccessRate).find(
      ({ kind }) => kind.is === 'budget_exhausted',
    );
    expect(exhausted?.kind).toMatchObject({ minimumEvents: 1000 });
    expect(exhausted?.kind).toHaveProperty('budget');
    const strict = planOf(
      slo({ name: 'x', sli: checkoutLatencyP95.sli, objective: 0.999999 }),
    );
    // half of the evaluations of 30 days
    expect(strict.at(-2)?.kind).toMatchObject({ minimumEvents: 43_200 });
  });
});
