import { makeStyles } from '@material-ui/core/styles';
import type { SloState } from '@slo-scout/backstage-plugin-slo-scout-common';
import { plausibleLeft } from '../../format/budget';

const useStyles = makeStyles(theme => ({
  bar: {
    height: 8,
    minWidth: 60,
    margin: theme.spacing(0.5, 0),
    borderRadius: 4,
    overflow: 'hidden',
    border: `1px solid ${theme.palette.text.secondary}`,
  },
  fill: {
    height: '100%',
    // Printed and in forced colours a background alone would vanish.
    forcedColorAdjust: 'none',
  },
  healthy: { background: theme.palette.success.main },
  burning: { background: theme.palette.warning.main },
  overspent: { background: theme.palette.error.main },
  // Whatever was left some time ago: grey, since nobody knows how it is now.
  unknown: { background: theme.palette.text.disabled },
  noData: {
    borderStyle: 'dashed',
    background: 'transparent',
  },
}));

/**
 * How much of an error budget is left, as a bar. The same must stand beside it
 * in words; those who cannot see it are told `words`.
 */
export function BudgetBar(props: {
  /** Accessible name, with the SLO's. */
  label: string;
  /** Share that is left: overspent where it is not positive, null where unknown. */
  left: number | null;
  state: SloState;
  words: string;
}) {
  const { label, state, words } = props;
  const classes = useStyles();
  const left = plausibleLeft(props.left);
  if (left === null) {
    // A meter must have a value, and there is none.
    return (
      <div
        aria-label={`${label}: ${words}`}
        className={`${classes.bar} ${classes.noData}`}
        role="img"
      />
    );
  }
  const percent = Math.round(100 * Math.max(0, left));
  return (
    <div
      aria-label={label}
      aria-valuemax={100}
      aria-valuemin={0}
      aria-valuenow={percent}
      aria-valuetext={words}
      className={classes.bar}
      role="meter"
    >
      <div
        className={`${classes.fill} ${classes[state]}`}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
