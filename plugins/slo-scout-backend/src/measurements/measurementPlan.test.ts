import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
  slo,
} from '../generators/__fixtures__/paymentsApi';
import { planOf } from './measurementPlan';

const recordedOf = (of: Slo) => planOf(input([of])).recorded;

/** What several Prometheus recorded apart, and Thanos shows with their labels, is one SLI. */
it.each<[string, Slo, RegExp]>([
  ['one budget', paymentSuccessRate, /^sum \(job:payment_success_rate_total/],
  [
    'a budget for each region',
    confirmAvailability,
    /^sum by \(region\) \(job:confirm_availability_total/,
  ],
  ['looks', checkoutLatencyP95, /^sum \(sum_over_time\(job:checkout_latency/],
])('reads recorded series in the parts of the SLO: %s', (_, of, query) => {
  expect(recordedOf(of)?.total).toMatch(query);
});

it('asks for the expressions where it is not known what parts there are', () => {
  const of = slo({
    name: 'queue',
    sli: {
      ...{ kind: 'threshold', name: 'queue', query: 'queue_length' },
      ...{ op: 'lte', threshold: 5 },
    },
  });
  expect(recordedOf(of)).toBeUndefined();
  expect(planOf(input([of])).direct.total).toContain('queue_length');
});
