import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

/** The SLOs of an entity, read again when one changes. */
export function useSlos(entityRef: string): Loaded<Slo[]> {
  const api = useApi(sloScoutApiRef);
  const slos = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.listSlos({ entity_ref: entityRef }, { signal })).slos,
      [api, entityRef],
    ),
  );
  useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'slos') slos.refresh();
  });
  return slos;
}
