import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { alertRows, examinedRange } from '../../model/dryRun';
import { VerdictChip } from '../StatusChip';
import { DryRunDetails } from './DryRunDetails';
import { DryRunTimeline } from './DryRunTimeline';
import { SharedTimeline } from './SharedTimeline';
import { VerdictReason } from './VerdictReason';

interface Props {
  result: DryRunResult;
  /** What was examined, for the names of files: an SLO or a service. */
  subject: string;
}

/** What the alerts of a file would have done, and how far that can be trusted. */
export function DryRunView({ result, subject }: Props) {
  const t = useText();
  const rows = alertRows(result);
  const range = examinedRange(result);
  const curves = result.curves ?? [];
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
      <VerdictReason result={result} />
      {rows.length > 0 && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {result.exact
            ? t('dryRun.exact', { step })
            : t('dryRun.approximate', { step })}
        </Typography>
      )}
      {range && curves.length > 0 && (
        <SharedTimeline
          curves={curves}
          curveRows={rows}
          groups={[{ rows }]}
          range={range}
        />
      )}
      {range && curves.length === 0 && rows.length > 0 && (
        <DryRunTimeline rows={rows} range={range} />
      )}
      <DryRunDetails result={result} rows={rows} subject={subject} />
    </section>
  );
}
