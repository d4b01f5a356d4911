import type { MouseEvent, ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';

const useStyles = makeStyles(theme => ({
  off: {
    opacity: 0.5,
    cursor: 'not-allowed',
    '&:hover': { boxShadow: 'none' },
  },
  busy: { marginRight: theme.spacing(1) },
}));

interface Props {
  children: ReactNode;
  onClick: () => void;
  /** Why it cannot be used now; shown on hover and focus, read by screen readers. */
  reason?: string;
  busy?: boolean;
  /** Accessible name, where the visible text alone is ambiguous. It must contain it. */
  label?: string;
  primary?: boolean;
  /** The way out, beside what a dialog is for. */
  plain?: boolean;
  size?: 'small' | 'medium';
  startIcon?: ReactNode;
}

/**
 * A button that says why it cannot be used. It stays focusable, so that the
 * reason reaches people without a mouse.
 */
export function GuardedButton(props: Props) {
  const { children, onClick, reason, busy, label, size, startIcon } = props;
  const { primary, plain } = props;
  const classes = useStyles();
  const off = busy || reason !== undefined;
  const click = (event: MouseEvent) => {
    if (off) event.preventDefault();
    else onClick();
  };
  const look = () => {
    if (plain) return 'text';
    return primary ? 'contained' : 'outlined';
  };
  return (
    <Tooltip title={reason ?? ''}>
      <Button
        aria-label={label}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        className={off ? classes.off : undefined}
        color={plain ? 'default' : 'primary'}
        disableRipple={off}
        onClick={click}
        size={size}
        startIcon={startIcon}
        variant={look()}
      >
        {busy && <CircularProgress className={classes.busy} size={16} />}
        {children}
      </Button>
    </Tooltip>
  );
}
