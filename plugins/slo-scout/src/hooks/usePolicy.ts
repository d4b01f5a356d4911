import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  EffectivePolicy,
  PolicyRevision,
  PolicyScope,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useLoaded, type Loaded } from './useLoaded';

/** What applies to an entity in an environment, and where each setting came from. */
export function useEffectivePolicy(
  environment: string,
  entityRef: string,
): Loaded<EffectivePolicy> {
  const api = useApi(sloScoutApiRef);
  return useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (
          await api.getPolicy(
            { environment, entity_ref: entityRef },
            { signal },
          )
        ).policy,
      [api, environment, entityRef],
    ),
  );
}

/** What people wrote for a scope, newest first. */
export function useRevisions({
  kind,
  name,
}: PolicyScope): Loaded<PolicyRevision[]> {
  const api = useApi(sloScoutApiRef);
  return useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const { policies } = await api.listPolicies(
          { scope: kind, name },
          { signal },
        );
        return policies
          .filter(({ source }) => source === 'portal')
          .sort((a, b) => b.revision - a.revision);
      },
      [api, kind, name],
    ),
  );
}
