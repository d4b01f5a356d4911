import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/** Address of an entity's tab, as the backend's notifications name it. */
export function useEntityTab(): (entityRef: string) => string {
  const toEntity = useRouteRef(entityRouteRef);
  return useCallback(
    entityRef => `${toEntity(entityRouteParams(entityRef))}/slo-scout`,
    [toEntity],
  );
}
