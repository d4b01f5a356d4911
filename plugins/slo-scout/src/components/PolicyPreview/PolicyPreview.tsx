import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type { PolicyDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useLast } from '../../hooks/useLast';
import { useLoaded } from '../../hooks/useLoaded';
import { LoadState } from '../LoadState';
import { RequestOverride } from '../Overrides';
import { PolicyDecisionView } from '../PolicyDecisionView';

/**
 * What the guard would decide about a bundle now, or what it has decided; nothing
 * is decided by asking.
 */
export function PolicyPreview(props: {
  artifactIds: string[];
  /** The files go, rather than stand. */
  removal?: boolean;
  refusal?: PolicyDecision;
}) {
  const { artifactIds, removal = false, refusal } = props;
  const api = useApi(sloScoutApiRef);
  const bundle = artifactIds.join(' ');
  const decision = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const request = { artifact_ids: bundle.split(' ') };
        const answer = removal
          ? await api.evaluateRemoval(request, { signal })
          : await api.evaluatePolicy(request, { signal });
        return answer.decision;
      },
      [api, bundle, removal],
    ),
  );
  const refused = useLast(refusal);
  const shown = refused ?? decision.value;
  // One place for both: what somebody has written outlives refusals and attempts.
  return shown ? (
    <>
      <PolicyDecisionView decision={shown} />
      <Box mt={2}>
        <RequestOverride
          wanted={{ artifact_ids: artifactIds, ...(removal && { removal }) }}
          decision={shown}
        />
      </Box>
    </>
  ) : (
    <LoadState of={decision} rows={2}>
      {() => null}
    </LoadState>
  );
}
