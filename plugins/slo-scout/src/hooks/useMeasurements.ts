import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';

/** As often as the portal measures. */
const EVERY_MS = 5 * 60_000;

/** What the portal measured of one SLO, by its parts. */
export function useMeasurements(
  entityRef: string,
  sloId: string,
  environment: string | undefined,
): Loaded<SloMeasurement[]> {
  const api = useApi(sloScoutApiRef);
  const measurements = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const request = { entity_ref: entityRef, environment };
        const answer = await api.getMeasurements(request, { signal });
        return answer.measurements.filter(({ slo_id: id }) => id === sloId);
      },
      [api, entityRef, sloId, environment],
    ),
  );
  usePolling(measurements.refresh, EVERY_MS);
  return measurements;
}
