import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { SloFeasibility } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

/** Whether the objectives of an entity can be met, read again when an SLO changes. */
export function useFeasibility(entityRef: string): Loaded<SloFeasibility[]> {
  const api = useApi(sloScoutApiRef);
  const feasibility = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const request = { entity_ref: entityRef };
        return (await api.getFeasibility(request, { signal })).feasibility;
      },
      [api, entityRef],
    ),
  );
  useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'slos') feasibility.refresh();
  });
  return feasibility;
}
