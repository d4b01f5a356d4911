import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  FeasibilityVerdict,
  SloFeasibility,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { paragraph } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { StatusChip, type Tone } from '../StatusChip';
import { DependencyTable } from './DependencyTable';
import { UnknownList } from './UnknownList';

const useStyles = makeStyles(theme => ({
  verdict: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  reason: { overflowWrap: 'anywhere', minWidth: 0 },
}));

const TONES: Record<FeasibilityVerdict, Tone> = {
  feasible: 'good',
  infeasible: 'bad',
  unknown: 'unknown',
};

/** Whether an SLO can be met, for its revision in force and for a waiting draft. */
export function Feasibility(props: {
  name: string;
  revisions: SloFeasibility[];
}) {
  const { name, revisions } = props;
  const t = useText();
  if (revisions.length === 0) return null;
  return (
    <Box mt={1} role="group" aria-label={t('slos.feasibility.title')}>
      {revisions.map(revision => (
        <OfRevision
          key={revision.revision}
          feasibility={revision}
          name={name}
          several={revisions.length > 1}
        />
      ))}
    </Box>
  );
}

function OfRevision(props: {
  name: string;
  feasibility: SloFeasibility;
  several: boolean;
}) {
  const { name, feasibility, several } = props;
  const { verdict, chain, unknown } = feasibility;
  const classes = useStyles();
  const t = useText();
  const revision = t('slos.feasibility.ofRevision', {
    revision: String(feasibility.revision),
  });
  // Several buttons of the same name must be told apart.
  const named = (action: string) =>
    [t('slos.named', { action, name }), ...(several ? [revision] : [])].join(
      ', ',
    );
  return (
    <Box mb={1}>
      <div className={classes.verdict}>
        {several && (
          <Typography variant="subtitle2" component="h4">
            {revision}
          </Typography>
        )}
        <StatusChip tone={TONES[verdict]}>
          {t(`slos.feasibility.verdict.${verdict}`)}
        </StatusChip>
      </div>
      <Typography
        className={classes.reason}
        color="textSecondary"
        variant="body2"
      >
        {paragraph(feasibility.reason, feasibility.reason_coded, t)}
      </Typography>
      {chain.length + unknown.length > 0 && (
        <Disclosure
          closedLabel={named(t('slos.feasibility.show'))}
          closedText={t('slos.feasibility.show')}
          openLabel={named(t('slos.feasibility.hide'))}
          openText={t('slos.feasibility.hide')}
        >
          {chain.length > 0 && <DependencyTable feasibility={feasibility} />}
          {unknown.length > 0 && <UnknownList unknown={unknown} />}
        </Disclosure>
      )}
    </Box>
  );
}
