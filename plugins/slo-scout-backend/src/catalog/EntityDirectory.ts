import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SLO_SCOUT_ANNOTATIONS } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { ServiceContext } from '../generators/types';
import { ownedBy } from './ownedBy';

/** They travel in the address of the request. */
const NAMES_A_REQUEST = 40;

/** Full form of an entity ref that somebody typed. */
export function normaliseRef(ref: string): string {
  if (ref.length > 512) {
    throw new InputError('entity_ref is longer than 512 characters');
  }
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      'entity_ref is not an entity reference such as component:default/payments-api',
    );
  }
}

/** The catalog, asked in the words of this plugin and on behalf of the caller. */
export class EntityDirectory {
  readonly #catalog: CatalogService;

  constructor(options: { catalog: CatalogService }) {
    this.#catalog = options.catalog;
  }

  async get(ref: string, credentials: BackstageCredentials): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(normaliseRef(ref), {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`${ref} is not in the catalog, or not for you`);
    }
    return entity;
  }

  async find(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    return this.#catalog.getEntityByRef(ref, { credentials });
  }

  /** Whoever owns the entity, where the catalog has them. */
  async ownerOf(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const ref = ownerRefOf(entity);
    return ref === undefined ? undefined : this.find(ref, credentials);
  }

  /** As many of the entities as there are, and as the caller may see, by their refs. */
  async findMany(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    if (refs.length === 0) return new Map();
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs },
      { credentials },
    );
    return new Map(
      items
        .filter((item): item is Entity => item !== undefined)
        .map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** Refs of all that one of the claims owns. */
  async ownedBy(
    claims: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    return ownedBy(this.#catalog, claims, credentials);
  }

  /** Entities with an annotation, whatever its value. */
  async annotated(
    annotation: string,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      {
        filter: {
          [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
        },
      },
      { credentials },
    );
    for await (const page of pages) found.push(...page);
    return found;
  }

  /** Entities whose series bear one of the values as their service label. */
  async byServiceNames(
    names: string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    for (let from = 0; from < names.length; from += NAMES_A_REQUEST) {
      const some = names.slice(from, from + NAMES_A_REQUEST);
      const { items } = await this.#catalog.getEntities(
        {
          filter: [
            {
              [`metadata.annotations.${SLO_SCOUT_ANNOTATIONS.service}`]: some,
            },
            { kind: 'component', 'metadata.name': some },
          ],
        },
        { credentials },
      );
      // One that is annotated is not known by its own name.
      found.push(
        ...items.filter(entity => some.includes(serviceNameOf(entity))),
      );
    }
    return found;
  }

  /** Definitions of the APIs that the entity provides. */
  async providedApis(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const refs = targets(entity, RELATION_PROVIDES_API);
    return [...(await this.findMany(refs, credentials)).values()];
  }
}

/** Refs of what the entity has this relation to. */
export function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

/** The first owner, where the catalog knows one. */
export function ownerRefOf(entity: Entity): string | undefined {
  return targets(entity, RELATION_OWNED_BY)[0];
}

/** Value of the label `service` of the entity's series. */
export function serviceNameOf(entity: Entity): string {
  return (
    entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.service] ??
    entity.metadata.name
  );
}

/** What people call a group or a person; undefined where they have no other name. */
function titleOf({ metadata, spec }: Entity): string | undefined {
  const profile = spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  const title = metadata.title ?? displayName;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

/** What the generators need to know of the entity and of its owner. */
export function toServiceContext(
  entity: Entity,
  ownerEntity?: Entity,
): ServiceContext {
  const annotations = entity.metadata.annotations ?? {};
  return {
    entity_ref: stringifyEntityRef(entity),
    name: serviceNameOf(entity),
    owner: ownerRefOf(entity) ?? 'unowned',
    ownerTitle: ownerEntity && titleOf(ownerEntity),
    system: targets(entity, RELATION_PART_OF)[0],
    namespace:
      annotations['backstage.io/kubernetes-namespace'] ??
      entity.metadata.namespace ??
      'default',
  };
}
