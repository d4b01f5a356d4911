import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { budgetWords } from '../../format/budget';
import { formatDuration } from '../../format/duration';
import { dryRunReason } from '../../format/sentence';
import { useEntityData } from '../../hooks/EntityData';
import type { Loaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { splitByAge } from '../../model/bundle';
import { alertHistory, type AlertHistory } from '../../model/dryRun';
import { nextStep, type Progress } from '../../model/nextStep';
import { standings } from '../../model/standing';
import { StandingChip, StatusChip } from '../StatusChip';
import { TextWithTimes, TimeText } from '../TimeText';
import { NextStepLine } from './NextStepLine';

const useStyles = makeStyles(theme => ({
  paper: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2, 4),
    padding: theme.spacing(2, 3),
    marginBottom: theme.spacing(1),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  state: { flex: '1 1 360px', minWidth: 0 },
}));

/** First of all: is the service all right, and what is there to do. */
export function ServiceSummary() {
  const { slos, artifacts, deployments, measurements } = useEntityData();
  const classes = useStyles();
  const t = useText();
  // Each view says itself what it could not load.
  if (slos.error && !slos.value) return null;
  const ready = slos.value && artifacts.value && deployments.value;
  const failed = artifacts.error || deployments.error;
  if (!slos.value || !(ready || failed)) {
    return (
      <Box mb={1}>
        <Skeleton variant="rect" height={96} />
      </Box>
    );
  }
  const progress: Progress = {
    slos: slos.value,
    artifacts: artifacts.value ?? [],
    deployments: deployments.value ?? [],
  };
  return (
    <Paper
      aria-label={t('summary.label')}
      className={classes.paper}
      component="section"
      variant="outlined"
    >
      <div className={classes.state}>
        <WorstFirst measurements={measurements} slos={slos.value} />
        <Counts progress={progress} />
        {artifacts.value && (
          <History
            history={alertHistory(splitByAge(artifacts.value).current)}
          />
        )}
      </div>
      {ready && <NextStepLine step={nextStep(progress)} />}
    </Paper>
  );
}

/** How the SLOs in force stand, by the one that stands worst. */
function WorstFirst(props: {
  slos: Slo[];
  measurements: Loaded<SloMeasurement[]>;
}) {
  const { slos, measurements } = props;
  const { value, error } = measurements;
  const t = useText();
  const all = standings(slos, value ?? []);
  if (all.length === 0) return null;
  const [worst] = all;
  const words = worst.measured
    ? budgetWords(worst.measured, t)
    : t('summary.notMeasured');
  return (
    <Typography component="p" gutterBottom variant="subtitle1">
      {value && (
        <>
          <StandingChip standing={worst} />{' '}
          {t('summary.stands', {
            count: all.length,
            name: worst.slo.name,
            words,
          })}
        </>
      )}
      {!value && (error ? t('summary.standsUnknown') : <Skeleton />)}
    </Typography>
  );
}

function Counts({ progress }: { progress: Progress }) {
  const t = useText();
  const inForce = progress.slos.filter(slo => slo.status === 'approved').length;
  const drafts = progress.slos.filter(
    slo => slo.status === 'draft' || slo.draft,
  ).length;
  const deployed = progress.artifacts.filter(
    ({ deployment_status: state }) => state === 'deployed' || state === 'live',
  ).length;
  return (
    <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
      <StatusChip tone={inForce > 0 ? 'neutral' : 'off'}>
        {t('summary.inForce', { count: inForce })}
      </StatusChip>
      {drafts > 0 && (
        <StatusChip tone="waiting">
          {t('summary.drafts', { count: drafts })}
        </StatusChip>
      )}
      {deployed > 0 && (
        <StatusChip tone="good">
          {t('summary.deployed', { count: deployed })}
        </StatusChip>
      )}
    </Box>
  );
}

function History({ history }: { history: AlertHistory | undefined }) {
  const t = useText();
  const words = () => {
    if (!history) return t('summary.noHistory');
    const { conclusive, inconclusive } = history;
    if (!conclusive) {
      return t('summary.inconclusive', {
        reason:
          (inconclusive && dryRunReason(inconclusive, t)) ??
          t('summary.inconclusiveUnknown'),
      });
    }
    const days = String(history.rangeDays);
    return history.firings === 0
      ? t('summary.quiet', { days })
      : t('summary.fired', {
          count: history.firings,
          days,
          average: formatDuration(history.averageSeconds),
        });
  };
  return (
    <Typography variant="body1">
      <TextWithTimes>{words()}</TextWithTimes>{' '}
      {history?.conclusive && history.lastFiring && (
        <>
          {t('summary.lastFiring')} <TimeText value={history.lastFiring} />.
        </>
      )}
    </Typography>
  );
}
