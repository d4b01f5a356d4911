import type { Entity } from '@backstage/catalog-model';

/** Kinds that own SLOs. @internal */
export const SUPPORTED_KINDS = ['Component', 'System', 'Resource', 'API'];

/**
 * Whether the tab belongs on the page of this entity.
 *
 * @public
 */
export function isSloScoutAvailable(entity: Entity): boolean {
  return SUPPORTED_KINDS.some(
    kind => kind.toLowerCase() === entity.kind.toLowerCase(),
  );
}
