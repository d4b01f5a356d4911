import type { Entity } from '@backstage/catalog-model';
import type { Measurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { parseDocument } from 'yaml';

/** Distinct paths of the OpenAPI definitions; unknown where one cannot be read. */
export function endpointsOf(apis: Entity[]): Measurement<string[]> {
  const source =
    apis.length === 0
      ? 'catalog: the service provides no API'
      : `catalog: paths of ${apis.map(stringifyEntityRef).join(', ')}`;
  const paths = new Set<string>();
  for (const api of apis) {
    const found = pathsOf(api);
    if (!found) {
      return {
        value: null,
        source,
        unknown_reason: `${stringifyEntityRef(
          api,
        )} has no OpenAPI definition that can be read`,
      };
    }
    found.forEach(path => paths.add(path));
  }
  return { value: [...paths].sort(), source };
}

function pathsOf(api: Entity): string[] | undefined {
  const definition = api.spec?.definition;
  if (api.spec?.type !== 'openapi' || typeof definition !== 'string') {
    return undefined;
  }
  const document = parseDocument(definition, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  const paths = isRecord(content) ? content.paths : undefined;
  return isRecord(paths) ? Object.keys(paths) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
