import type {
  Slo,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** What a document says as an SLO for the generators, which ask for no more than that. */
export function unstored(spec: SloSpec): Slo {
  return {
    ...spec,
    id: spec.name,
    entity_ref: '',
    revision: 1,
    status: 'draft',
    content_hash: '',
    document: '',
    source: { kind: 'api' },
    created_at: '',
    created_by: '',
  };
}
