import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { alertRows, longestFiring } from '../../model/dryRun';
import { Facts } from '../Card';
import { Disclosure } from '../Disclosure';
import { countWords, DryRunDetails, VerdictReason } from '../DryRunTimeline';
import { VerdictChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  side: { padding: theme.spacing(2), minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** One of the two sets of rules: its verdict and its figures. */
export function BacktestSide(props: {
  title: string;
  result: DryRunResult;
  /** For the names of files. */
  subject: string;
}) {
  const { title, result, subject } = props;
  const classes = useStyles();
  const t = useText();
  const rows = alertRows(result);
  const longest = longestFiring(result);
  const step = formatDuration(result.step_seconds);
  const nothing =
    result.verdict === 'inconclusive'
      ? t('dryRun.unknown')
      : t('backtest.none');
  return (
    <Paper
      aria-label={title}
      className={classes.side}
      component="article"
      variant="outlined"
    >
      <div className={classes.head}>
        <Typography component="h4" variant="subtitle1">
          {title}
        </Typography>
        <VerdictChip status={result.verdict} />
      </div>
      <VerdictReason result={result} />
      {rows.length === 0 ? (
        <Typography variant="body2">{t('backtest.noAlerts')}</Typography>
      ) : (
        <>
          <Typography color="textSecondary" variant="body2">
            {result.exact
              ? t('backtest.exactDone', { step })
              : t('backtest.approximateDone', { step })}
          </Typography>
          <Facts
            facts={[
              {
                name: t('backtest.perMonth'),
                value: countWords(
                  result,
                  formatNumber(result.alerts_per_month),
                  t,
                ),
              },
              {
                name: t('backtest.firings'),
                value: countWords(
                  result,
                  String(result.historical_trigger_count),
                  t,
                ),
              },
              {
                name: t('backtest.longest'),
                value:
                  longest === undefined ? nothing : formatDuration(longest),
              },
            ]}
          />
        </>
      )}
      <Disclosure
        closedText={t('backtest.showDetails', { side: title })}
        openText={t('backtest.hideDetails', { side: title })}
      >
        <DryRunDetails result={result} rows={rows} subject={subject} />
      </Disclosure>
    </Paper>
  );
}
