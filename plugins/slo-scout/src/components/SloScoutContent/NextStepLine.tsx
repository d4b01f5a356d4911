import { LinkButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useLocation } from 'react-router-dom';
import { usePaths } from '../../hooks/usePaths';
import { useText, type Text } from '../../hooks/useText';
import type { NextStep } from '../../model/nextStep';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
}));

/** The one thing to do next, with the way there. */
export function NextStepLine({ step }: { step: NextStep }) {
  const classes = useStyles();
  const t = useText();
  const way = useWay(step);
  const { pathname } = useLocation();
  return (
    <div className={classes.line} role="status" aria-label={t('next.label')}>
      <Typography variant="subtitle1" component="p">
        {words(step, t)}
      </Typography>
      {way && way.to.split('?')[0] !== pathname && (
        <LinkButton color="primary" to={way.to} variant="contained">
          {way.text}
        </LinkButton>
      )}
    </div>
  );
}

const numberOf = (deployment: Deployment) => String(deployment.pr_number ?? '');

function words(step: NextStep, t: Text): string {
  switch (step.kind) {
    case 'add_slo':
    case 'wait':
    case 'drifted':
    case 'done':
      return t(`next.${step.kind}`);
    case 'generate':
      return t(`next.generate_${step.reason}`);
    case 'merge':
    case 'resolve':
      return t(`next.${step.kind}`, { number: numberOf(step.deployment) });
    default:
      return t(`next.${step.kind}`, { count: step.count });
  }
}

function useWay(step: NextStep): { to: string; text: string } | undefined {
  const t = useText();
  const paths = usePaths();
  switch (step.kind) {
    case 'add_slo':
    case 'approve_slos':
      return { to: paths.slos, text: t('next.go.slos') };
    case 'fix':
    case 'approve_artifacts':
    case 'deploy':
      return { to: paths.artifacts, text: t('next.go.artifacts') };
    case 'generate':
      return { to: paths.generate, text: t('next.go.generate') };
    case 'wait':
    case 'drifted':
    case 'remove_files':
      return { to: paths.deployments, text: t('next.go.deployments') };
    case 'merge':
    case 'resolve':
      return step.deployment.pr_url
        ? {
            to: step.deployment.pr_url,
            text: t('next.go.pullRequest', {
              number: numberOf(step.deployment),
            }),
          }
        : { to: paths.deployments, text: t('next.go.deployments') };
    default:
      return undefined;
  }
}
