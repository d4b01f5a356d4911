import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import type { BacktestRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { BacktestResult } from './BacktestResult';

/** One replay: under way, failed, or its result. */
export function BacktestRun(props: {
  request: BacktestRequest;
  onCancel: () => void;
  onSettled: () => void;
}) {
  const { request, onCancel, onSettled } = props;
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const run = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.backtest(request, { signal }),
      [api, request],
    ),
  );
  const { loading } = run;
  useEffect(() => {
    if (!loading) onSettled();
  }, [loading, onSettled]);

  if (run.value) {
    return (
      <BacktestResult answer={run.value} environment={request.environment} />
    );
  }
  if (run.error) {
    return <ErrorNotice error={run.error} title={t('backtest.failed')} />;
  }
  return (
    <>
      <Box mb={2} role="status">
        <Typography gutterBottom variant="body2">
          {t('backtest.running')}
        </Typography>
        <LinearProgress aria-label={t('backtest.running')} />
      </Box>
      <GuardedButton onClick={onCancel}>{t('backtest.cancel')}</GuardedButton>
    </>
  );
}
