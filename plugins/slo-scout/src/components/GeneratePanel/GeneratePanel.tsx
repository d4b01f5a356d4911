import { useState } from 'react';
import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import type { GenerateRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useSearchParams } from 'react-router-dom';
import { useEntityData } from '../../hooks/EntityData';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { GenerateForm } from './GenerateForm';
import { GenerationRun } from './GenerationRun';
import { ValidationRun } from './ValidationRun';

/**
 * Chooses what to generate, then follows the run. The run's id is in the URL: a
 * reload or a colleague with the link sees the same run.
 */
export function GeneratePanel() {
  const { slos } = useEntityData();
  const t = useText();
  const paths = usePaths();
  const [search, setSearch] = useSearchParams();
  const running = search.get('generation');
  const [validation, setValidation] = useState<GenerateRequest>();
  const show = (id: string | undefined) =>
    setSearch(previous => {
      if (id === undefined) previous.delete('generation');
      else previous.set('generation', id);
      return previous;
    });

  return (
    <section aria-label={t('generate.title')}>
      <SectionHeader title={t('generate.title')}>
        <Link to={paths.artifacts}>{t('generate.back')}</Link>
      </SectionHeader>
      <Box maxWidth={960}>
        {running && (
          <GenerationRun
            key={running}
            id={running}
            onAgain={() => show(undefined)}
          />
        )}
        {!running && validation && (
          <ValidationRun
            request={validation}
            onAgain={() => setValidation(undefined)}
          />
        )}
        {!running && !validation && (
          <LoadState of={slos}>
            {list => (
              <GenerateForm
                slos={list}
                onStarted={show}
                onValidate={setValidation}
              />
            )}
          </LoadState>
        )}
      </Box>
    </section>
  );
}
