import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/** A person or plugin as one writes it: `sre`, `plugin:slo-scout`. */
export function actorName(ref: string): string {
  if (!ref.startsWith('user:')) return ref;
  try {
    return humanizeEntityRef(parseEntityRef(ref), { defaultKind: 'user' });
  } catch {
    return ref;
  }
}

/** Name part of an entity ref, for sentences. */
export function entityName(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}
