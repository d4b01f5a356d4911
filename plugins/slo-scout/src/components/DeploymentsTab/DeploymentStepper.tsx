import Step from '@material-ui/core/Step';
import StepLabel from '@material-ui/core/StepLabel';
import Stepper from '@material-ui/core/Stepper';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type {
  Deployment,
  DeploymentStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';

/** The step that is under way; 4 when all are done. */
const ACTIVE: Record<DeploymentStatus, number> = {
  not_deployed: 1,
  opening: 1,
  pending_pr: 2,
  conflict: 2,
  closed: 2,
  deployed: 3,
  live: 4,
  drifted: 3,
  reverted: 3,
  superseded: 4,
};

const useStyles = makeStyles(theme => ({
  stepper: { padding: theme.spacing(2, 0), background: 'transparent' },
}));

/** Approved, pull request, merged, loaded: where a deployment stands. */
export function DeploymentStepper({ deployment }: { deployment: Deployment }) {
  const classes = useStyles();
  const t = useText();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const { status } = deployment;
  const active = ACTIVE[status];
  const stuck =
    status === 'conflict' ||
    status === 'closed' ||
    status === 'drifted' ||
    status === 'reverted' ||
    (status === 'opening' && deployment.error !== null && !deployment.retry_at);
  const labels = [
    t('deployments.steps.approved'),
    t('deployments.steps.pullRequest'),
    t('deployments.steps.merged'),
    t('deployments.steps.live'),
  ];
  return (
    <Stepper
      activeStep={active}
      className={classes.stepper}
      orientation={narrow ? 'vertical' : 'horizontal'}
    >
      {labels.map((label, index) => (
        <Step key={label} aria-current={index === active ? 'step' : undefined}>
          <StepLabel error={stuck && index === active}>{label}</StepLabel>
        </Step>
      ))}
    </Stepper>
  );
}
