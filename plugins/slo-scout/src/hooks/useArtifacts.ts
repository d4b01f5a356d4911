import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';
import { useSloScoutSignal } from './useSloScoutSignal';

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
  useSloScoutSignal(entityRef, ({ subject }) => {
    if (subject === 'artifacts' || subject === 'deployment') {
      artifacts.refresh();
    }
  });
  return artifacts;
}
