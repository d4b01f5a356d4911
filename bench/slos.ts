import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringify } from 'yaml';
import { readDocuments } from '../plugins/slo-scout-backend/src/slos/documents';

const ROUTES = ['/checkout', '/payment', '/confirm'];
const SERVICE = 'service="payments-api", environment="production"';

export const ENTITY = 'component:default/payments-api';

/**
 * OpenSLO documents, ratio and threshold in turn. Each indicator has a selector of
 * its own (no instance is called none), so that SLOs share no query.
 *
 * @param revision - another one means slightly other objectives, so other files
 * @param first - index of the first one
 */
export function sloDocuments(count: number, revision = 0, first = 0): string {
  return Array.from({ length: count }, (_, index) =>
    stringify(sloDocument(first + index, revision)),
  ).join('---\n');
}

/** One text may not hold them all. */
const MOST_DOCUMENTS = 50;

/** The same SLOs as they stand in the store once approved. */
export function approvedSlos(count: number): Slo[] {
  const drafts = [];
  for (let first = 0; first < count; first += MOST_DOCUMENTS) {
    const some = Math.min(MOST_DOCUMENTS, count - first);
    drafts.push(...readDocuments(sloDocuments(some, 0, first)).slos);
  }
  return drafts.map(draft => ({
    ...draft,
    id: `id-of-${draft.name}`,
    entity_ref: ENTITY,
    revision: 1,
    status: 'approved',
    content_hash: '0'.repeat(64),
    source: { kind: 'api' },
    created_at: '2026-01-01T00:00:00Z',
    created_by: 'user:default/author',
  }));
}

function sloDocument(index: number, revision: number) {
  const name = `bench_${String(index).padStart(3, '0')}`;
  const route = ROUTES[index % ROUTES.length];
  const selector = `${SERVICE}, route="${route}", instance!="none-${index}"`;
  const ratio = index % 2 === 0;
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name, labels: { severity: 'high' } },
    spec: {
      description: `Indicator ${index} of the bench.`,
      service: 'payments-api',
      indicator: {
        metadata: { name },
        spec: ratio ? ratioMetric(selector) : thresholdMetric(selector),
      },
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [
        {
          target: Number((0.99 + revision / 100_000).toFixed(5)),
          ...(ratio ? {} : { op: 'lt', value: 0.2 }),
        },
      ],
    },
  };
}

function ratioMetric(selector: string) {
  return {
    ratioMetric: {
      counter: true,
      bad: source(`http_requests_total{${selector}, code=~"5.."}`),
      total: source(`http_requests_total{${selector}}`),
    },
  };
}

function thresholdMetric(selector: string) {
  const buckets = `http_request_duration_seconds_bucket{${selector}}`;
  return {
    thresholdMetric: source(
      `histogram_quantile(0.95, sum by (le) (rate(${buckets}[5m])))`,
    ),
  };
}

function source(query: string) {
  return { metricSource: { type: 'Prometheus', spec: { query } } };
}
