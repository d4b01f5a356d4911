import type { AuthService } from '@backstage/backend-plugin-api';
import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ownedBy } from '../catalog/ownedBy';
import type { SloScoutRecord } from './rules';

/**
 * Who owns what, by the catalog. Asked with the plugin's own credentials: whether a
 * condition holds must not depend on what the caller may see of the catalog.
 */
export class Ownership {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** What is kept about these entities; those that the catalog lost have no owner. */
  async recordsOf(refs: string[]): Promise<SloScoutRecord[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind', 'metadata', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return refs.map((entityRef, i) => {
      const entity = items[i];
      return { entityRef, owners: entity ? ownersOf(entity) : [] };
    });
  }

  /** All entities that one of the claims owns. */
  async ownedBy(claims: string[]): Promise<string[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return ownedBy(this.#catalog, claims, credentials);
  }
}

export function ownersOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}
