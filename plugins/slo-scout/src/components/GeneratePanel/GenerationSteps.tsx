import type { ReactElement } from 'react';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircle from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import HelpOutline from '@material-ui/icons/HelpOutline';
import Unchecked from '@material-ui/icons/RadioButtonUnchecked';
import type {
  GenerationStep,
  GenerationStepStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
  },
  step: {
    display: 'flex',
    gap: theme.spacing(1.5),
    alignItems: 'flex-start',
    padding: theme.spacing(0.75, 0),
  },
  icon: { display: 'flex', paddingTop: 1 },
  good: { color: theme.palette.success.main },
  open: { color: theme.palette.warning.main },
  bad: { color: theme.palette.error.main },
  secondary: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
}));

/** The steps of a generation as they happen; changes are announced. */
export function GenerationSteps({ steps }: { steps: GenerationStep[] }) {
  const classes = useStyles();
  const t = useText();
  const icons: Record<GenerationStepStatus, ReactElement> = {
    pending: <Unchecked color="disabled" />,
    running: <CircularProgress size={22} aria-hidden />,
    done: <CheckCircle className={classes.good} />,
    inconclusive: <HelpOutline className={classes.open} />,
    failed: <ErrorIcon className={classes.bad} />,
  };
  return (
    <ol
      aria-label={t('generate.progress')}
      aria-live="polite"
      className={classes.list}
    >
      {steps.map(step => (
        <li key={step.name} className={classes.step}>
          <span className={classes.icon} aria-hidden>
            {icons[step.status]}
          </span>
          <span>
            {t(`generate.step.${step.name}`)}{' '}
            <span className={classes.secondary}>
              ({t(`generate.stepStatus.${step.status}`)})
            </span>
            {step.detail && (
              <div className={classes.secondary}>{step.detail}</div>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
