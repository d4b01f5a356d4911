import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import {
  ARTIFACT_TYPES,
  type Artifact,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  candidatesOf,
  toUnstoredArtifacts,
} from '../plugins/slo-scout-backend/src/artifacts/candidates';
import { toServiceContext } from '../plugins/slo-scout-backend/src/catalog/EntityDirectory';
import {
  type GeneratedFile,
  type GeneratorInput,
} from '../plugins/slo-scout-backend/src/generators';
import { ENTITY, approvedSlos } from './slos';

export const ENVIRONMENT = 'production';

/** The service as the catalog of the demo hands it out, relations included. */
export const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service' },
  relations: [
    { type: RELATION_OWNED_BY, targetRef: 'group:default/payments-team' },
    { type: RELATION_PROVIDES_API, targetRef: 'api:default/payments-api' },
  ],
};

export const api: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: {
    type: 'openapi',
    definition: 'paths:\n  /checkout: {}\n  /payment: {}\n  /confirm: {}\n',
  },
};

export const nobody: BackstageCredentials = {
  $$type: '@backstage/BackstageCredentials',
  principal: { type: 'none' },
};

/** What the generators are given for a number of SLOs of one service. */
export function generatorInput(
  count: number,
  prometheusUrl: string,
): GeneratorInput {
  return inputOf(
    toServiceContext(component),
    approvedSlos(count),
    prometheusUrl,
  );
}

/** The same SLOs spread over services of `each`, as in an organisation's portal. */
export function generatorInputs(
  count: number,
  each: number,
  prometheusUrl: string,
): GeneratorInput[] {
  const slos = approvedSlos(count);
  return Array.from({ length: Math.ceil(count / each) }, (_, index) => {
    const name = `service-${String(index).padStart(3, '0')}`;
    const entity_ref = `component:default/${name}`;
    return inputOf(
      { ...toServiceContext(component), name, entity_ref },
      slos
        .slice(index * each, (index + 1) * each)
        .map(slo => ({ ...slo, entity_ref })),
      prometheusUrl,
    );
  });
}

function inputOf(
  service: GeneratorInput['service'],
  slos: Slo[],
  prometheusUrl: string,
): GeneratorInput {
  return {
    service,
    environment: ENVIRONMENT,
    target: {
      name: ENVIRONMENT,
      repo: 'acme/observability-config',
      branch: 'main',
      directory: '',
      fileUrl: path => `http://localhost/acme/observability-config/${path}`,
      dashboardUrl: uid => `http://localhost/d/${uid}`,
      entityUrl: 'http://localhost/catalog/default/component/payments-api',
      prometheusUrl,
    },
    slos,
  };
}

/** The files as the guard sees them: nothing deployed, no dry run yet. */
export function artifactsOf(
  files: GeneratedFile[],
  { slos }: GeneratorInput,
): Artifact[] {
  return toUnstoredArtifacts(
    {
      id: 'bench',
      entity_ref: ENTITY,
      environment: ENVIRONMENT,
      target: ENVIRONMENT,
      slo_ids: slos.map(slo => slo.id),
      artifact_types: [...ARTIFACT_TYPES],
      validation_only: true,
      status: 'succeeded',
      steps: [],
      created_at: '2026-01-01T00:00:00Z',
      created_by: 'user:default/author',
    },
    candidatesOf(files, new Map(), slos),
  );
}

export const silent: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silent,
};
