import {
  type Entity,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import type { DependencyHop } from '@slo-scout/backstage-plugin-slo-scout-common';
import { targets } from './EntityDirectory';

const RELATIONS: Array<DependencyHop['relation']> = [
  RELATION_DEPENDS_ON,
  RELATION_CONSUMES_API,
  RELATION_API_PROVIDED_BY,
];

/**
 * What the entity cannot do without, as the catalog says: what it depends on, the
 * APIs it uses, and for an API whoever provides it.
 */
export function dependenciesOf(entity: Entity): DependencyHop[] {
  return RELATIONS.flatMap(relation =>
    [...new Set(targets(entity, relation))]
      .sort()
      .map(ref => ({ relation, entity_ref: ref })),
  );
}
