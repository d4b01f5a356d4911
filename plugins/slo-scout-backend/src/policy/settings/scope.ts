import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  POLICY_SCOPE_KINDS,
  type PolicyScope,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Stands in configuration for every environment that is not named there. */
export const OTHER_ENVIRONMENTS = 'default';

/** Whose policies apply. */
export interface PolicySubject {
  environment: string;
  /** Refs; absent where only the environment matters. */
  entity_ref?: string;
  system?: string;
}

/** For people and as a key: `global`, `environment production`. */
export function printScope({ kind, name }: PolicyScope): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

/** The scope with its name in full form. Throws `InputError`. */
export function normaliseScope(scope: PolicyScope): PolicyScope {
  const { kind, name } = scope;
  if (!POLICY_SCOPE_KINDS.includes(kind)) {
    throw new InputError(
      `scope.kind is one of ${POLICY_SCOPE_KINDS.join(', ')}`,
    );
  }
  if (kind === 'global') {
    if (name) throw new InputError('The scope global has no name');
    return { kind };
  }
  if (!name) throw new InputError(`A scope of kind ${kind} needs a name`);
  return { kind, name: kind === 'environment' ? name : fullRef(kind, name) };
}

function fullRef(kind: 'system' | 'entity', name: string): string {
  const defaults = kind === 'system' ? { defaultKind: 'system' } : undefined;
  try {
    return stringifyEntityRef(parseEntityRef(name, defaults));
  } catch {
    throw new InputError(
      `${name} is not an entity reference such as component:default/payments-api`,
    );
  }
}
