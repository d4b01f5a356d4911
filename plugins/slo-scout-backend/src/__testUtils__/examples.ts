import type { SloSpec } from '@slo-scout/backstage-plugin-slo-scout-common';
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
