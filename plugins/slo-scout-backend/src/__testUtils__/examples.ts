import type {
  Slo,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { JudgedFile } from '../artifacts/ArtifactStore';
import type { SloDraft } from '../slos/SloStore';

export const ENTITY_REF = 'component:default/payments-api';

export function exampleSpec(change: Partial<SloSpec> = {}): SloSpec {
  return {
    name: 'payment_success_rate',
    sli: {
      kind: 'ratio',
      name: 'payment_success_rate',
      good: {
        query: 'sum(http_requests_total{route="/payment",code!~"5.."})',
        counter: true,
      },
      total: {
        query: 'sum(http_requests_total{route="/payment"})',
        counter: true,
      },
    },
    objective: 0.999,
    window: '30d',
    severity: 'critical',
    ...change,
  };
}

/** An SLO in force. */
export function exampleSlo(
  change: Partial<SloSpec> = {},
  entityRef = ENTITY_REF,
): Slo {
  return {
    ...exampleSpec(change),
    id: `id-${change.name ?? 'payment_success_rate'}`,
    entity_ref: entityRef,
    revision: 1,
    status: 'approved',
    content_hash: '',
    document: '',
    source: { kind: 'api' },
    created_at: '',
    created_by: '',
  };
}

export function exampleDraft(change: Partial<SloSpec> = {}): SloDraft {
  return {
    spec: exampleSpec(change),
    document: `name: ${change.name ?? 'payment_success_rate'}\n`,
  };
}

export function exampleFile(change: Partial<JudgedFile> = {}): JudgedFile {
  return {
    type: 'recording_rule',
    path: 'prometheus/rules/recording/payments_api_slis.yaml',
    content: 'groups: []\n',
    slo_refs: [],
    verdict: { status: 'passed', errors: [] },
    ...change,
  };
}

/** The text of an OpenSLO document; what is given is written as JSON. */
export function exampleDocument(
  change: { name?: string; target?: unknown } = {},
): string {
  return `
apiVersion: openslo/v1
kind: SLO
metadata: { name: ${JSON.stringify(change.name ?? 'success')} }
spec:
  service: payments-api
  indicator:
    metadata: { name: success }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: good_total } } }
        total: { metricSource: { type: Prometheus, spec: { query: all_total } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${JSON.stringify(change.target ?? 0.999)} }]
`;
}
