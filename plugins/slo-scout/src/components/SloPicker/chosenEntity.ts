import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Text } from '../../hooks/useText';
import type { SloPickerOptions } from './schema';

/** The entity whose SLOs are offered, or why there is none. */
export type ChosenEntity =
  | { ref: string }
  | { missing: 'misconfigured' | 'notChosen' }
  | { missing: 'unreadable'; text: string };

/** `values` are those of the whole form, as far as it is filled in. */
export function chosenEntity(
  options: SloPickerOptions | undefined,
  values: unknown,
): ChosenEntity {
  const { entityField, entityRef } = options ?? {};
  if (!entityRef && !entityField) return { missing: 'misconfigured' };
  const text = entityRef ?? valueOf(values, entityField!);
  if (!text) return { missing: 'notChosen' };
  try {
    const ref = parseEntityRef(text, { defaultKind: 'component' });
    return { ref: stringifyEntityRef(ref) };
  } catch {
    // Somebody is still typing it, for instance.
    return { missing: 'unreadable', text };
  }
}

/** Why no SLOs are offered, in words. */
export function whyNone(
  entity: Exclude<ChosenEntity, { ref: string }>,
  t: Text,
): string {
  switch (entity.missing) {
    case 'misconfigured':
      return t('sloPicker.misconfigured');
    case 'unreadable':
      return t('sloPicker.unreadable', { text: entity.text });
    default:
      return t('sloPicker.chooseEntity');
  }
}

function valueOf(values: unknown, field: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = (values as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : undefined;
}
