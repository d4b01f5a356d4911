import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { SloPickerOptions } from './schema';

/** The entity whose SLOs are offered, or why there is none. */
export type ChosenEntity =
  | { ref: string }
  | { missing: 'misconfigured' | 'notChosen' };

/** `values` are those of the whole form, as far as it is filled in. */
export function chosenEntity(
  options: SloPickerOptions | undefined,
  values: unknown,
): ChosenEntity {
  const { entityField, entityRef } = options ?? {};
  if (!entityRef && !entityField) return { missing: 'misconfigured' };
  const text = entityRef ?? valueOf(values, entityField!);
  if (!text) return { missing: 'notChosen' };
  return {
    ref: stringifyEntityRef(parseEntityRef(text, { defaultKind: 'component' })),
  };
}

function valueOf(values: unknown, field: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = (values as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : undefined;
}
