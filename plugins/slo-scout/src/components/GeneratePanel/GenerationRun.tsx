import { useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useFocusAfter } from '../../hooks/useFocusAfter';
import { useGeneration } from '../../hooks/useGeneration';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice, LoadState } from '../LoadState';
import { GenerationOutcome } from './GenerationOutcome';
import { GenerationSteps } from './GenerationSteps';

interface Props {
  id: string;
  onAgain: () => void;
}

/** Follows a generation to its end and shows what came of it. */
export function GenerationRun({ id, onAgain }: Props) {
  const { entityRef, refreshAll } = useEntityData();
  const run = useGeneration(entityRef, id);
  const status = run.value?.generation.status;
  const outcome = useFocusAfter(status === 'running');
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
            <div ref={outcome} tabIndex={-1}>
              <GenerationOutcome
                artifacts={view.artifacts}
                error={view.generation.error}
                notes={view.notes}
                onAgain={onAgain}
                status={view.generation.status}
                stored={!view.generation.validation_only}
              />
            </div>
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
