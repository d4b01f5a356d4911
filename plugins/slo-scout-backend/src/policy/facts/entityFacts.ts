import {
  DEFAULT_NAMESPACE,
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EntityFacts } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PolicySubject } from '../settings/scope';

export function entityFacts(entity: Entity): EntityFacts {
  const { name, namespace, tags } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    kind: entity.kind.toLowerCase(),
    namespace: namespace ?? DEFAULT_NAMESPACE,
    name,
    type: textOf(entity.spec?.type),
    lifecycle: textOf(entity.spec?.lifecycle),
    owner: targetsOf(entity, RELATION_OWNED_BY)[0] ?? '',
    system: systemOf(entity) ?? '',
    tags: tags ?? [],
  };
}

/** Whose policies apply to an entity in an environment. */
export function subjectOf(entity: Entity, environment: string): PolicySubject {
  return {
    environment,
    entity_ref: stringifyEntityRef(entity),
    system: systemOf(entity),
  };
}

/** A component may be part of another component as well as of a system. */
function systemOf(entity: Entity): string | undefined {
  return targetsOf(entity, RELATION_PART_OF).find(
    ref => parseEntityRef(ref).kind.toLowerCase() === 'system',
  );
}

function targetsOf(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
