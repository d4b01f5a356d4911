import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Capabilities } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';

/** What the viewer may do with the SLOs of an entity. */
export function useCapabilities(entityRef: string): Loaded<Capabilities> {
  const api = useApi(sloScoutApiRef);
  return useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.getCapabilities({ entity_ref: entityRef }, { signal }),
      [api, entityRef],
    ),
  );
}
