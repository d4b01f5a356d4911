import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { BacktestAnswer } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { alertRows, commonRange } from '../../model/dryRun';
import { SharedTimeline } from '../DryRunTimeline';
import { BacktestSide } from './BacktestSide';
import { FidelityTable } from './FidelityTable';

const useStyles = makeStyles(theme => ({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** Theirs and ours: figures beside each other, firings on one time axis. */
export function BacktestResult(props: {
  answer: BacktestAnswer;
  environment: string | undefined;
}) {
  const { theirs, ours, fidelity } = props.answer;
  const classes = useStyles();
  const t = useText();
  const range = commonRange(ours ? [theirs, ours] : [theirs]);
  const ourRows = ours ? alertRows(ours) : [];
  const groups = [
    { label: t('backtest.theirs'), rows: alertRows(theirs) },
    { label: t('backtest.ours'), rows: ourRows },
  ].filter(group => group.rows.length > 0);

  return (
    <section aria-label={t('backtest.result')}>
      <Typography component="h3" gutterBottom variant="h6">
        {t('backtest.result')}
      </Typography>
      {props.environment !== undefined && (
        <Typography gutterBottom variant="body2">
          {t('backtest.of', { environment: props.environment })}
        </Typography>
      )}
      <div className={classes.sides}>
        <BacktestSide
          result={theirs}
          subject="existing-rules"
          title={t('backtest.theirs')}
        />
        {ours ? (
          <BacktestSide
            result={ours}
            subject="slo-rules"
            title={t('backtest.ours')}
          />
        ) : (
          <div>
            <Alert severity="info">{t('backtest.noOurs')}</Alert>
          </div>
        )}
      </div>
      {range && groups.length > 0 && (
        <section aria-label={t('backtest.timelines')}>
          <Typography component="h3" gutterBottom variant="h6">
            {t('backtest.timelines')}
          </Typography>
          <SharedTimeline
            curveRows={ourRows}
            curves={ours?.curves ?? []}
            groups={groups}
            range={range}
          />
        </section>
      )}
      <Box mt={3}>
        <FidelityTable fidelity={fidelity} />
      </Box>
    </section>
  );
}
