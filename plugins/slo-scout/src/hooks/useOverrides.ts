import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

/** Overrides of an entity's bundles, newest first. */
export function useOverrides(entityRef: string): Loaded<Override[]> {
  const api = useApi(sloScoutApiRef);
  const overrides = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.listOverrides({ entity_ref: entityRef }, { signal }))
          .overrides,
      [api, entityRef],
    ),
  );
  useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'override') overrides.refresh();
  });
  return overrides;
}
