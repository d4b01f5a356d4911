import type { PolicyScope } from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityName } from '../../format/entity';
import { useText } from '../../hooks/useText';

/** A scope in words: "environment production". */
export function useScopeName() {
  const t = useText();
  return ({ kind, name = '' }: PolicyScope): string =>
    kind === 'global'
      ? t('policies.scope.global')
      : t(`policies.scope.${kind}`, {
          name: kind === 'environment' ? name : entityName(name),
        });
}
