import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { leftWords } from './standingWords';

const useStyles = makeStyles(theme => ({
  root: { minWidth: 120 },
  bar: {
    height: 6,
    borderRadius: 3,
    marginTop: theme.spacing(0.5),
    backgroundColor: theme.palette.divider,
  },
}));

/** What is left of the budget: in words, and as a bar for the eye. */
export function BudgetLeft({ slo }: { slo: OverviewSlo }) {
  const classes = useStyles();
  const t = useText();
  const { budget_left: left } = slo.standing;
  return (
    <div className={classes.root}>
      <Typography variant="body2">{leftWords(slo, t)}</Typography>
      {left !== null && (
        <LinearProgress
          aria-hidden
          className={classes.bar}
          value={Math.max(0, Math.min(1, left)) * 100}
          variant="determinate"
        />
      )}
    </div>
  );
}
