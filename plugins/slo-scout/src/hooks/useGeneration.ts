import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Artifact,
  Generation,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, usePolling, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const POLL_ALONE_MS = 1_000;
// Signals are best effort: a lost one must not leave the progress standing still.
const POLL_BESIDE_SIGNALS_MS = 3_000;

export interface GenerationView {
  generation: Generation;
  artifacts: Artifact[];
  notes: string[];
}

/** Follows one generation until it has ended. */
export function useGeneration(
  entityRef: string,
  id: string,
): Loaded<GenerationView> {
  const api = useApi(sloScoutApiRef);
  const view = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.getGeneration({ id }, { signal }),
      [api, id],
    ),
  );
  const hasSignals = useSloScoutSignal(entityRef, signal => {
    if (signal.subject === 'generation' && (signal.id ?? id) === id) {
      view.refresh();
    }
  });
  const interval = hasSignals ? POLL_BESIDE_SIGNALS_MS : POLL_ALONE_MS;
  const running = view.value?.generation.status === 'running';
  usePolling(view.refresh, running ? interval : undefined);
  return view;
}
