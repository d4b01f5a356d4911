import type {
  SloSpec,
  SloTemplate,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { quote } from '../../promql';
import { bucketMatcher } from '../documents/bucketBounds';
import { writeOpenSlo } from '../documents';

/** Which series are the service's. */
export interface Own {
  service: string;
  /** Label that bears its name. */
  label: string;
}

const series = (metric: string, { label, service }: Own, more = '') =>
  `sum(${metric}{${label}=${quote(service)}${more && `,${more}`}})`;

const SHARED = { window: '30d', severity: 'high' } as const;

/** Requests that do not end in a fault of the server. */
export function availabilityTemplate(
  own: Own,
  found: { metric: string; label: string; faults: string },
): SloTemplate {
  const { metric, label, faults } = found;
  const spec: SloSpec = {
    ...SHARED,
    name: 'availability',
    display_name: 'Requests succeed',
    description: 'Share of requests that do not end in a server error.',
    objective: 0.999,
    sli: {
      kind: 'ratio',
      name: 'availability',
      bad: {
        query: series(metric, own, `${label}=~${quote(faults)}`),
        counter: true,
      },
      total: { query: series(metric, own), counter: true },
    },
  };
  const document = writeOpenSlo(spec, own.service);
  return { kind: 'availability', metric, label, document };
}

/** Requests that are answered within a bound of their histogram. */
export function latencyTemplate(
  own: Own,
  found: { metric: string; bound: string },
): SloTemplate {
  const { metric, bound } = found;
  const spec: SloSpec = {
    ...SHARED,
    name: 'latency',
    display_name: 'Requests are fast',
    description: `Share of requests answered within ${Number(bound)} s.`,
    objective: 0.99,
    sli: {
      kind: 'ratio',
      name: 'latency',
      good: {
        query: series(metric, own, bucketMatcher(bound)),
        counter: true,
      },
      total: {
        query: series(metric.replace(/_bucket$/, '_count'), own),
        counter: true,
      },
    },
  };
  return {
    kind: 'latency',
    metric,
    limit_seconds: Number(bound),
    document: writeOpenSlo(spec, own.service),
  };
}
