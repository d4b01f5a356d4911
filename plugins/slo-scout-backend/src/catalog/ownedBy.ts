import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Refs of all entities that one of the claims owns, as far as `credentials` may see. */
export async function ownedBy(
  catalog: CatalogService,
  claims: string[],
  credentials: BackstageCredentials,
): Promise<string[]> {
  if (claims.length === 0) return [];
  const refs: string[] = [];
  const pages = catalog.streamEntities(
    {
      filter: { [`relations.${RELATION_OWNED_BY}`]: claims },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials },
  );
  for await (const page of pages) refs.push(...page.map(stringifyEntityRef));
  return refs;
}
