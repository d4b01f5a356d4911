import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

const SETTLE_MS = 1_000;

/** The artifacts of an entity in all environments, read again when one changes. */
export function useArtifacts(entityRef: string): Loaded<Artifact[]> {
  const api = useApi(sloScoutApiRef);
  const artifacts = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.listArtifacts({ entity_ref: entityRef }, { signal }))
          .artifacts,
      [api, entityRef],
    ),
  );
  const pending = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(pending.current), []);
  useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'artifacts' || subject === 'deployment') {
      artifacts.refresh();
    } else if (subject === 'generation') {
      // One for each step; only the last of them brings artifacts.
      clearTimeout(pending.current);
      pending.current = setTimeout(artifacts.refresh, SETTLE_MS);
    }
  });
  return artifacts;
}
