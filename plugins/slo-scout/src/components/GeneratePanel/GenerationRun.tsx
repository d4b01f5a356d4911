import { useEffect } from 'react';
import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Alert, { type Color } from '@material-ui/lab/Alert';
import type {
  Artifact,
  SloReference,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useGeneration, type GenerationView } from '../../hooks/useGeneration';
import { usePaths, withParam } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice, LoadState } from '../LoadState';
import { GenerationSteps } from './GenerationSteps';
import { VerdictTable } from './VerdictTable';

interface Props {
  id: string;
  onAgain: () => void;
}

/** Follows a generation to its end and shows what came of it. */
export function GenerationRun({ id, onAgain }: Props) {
  const { entityRef, refreshAll } = useEntityData();
  const run = useGeneration(entityRef, id);
  const status = run.value?.generation.status;
  useEffect(() => {
    if (status && status !== 'running') refreshAll();
    // Once, when the run ends: what it stored is then to be seen elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [status]);
  return (
    <LoadState of={run}>
      {view => (
        <>
          <GenerationSteps steps={view.generation.steps} />
          {status === 'running' ? (
            <CancelButton id={id} onCancelled={run.refresh} />
          ) : (
            <Outcome view={view} onAgain={onAgain} />
          )}
        </>
      )}
    </LoadState>
  );
}

function CancelButton(props: { id: string; onCancelled: () => void }) {
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const cancel = useAction(async () => {
    await api.cancelGeneration({ id: props.id });
    props.onCancelled();
  });
  return (
    <>
      <GuardedButton busy={cancel.busy} onClick={cancel.run}>
        {t('generate.cancel')}
      </GuardedButton>
      {cancel.error && (
        <ErrorNotice title={t('slos.failed')} error={cancel.error} />
      )}
    </>
  );
}

const SEVERITY: Record<GenerationView['generation']['status'], Color> = {
  running: 'info',
  succeeded: 'success',
  failed: 'error',
  cancelled: 'info',
};

function Outcome({
  view,
  onAgain,
}: {
  view: GenerationView;
  onAgain: () => void;
}) {
  const { generation, artifacts, notes } = view;
  const t = useText();
  const paths = usePaths();
  const unsure = artifacts.some(a => a.validation_status === 'inconclusive');
  const succeeded = generation.status === 'succeeded';
  const stored = !generation.validation_only;
  return (
    <>
      <div role="status">
        <Alert
          severity={
            succeeded && unsure ? 'warning' : SEVERITY[generation.status]
          }
        >
          {outcomeWords()}
          {generation.error && <div>{generation.error}</div>}
        </Alert>
      </div>
      <Box my={2} display="flex" flexWrap="wrap" gridGap={8}>
        {succeeded && stored && (
          <LinkButton color="primary" variant="contained" to={paths.artifacts}>
            {t('generate.review')}
          </LinkButton>
        )}
        {faultySlos(artifacts).map(ref => (
          <LinkButton
            key={ref.slo_id}
            color="primary"
            variant="outlined"
            to={withParam(paths.slos, 'edit', ref.slo_id)}
          >
            {t('generate.correct', { name: ref.name })}
          </LinkButton>
        ))}
        <Button color="primary" variant="outlined" onClick={onAgain}>
          {t('generate.again')}
        </Button>
      </Box>
      {notes.length > 0 && (
        <Box mb={2}>
          <Alert severity="info">
            {t('generate.notes')}
            <ul>
              {notes.map(note => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Alert>
        </Box>
      )}
      {artifacts.length > 0 && <VerdictTable artifacts={artifacts} />}
    </>
  );

  function outcomeWords(): string {
    if (succeeded && !stored) return t('generate.outcome.validated');
    if (succeeded && unsure) return t('generate.outcome.succeededInconclusive');
    if (generation.status === 'failed' && artifacts.length === 0) {
      return t('generate.outcome.refused');
    }
    if (generation.status === 'failed' && !stored) {
      return t('generate.outcome.failedValidation');
    }
    return t(`generate.outcome.${generation.status}`);
  }
}

/** The SLOs behind failed files: what a person can correct. */
function faultySlos(artifacts: Artifact[]): SloReference[] {
  const failed = artifacts.filter(a => a.validation_status === 'failed');
  return [
    ...new Map(
      failed.flatMap(a => a.slo_refs.map(ref => [ref.slo_id, ref] as const)),
    ).values(),
  ];
}
