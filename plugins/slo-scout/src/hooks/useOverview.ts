import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Overview,
  OverviewDeploymentsPage,
  OverviewDeploymentsView,
  OverviewSlosPage,
  OverviewSlosRequest,
  QueuePage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const POLL_ALONE_MS = 20_000;
// Measurements send no signals; they are new every five minutes.
const POLL_BESIDE_SIGNALS_MS = 60_000;
/** Many things may change at once; one look afterwards is enough. */
const GATHER_MS = 1_000;

/** Reads again when anything changes anywhere, and now and then. */
function useFresh<T>(loaded: Loaded<T>): Loaded<T> {
  const { refresh } = loaded;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const hasSignals = useSloScoutSignal(undefined, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, GATHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  usePolling(refresh, hasSignals ? POLL_BESIDE_SIGNALS_MS : POLL_ALONE_MS);
  return loaded;
}

/** How much waits, is open and has drifted. */
export function useOverview(): Loaded<Overview> {
  const api = useApi(sloScoutApiRef);
  return useFresh(
    useLoaded(
      useCallback((signal: AbortSignal) => api.getOverview({ signal }), [api]),
    ),
  );
}

export function useOverviewSlos(
  request: OverviewSlosRequest,
): Loaded<OverviewSlosPage> {
  const api = useApi(sloScoutApiRef);
  const question = JSON.stringify(request);
  return useFresh(
    useLoaded(
      useCallback(
        (signal: AbortSignal) =>
          api.listOverviewSlos(JSON.parse(question) as OverviewSlosRequest, {
            signal,
          }),
        [api, question],
      ),
    ),
  );
}

export function useQueue(cursor: string | undefined): Loaded<QueuePage> {
  const api = useApi(sloScoutApiRef);
  return useFresh(
    useLoaded(
      useCallback(
        (signal: AbortSignal) => api.listQueue({ cursor }, { signal }),
        [api, cursor],
      ),
    ),
  );
}

export function useOverviewDeployments(
  view: OverviewDeploymentsView,
  cursor: string | undefined,
): Loaded<OverviewDeploymentsPage> {
  const api = useApi(sloScoutApiRef);
  return useFresh(
    useLoaded(
      useCallback(
        (signal: AbortSignal) =>
          api.listOverviewDeployments({ view, cursor }, { signal }),
        [api, view, cursor],
      ),
    ),
  );
}
