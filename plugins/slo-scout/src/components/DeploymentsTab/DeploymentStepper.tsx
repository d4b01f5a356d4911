import Step from '@material-ui/core/Step';
import StepLabel from '@material-ui/core/StepLabel';
import Stepper from '@material-ui/core/Stepper';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName } from '../../format/entity';
import { useText } from '../../hooks/useText';
import { type DeploymentStep, stepsOf } from '../../model/deploymentSteps';
import { TimeText } from '../TimeText';

const useStyles = makeStyles(theme => ({
  stepper: { padding: theme.spacing(2, 0), background: 'transparent' },
}));

/** Approved, pull request, merged, deployed, live: where a deployment stands. */
export function DeploymentStepper(props: {
  deployment: Deployment;
  files: Artifact[];
}) {
  const { deployment, files } = props;
  const classes = useStyles();
  const t = useText();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  return (
    <Stepper
      activeStep={-1}
      alternativeLabel={!narrow}
      aria-label={t('deployments.progress')}
      className={classes.stepper}
      orientation={narrow ? 'vertical' : 'horizontal'}
      role="list"
    >
      {stepsOf(deployment, files).map(step => {
        const here = step.state === 'current' || step.state === 'stuck';
        return (
          <Step
            key={step.name}
            active={here}
            aria-current={here ? 'step' : undefined}
            completed={step.state === 'done' || step.state === 'skipped'}
            role="listitem"
          >
            <StepLabel
              error={step.state === 'stuck'}
              optional={<When step={step} status={deployment.status} />}
            >
              {t(`deployments.steps.${step.name}`)}
            </StepLabel>
          </Step>
        );
      })}
    </Stepper>
  );
}

function When(props: { step: DeploymentStep; status: Deployment['status'] }) {
  const t = useText();
  const { state, at, by } = props.step;
  const people = by.map(actorName).join(', ');
  return (
    <Typography variant="caption">
      {state === 'stuck' && t(`deployment.${props.status}`)}
      {state === 'skipped' && t('deployments.notNeeded')}
      {state === 'done' && at && <TimeText value={at} />}
      {state === 'done' && people && ` ${t('common.by', { name: people })}`}
    </Typography>
  );
}
