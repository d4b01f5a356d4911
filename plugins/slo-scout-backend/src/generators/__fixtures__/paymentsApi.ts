import type {
  RatioSli,
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratorInput } from '../types';

/** An approved SLO with a few fields changed. */
export function slo(changes: Partial<Slo> & Pick<Slo, 'name' | 'sli'>): Slo {
  return {
    id: `id-of-${changes.name}`,
    entity_ref: 'component:default/payments-api',
    objective: 0.999,
    window: '30d',
    severity: 'high',
    revision: 1,
    status: 'approved',
    content_hash: 'c0ffee'.padEnd(64, '0'),
    document: '',
    source: { kind: 'api' },
    created_at: '2024-05-01T00:00:00Z',
    created_by: 'user:default/author',
    ...changes,
  };
}

export const paymentRatio: RatioSli = {
  kind: 'ratio',
  name: 'payment-success',
  bad: {
    query: 'sum(http_requests_total{route="/payment",code=~"5.."})',
    counter: true,
  },
  total: { query: 'sum(http_requests_total{route="/payment"})', counter: true },
};

export const checkoutLatency: ThresholdSli = {
  kind: 'threshold',
  name: 'checkout-p95',
  query:
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{route="/checkout"}[5m])))',
  op: 'lte',
  threshold: 0.2,
};

export const paymentSuccessRate = slo({
  name: 'payment_success_rate',
  display_name: 'Payment success rate',
  description: 'Payments succeed.',
  sli: paymentRatio,
  severity: 'critical',
  revision: 2,
});

export const checkoutLatencyP95 = slo({
  name: 'checkout_latency_p95',
  display_name: 'Checkout latency (p95)',
  description: 'Checkout answers fast enough for people not to leave.',
  sli: checkoutLatency,
  objective: 0.99,
  evidence: {
    capsule_ids: ['capsule-checkout-1'],
    trace_ids: ['4bf92f3577b34da6a3ce929d0e0e4736'],
  },
});

/** Good events over a total that was written with its own ranges, over four weeks. */
export const confirmAvailability = slo({
  name: 'confirm.availability',
  sli: {
    kind: 'ratio',
    name: 'confirm-availability',
    good: {
      query:
        'sum by (region) (increase(http_requests_total{route="/confirm",code!~"5.."}[{{.window}}]))',
      counter: false,
    },
    total: {
      query:
        'sum by (region) (increase(http_requests_total{route="/confirm"}[{{.window}}]))',
      counter: false,
    },
  },
  objective: 0.95,
  window: '28d',
  severity: 'medium',
});

/** Payments API in production, with a Grafana, a Prometheus and a portal. */
export function input(
  slos: Slo[],
  changes: Partial<GeneratorInput> = {},
): GeneratorInput {
  return {
    service: {
      entity_ref: 'component:default/payments-api',
      name: 'payments-api',
      owner: 'group:default/payments',
      system: 'shop',
      namespace: 'default',
    },
    environment: 'production',
    target: {
      name: 'production',
      repo: 'shop/observability-config',
      branch: 'main',
      directory: '',
      fileUrl: path =>
        `https://git.example.com/shop/observability-config/blob/main/${path}`,
      dashboardUrl: uid => `https://grafana.example.com/d/${uid}`,
      entityUrl:
        'https://portal.example.com/catalog/default/component/payments-api',
      prometheusUrl: 'https://prometheus.example.com',
    },
    slos,
    ...changes,
  };
}
