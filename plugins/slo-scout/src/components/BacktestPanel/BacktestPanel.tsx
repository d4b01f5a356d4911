import { useCallback, useState } from 'react';
import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { BacktestRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useFocusAfter } from '../../hooks/useFocusAfter';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { SectionHeader } from '../SectionHeader';
import { BacktestForm } from './BacktestForm';
import { BacktestRun } from './BacktestRun';

type Run =
  | { state: 'running'; attempt: number; request: BacktestRequest }
  | { state: 'done'; attempt: number; request: BacktestRequest }
  | { state: 'cancelled'; attempt: number };

/** Replays rules that run already, beside those of the SLOs. */
export function BacktestPanel() {
  const t = useText();
  const paths = usePaths();
  const [run, setRun] = useState<Run>();
  const start = (request: BacktestRequest) =>
    setRun({ state: 'running', attempt: (run?.attempt ?? 0) + 1, request });
  const result = useFocusAfter(run?.state === 'running');
  const settle = useCallback(
    () =>
      setRun(now =>
        now?.state === 'running' ? { ...now, state: 'done' } : now,
      ),
    [],
  );

  return (
    <section aria-label={t('backtest.title')}>
      <SectionHeader title={t('backtest.title')}>
        <EnvironmentSelect />
        <Link to={paths.artifacts}>{t('backtest.back')}</Link>
      </SectionHeader>
      <Typography paragraph variant="body2">
        {t('backtest.help')}
      </Typography>
      <BacktestForm
        again={run !== undefined}
        onStart={start}
        running={run?.state === 'running'}
      />
      <div ref={result} tabIndex={-1}>
        <Box mt={2}>
          {run?.state === 'cancelled' && (
            <Alert severity="info">{t('backtest.cancelled')}</Alert>
          )}
          {run && run.state !== 'cancelled' && (
            // Taken off the screen, the request is aborted; the server then stops as well.
            <BacktestRun
              key={run.attempt}
              onCancel={() =>
                setRun({ state: 'cancelled', attempt: run.attempt })
              }
              onSettled={settle}
              request={run.request}
            />
          )}
        </Box>
      </div>
    </section>
  );
}
