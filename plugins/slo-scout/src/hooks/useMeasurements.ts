import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';

/** As often as the portal measures. */
const EVERY_MS = 5 * 60_000;

/**
 * What the portal measured of an entity's SLOs, by their parts, in one request
 * for all of them.
 *
 * @param environment - the portal's default where it is absent.
 */
export function useMeasurements(
  entityRef: string,
  environment?: string,
): Loaded<SloMeasurement[]> {
  const api = useApi(sloScoutApiRef);
  const measurements = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const request = { entity_ref: entityRef, environment };
        return (await api.getMeasurements(request, { signal })).measurements;
      },
      [api, entityRef, environment],
    ),
  );
  usePolling(measurements.refresh, EVERY_MS);
  return measurements;
}
