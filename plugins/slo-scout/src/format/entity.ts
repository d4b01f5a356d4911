import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/** A person or plugin as one writes it: `sre`, `plugin:slo-scout`. */
export function actorName(ref: string): string {
  return ref.startsWith('user:') ? entityLabel(ref, 'user') : ref;
}

/**
 * An entity among others: `ledger`, but `emea/ledger` and `api:ledger`, which
 * would look alike by their names.
 *
 * @param kind - that is not said
 */
export function entityLabel(ref: string, kind = 'component'): string {
  try {
    return humanizeEntityRef(parseEntityRef(ref), { defaultKind: kind });
  } catch {
    return ref;
  }
}

/** Name part of an entity ref, for sentences that are about one entity. */
export function entityName(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}
