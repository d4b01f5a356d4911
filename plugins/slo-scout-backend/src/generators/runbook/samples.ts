import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratorInput } from '../types';

/**
 * What a template is tried on: a service of whose SLOs everything is known, and
 * one of which nothing is known that may be missing.
 */
export const sampleInputs: GeneratorInput[] = [
  inputOf(
    { ownerTitle: 'Payments', system: 'system:default/shop' },
    {
      dashboardUrl: uid => `https://grafana.example.com/d/${uid}`,
      entityUrl: 'https://portal.example.com/catalog/default/component/sample',
      ownerUrl: 'https://portal.example.com/catalog/default/group/payments',
      prometheusUrl: 'https://prometheus.example.com',
    },
    [
      sampleSlo({
        name: 'availability',
        display_name: 'Availability',
        description: 'Requests are answered.',
        sli: {
          kind: 'ratio',
          name: 'availability',
          bad: {
            query:
              'sum by (region) (http_requests_total{job="sample",code=~"5.."})',
            counter: true,
          },
          total: {
            query: 'sum by (region) (http_requests_total{job="sample"})',
            counter: true,
          },
        },
        evidence: { capsule_ids: ['capsule-1'], trace_ids: ['trace-1'] },
      }),
      sampleSlo({
        name: 'latency',
        display_name: 'Latency',
        description: 'Requests are answered in time.',
        sli: {
          kind: 'threshold',
          name: 'latency',
          query:
            'max by (region) (request_duration_seconds{job="sample",quantile="0.9"})',
          op: 'lte',
          threshold: 0.2,
        },
        evidence: { capsule_ids: ['capsule-1'], trace_ids: ['trace-1'] },
      }),
    ],
  ),
  inputOf({}, {}, [
    sampleSlo({
      name: 'bare',
      sli: {
        kind: 'raw_ratio',
        name: 'bare',
        query: 'error_ratio',
        of: 'failure',
      },
    }),
  ]),
];

function inputOf(
  service: Partial<GeneratorInput['service']>,
  target: Partial<GeneratorInput['target']>,
  slos: Slo[],
): GeneratorInput {
  return {
    service: {
      entity_ref: 'component:default/sample',
      name: 'sample',
      owner: 'group:default/payments',
      namespace: 'default',
      ...service,
    },
    environment: 'production',
    target: {
      name: 'production',
      repo: 'example/observability',
      branch: 'main',
      directory: '',
      fileUrl: path =>
        `https://git.example.com/example/observability/blob/main/${path}`,
      ...target,
    },
    slos,
  };
}

function sampleSlo(spec: Partial<Slo> & Pick<Slo, 'name' | 'sli'>): Slo {
  return {
    id: spec.name,
    entity_ref: 'component:default/sample',
    objective: 0.999,
    window: '30d',
    severity: 'high',
    revision: 1,
    status: 'approved',
    content_hash: '0'.repeat(64),
    document: '',
    source: { kind: 'api' },
    created_at: '2024-01-01T00:00:00Z',
    created_by: 'user:default/sample',
    ...spec,
  };
}
