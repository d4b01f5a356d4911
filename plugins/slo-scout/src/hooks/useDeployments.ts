import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Deployment,
  DeploymentStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const POLL_ALONE_MS = 5_000;
// Signals are best effort: a browser may have missed one while it was offline.
const POLL_BESIDE_SIGNALS_MS = 20_000;

// What stands may drift at any time.
const POLL_STANDING_MS = 60_000;

/**
 * The deployments of an entity, newest first. While one is on its way it is
 * followed; `onChange` tells that the state of artifacts changed with it.
 */
export function useDeployments(
  entityRef: string,
  onChange: () => void,
): Loaded<Deployment[]> {
  const api = useApi(sloScoutApiRef);
  const deployments = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const answer = await api.listDeployments(
          { entity_ref: entityRef },
          { signal },
        );
        return [...answer.deployments].sort(
          (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at),
        );
      },
      [api, entityRef],
    ),
  );
  const hasSignals = useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'deployment') deployments.refresh();
  });
  const isAny = (states: DeploymentStatus[]) =>
    deployments.value?.some(({ status }) => states.includes(status));
  const interval = () => {
    if (isAny(['opening', 'pending_pr', 'conflict', 'deployed'])) {
      return hasSignals ? POLL_BESIDE_SIGNALS_MS : POLL_ALONE_MS;
    }
    return isAny(['live', 'drifted', 'reverted'])
      ? POLL_STANDING_MS
      : undefined;
  };
  usePolling(() => {
    deployments.refresh();
    onChange();
  }, interval());
  return deployments;
}
