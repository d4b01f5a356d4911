import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const POLL_ALONE_MS = 5_000;
// Signals are best effort: a browser may have missed one while it was offline.
const POLL_BESIDE_SIGNALS_MS = 20_000;

/** Overrides of an entity's bundles, newest first, followed while one waits. */
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
  const hasSignals = useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'override') overrides.refresh();
  });
  const waits = overrides.value?.some(({ status }) => status === 'requested');
  const interval = hasSignals ? POLL_BESIDE_SIGNALS_MS : POLL_ALONE_MS;
  usePolling(overrides.refresh, waits ? interval : undefined);
  return overrides;
}
