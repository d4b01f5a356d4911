import { useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import {
  failedArtifacts,
  failedNotes,
  type Artifact,
  type GenerateRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useFocusAfter } from '../../hooks/useFocusAfter';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { GenerationOutcome } from './GenerationOutcome';

interface Props {
  request: GenerateRequest;
  onAgain: () => void;
}

/** Validation only: nothing is stored, so there is nothing to follow but the answer. */
export function ValidationRun({ request, onAgain }: Props) {
  const [cancelled, setCancelled] = useState(false);
  const outcome = useFocusAfter(!cancelled);
  // Taken off the screen, the request is aborted; the server then stops as well.
  return cancelled ? (
    <div ref={outcome} tabIndex={-1}>
      <GenerationOutcome
        artifacts={[]}
        notes={[]}
        onAgain={onAgain}
        status="cancelled"
        stored={false}
      />
    </div>
  ) : (
    <Validation
      onAgain={onAgain}
      onCancel={() => setCancelled(true)}
      request={request}
    />
  );
}

interface Validated {
  status: 'succeeded' | 'failed';
  artifacts: Artifact[];
  notes: string[];
}

function useValidation(request: GenerateRequest) {
  const api = useApi(sloScoutApiRef);
  return useLoaded(
    useCallback(
      async (signal: AbortSignal): Promise<Validated> => {
        try {
          const { artifacts, notes } = await api.generate(request, { signal });
          return { status: 'succeeded', artifacts, notes };
        } catch (error) {
          const artifacts = failedArtifacts(error);
          if (!artifacts) throw error;
          return { status: 'failed', artifacts, notes: failedNotes(error) };
        }
      },
      [api, request],
    ),
  );
}

function Validation(props: Props & { onCancel: () => void }) {
  const { request, onAgain, onCancel } = props;
  const t = useText();
  const run = useValidation(request);
  if (run.value) {
    return (
      <GenerationOutcome {...run.value} onAgain={onAgain} stored={false} />
    );
  }
  if (run.error) {
    return (
      <>
        <ErrorNotice title={t('generate.outcome.refused')} error={run.error} />
        <Box mt={2}>
          <Button color="primary" variant="outlined" onClick={onAgain}>
            {t('generate.again')}
          </Button>
        </Box>
      </>
    );
  }
  return (
    <>
      <Box mb={2} role="status">
        <Typography variant="body2" gutterBottom>
          {t('generate.validating')}
        </Typography>
        <LinearProgress aria-label={t('generate.validating')} />
      </Box>
      <GuardedButton onClick={onCancel}>{t('generate.cancel')}</GuardedButton>
    </>
  );
}
