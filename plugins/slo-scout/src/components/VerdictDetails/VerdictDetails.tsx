import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Artifact,
  ValidationError,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityName } from '../../format/entity';
import { dryRunReason } from '../../format/sentence';
import { useText, type Text } from '../../hooks/useText';
import { LazyDryRunView } from '../DryRunTimeline';

const useStyles = makeStyles(theme => ({
  words: {
    margin: 0,
    padding: theme.spacing(1, 1.5),
    background: theme.palette.action.hover,
    borderLeft: `3px solid ${theme.palette.error.main}`,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(12.5),
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** What the validators said of a file, in their own words, and its dry run. */
export function VerdictDetails({ artifact }: { artifact: Artifact }) {
  const t = useText();
  const { validation_errors: errors, dry_run_result: dryRun } = artifact;
  return (
    <>
      {errors.map((error, index) => (
        <Words key={index} error={error} />
      ))}
      {dryRun && (
        <LazyDryRunView result={dryRun} subject={subjectOf(artifact)} />
      )}
      {errors.length === 0 && !dryRun && (
        <Typography variant="body2">{t('generate.noErrors')}</Typography>
      )}
    </>
  );
}

/** The SLO that a file is about, or the service where it is about several. */
function subjectOf({ slo_refs: slos, entity_ref }: Artifact): string {
  return slos.length === 1 ? slos[0].name : entityName(entity_ref);
}

function Words({ error }: { error: ValidationError }) {
  const classes = useStyles();
  return (
    <Box mb={1}>
      <Typography variant="caption" color="textSecondary">
        {[error.validator, error.path].filter(Boolean).join(' · ')}
      </Typography>
      <pre className={classes.words}>{error.message}</pre>
    </Box>
  );
}

/** One line of a verdict, for a table. */
export function verdictSummary(artifact: Artifact, t: Text): string {
  const { validation_errors: errors, dry_run_result: dryRun } = artifact;
  if (artifact.validation_status === 'failed' && errors.length > 0) {
    return t('generate.errors', { count: errors.length });
  }
  if (dryRun && dryRun.verdict === 'inconclusive') {
    return dryRunReason(dryRun, t) ?? '';
  }
  if (dryRun) {
    return t('generate.firings', {
      count: dryRun.historical_trigger_count,
      days: String(dryRun.range_days),
    });
  }
  return errors[0]?.message ?? '';
}
