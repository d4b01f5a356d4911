import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { sloScoutApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { LoadState } from '../LoadState';
import { RequestOverride } from '../Overrides';
import { PolicyDecisionView } from '../PolicyDecisionView';

/** What the guard would decide about a bundle now; nothing is decided by asking. */
export function PolicyPreview({ artifactIds }: { artifactIds: string[] }) {
  const api = useApi(sloScoutApiRef);
  const bundle = artifactIds.join(' ');
  const decision = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (
          await api.evaluatePolicy(
            { artifact_ids: bundle.split(' ') },
            { signal },
          )
        ).decision,
      [api, bundle],
    ),
  );
  return (
    <LoadState of={decision} rows={2}>
      {value => (
        <>
          <PolicyDecisionView decision={value} />
          <Box mt={2}>
            <RequestOverride artifactIds={artifactIds} decision={value} />
          </Box>
        </>
      )}
    </LoadState>
  );
}
