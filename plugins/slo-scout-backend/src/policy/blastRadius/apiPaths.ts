import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseDocument } from 'yaml';
import { Unmeasured } from './Probe';

/** Distinct paths of the OpenAPI definitions. Throws `Unmeasured` where one cannot be read. */
export function apiPaths(apis: Entity[]): string[] {
  const paths = new Set<string>();
  for (const api of apis) {
    const found = pathsOf(api);
    if (!found) {
      throw new Unmeasured(
        `${stringifyEntityRef(api)} has no OpenAPI definition that can be read`,
      );
    }
    found.forEach(path => paths.add(path));
  }
  return [...paths].sort();
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
