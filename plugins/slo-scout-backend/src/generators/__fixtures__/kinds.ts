import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { checkoutLatency, paymentRatio, slo } from './paymentsApi';

const gauge = (query: string) => ({ query, counter: false });
const counter = (query: string) => ({ query, counter: true });

/** One SLO of each kind and each way to count; what docs/sli-kinds.md shows. */
export const kinds = {
  counters: slo({ name: 'counters', sli: paymentRatio }),
  exact: slo({ name: 'exact', sli: paymentRatio, accuracy: 'exact' }),
  grouped: slo({
    name: 'grouped',
    sli: {
      kind: 'ratio',
      name: 'availability by region',
      good: gauge(
        'sum by (region) (increase(http_requests_total{code!~"5.."}[5m]))',
      ),
      total: gauge('sum by (region) (increase(http_requests_total[5m]))'),
    },
    objective: 0.99,
  }),
  classic_latency: slo({
    name: 'classic_latency',
    sli: {
      kind: 'ratio',
      name: 'answers within 0.2 s',
      good: counter('sum(http_request_duration_seconds_bucket{le="0.2"})'),
      total: counter('sum(http_request_duration_seconds_count)'),
    },
    objective: 0.95,
  }),
  native_latency: slo({
    name: 'native_latency',
    sli: {
      kind: 'ratio',
      name: 'answers within 0.2 s',
      good: gauge(
        'histogram_fraction(0, 0.2, sum(rate(http_request_duration_seconds[5m]))) * histogram_count(sum(rate(http_request_duration_seconds[5m])))',
      ),
      total: gauge(
        'histogram_count(sum(rate(http_request_duration_seconds[5m])))',
      ),
    },
    objective: 0.95,
  }),
  up_over_time: slo({
    name: 'up_over_time',
    sli: {
      kind: 'ratio',
      name: 'targets that answer',
      good: gauge('sum(sum_over_time(up{job="payments-api"}[5m]))'),
      total: gauge('sum(count_over_time(up{job="payments-api"}[5m]))'),
    },
  }),
  up_now: slo({
    name: 'up_now',
    sli: {
      kind: 'ratio',
      name: 'targets that answer, by zone',
      good: gauge('sum by (zone) (up{job="payments-api"})'),
      total: gauge('count by (zone) (up{job="payments-api"})'),
    },
    objective: 0.99,
  }),
  raw_failure: slo({
    name: 'raw_failure',
    sli: {
      kind: 'raw_ratio',
      name: 'share of errors',
      query:
        'sum(rate(http_requests_total{code=~"5.."}[{{.window}}])) / sum(rate(http_requests_total[{{.window}}]))',
      of: 'failure',
    },
  }),
  raw_success: slo({
    name: 'raw_success',
    sli: {
      kind: 'raw_ratio',
      name: 'share of probes that succeed',
      query: 'avg(probe_success{job="payments-api"})',
      of: 'success',
    },
  }),
  threshold: slo({
    name: 'threshold',
    sli: checkoutLatency,
    objective: 0.99,
  }),
  slices: slo({
    name: 'slices',
    sli: paymentRatio,
    objective: 0.99,
    budgeting: { method: 'timeslices', window: '60s', target: 0.95 },
  }),
  ratio_slices: slo({
    name: 'ratio_slices',
    sli: {
      kind: 'ratio',
      name: 'availability',
      good: counter('sum(http_requests_total{code!~"5.."})'),
      total: counter('sum(http_requests_total)'),
    },
    budgeting: { method: 'ratio_timeslices', window: '5m' },
  }),
  raw_slices: slo({
    name: 'raw_slices',
    sli: {
      kind: 'raw_ratio',
      name: 'share of errors',
      query:
        'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
      of: 'failure',
    },
    objective: 0.99,
    budgeting: { method: 'timeslices', window: '2m', target: 0.9 },
  }),
} satisfies Record<string, Slo>;
