import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Removal } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useEntityData } from './EntityData';
import { useLoaded, type Loaded } from './useLoaded';

/**
 * What could be removed in the chosen environment. Read again whenever SLOs or
 * deployments were.
 */
export function useRemovals(): Loaded<Removal[]> {
  const { entityRef, environment, slos, deployments } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const removals = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const answer = await api.listRemovals(
          { entity_ref: entityRef },
          { signal },
        );
        return answer.removals.filter(
          removal => removal.environment === environment,
        );
      },
      [api, entityRef, environment],
    ),
  );
  const { refresh } = removals;
  useEffect(refresh, [refresh, slos.value, deployments.value]);
  return removals;
}
