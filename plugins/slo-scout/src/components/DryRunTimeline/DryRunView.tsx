import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { alertRows, examinedRange } from '../../model/dryRun';
import { Disclosure } from '../Disclosure';
import { VerdictChip } from '../StatusChip';
import { AlertsTable } from './AlertsTable';
import { DryRunTimeline } from './DryRunTimeline';
import { FiringsTable } from './FiringsTable';

/** What the alerts of a file would have done, and how far that can be trusted. */
export function DryRunView({ result }: { result: DryRunResult }) {
  const t = useText();
  const rows = alertRows(result);
  const range = examinedRange(result);
  const fired = rows.some(row => row.count > 0);
  const step = formatDuration(result.step_seconds);

  return (
    <section
      aria-label={t('dryRun.title', { days: String(result.range_days) })}
    >
      <Box
        display="flex"
        alignItems="center"
        flexWrap="wrap"
        gridGap={8}
        mb={1}
      >
        <Typography variant="subtitle2" component="h4">
          {t('dryRun.title', { days: String(result.range_days) })}
        </Typography>
        <VerdictChip status={result.verdict} />
        <Typography variant="body2" color="textSecondary">
          {t('dryRun.coverage', {
            percent: formatPercent(Math.round(result.coverage * 1000) / 1000),
          })}{' '}
          {result.instance && t('dryRun.source', { instance: result.instance })}
        </Typography>
      </Box>
      {result.verdict === 'inconclusive' && (
        <Box mb={1}>
          <Alert severity="warning">
            {t('dryRun.inconclusive', {
              reason: result.reason ?? t('dryRun.inconclusiveUnknown'),
            })}
          </Alert>
        </Box>
      )}
      {result.verdict === 'passed' && result.reason && (
        <Box mb={1}>
          <Alert severity="info">{result.reason}</Alert>
        </Box>
      )}
      {result.verdict === 'failed' && result.reason && (
        <Box mb={1}>
          <Alert severity="error">{result.reason}</Alert>
        </Box>
      )}
      {rows.length > 0 && (
        <>
          <Typography variant="body2" color="textSecondary" paragraph>
            {result.exact
              ? t('dryRun.exact', { step })
              : t('dryRun.approximate', { step })}
          </Typography>
          {range && <DryRunTimeline rows={rows} range={range} />}
          <Box mt={2}>
            <AlertsTable rows={rows} result={result} />
          </Box>
          {fired && (
            <Disclosure
              closedText={t('dryRun.showTable')}
              openText={t('dryRun.hideTable')}
            >
              <FiringsTable rows={rows} />
            </Disclosure>
          )}
        </>
      )}
    </section>
  );
}
