import { useCallback } from 'react';
import { useApiHolder, useRouteRef } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useVersionedContext } from '@backstage/version-bridge';
import { rootRouteRef } from '../routes';

/** As much of the legacy system's routing as `useRouteRef` of its own takes. */
interface LegacyRouting {
  resolve(
    ref: typeof rootRouteRef,
    from: { pathname: string },
  ): (() => string) | undefined;
}

/** Where the plugin itself puts the tab, for apps in which it has no place. */
const DEFAULT_PATH = 'slo-scout';

/**
 * Address of the tab of any entity. `useRouteRef` knows it on the page of that
 * entity alone: here both systems are asked as if that page were open.
 */
export function useEntityTab(): (entityRef: string) => string {
  const toEntity = useRouteRef(entityRouteRef);
  const routes = useApiHolder().get(routeResolutionApiRef);
  const legacy = useVersionedContext<{ 1: LegacyRouting }>(
    'routing-context',
  )?.atVersion(1);
  return useCallback(
    entityRef => {
      const page = toEntity(entityRouteParams(entityRef));
      const toTab = resolved(
        () =>
          routes?.resolve(rootRouteRef, { sourcePath: page }) ??
          legacy?.resolve(rootRouteRef, { pathname: page }),
      );
      return toTab?.() ?? `${page}/${DEFAULT_PATH}`;
    },
    [toEntity, routes, legacy],
  );
}

/** The systems throw where a way leads through a page that they cannot name. */
function resolved<T>(resolve: () => T): T | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
