import type { ComponentType, ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckCircle from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import Help from '@material-ui/icons/HelpOutline';
import Block from '@material-ui/icons/Block';
import Info from '@material-ui/icons/InfoOutlined';
import Schedule from '@material-ui/icons/Schedule';
import Sync from '@material-ui/icons/Sync';
import Warning from '@material-ui/icons/ReportProblemOutlined';

/** What a state means for the reader; each has an icon of its own beside its colour. */
export type Tone =
  | 'good'
  | 'bad'
  | 'warning'
  | 'unknown'
  | 'waiting'
  | 'moving'
  /** Neither good nor bad. */
  | 'neutral'
  | 'off';

const ICONS: Record<Tone, ComponentType<SvgIconProps>> = {
  good: CheckCircle,
  bad: ErrorIcon,
  warning: Warning,
  unknown: Help,
  waiting: Schedule,
  moving: Sync,
  neutral: Info,
  off: Block,
};

const useStyles = makeStyles(theme => ({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 1, 0.25, 0.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 14,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    fontFamily: theme.typography.fontFamily,
    fontSize: theme.typography.pxToRem(12.5),
    fontWeight: 500,
    lineHeight: 1.5,
    whiteSpace: 'nowrap',
  },
  icon: { fontSize: 17 },
  good: { color: theme.palette.success.main },
  bad: { color: theme.palette.error.main },
  warning: { color: theme.palette.warning.main },
  unknown: { color: theme.palette.warning.main },
  waiting: { color: theme.palette.info.main },
  moving: { color: theme.palette.info.main },
  neutral: { color: theme.palette.text.secondary },
  off: { color: theme.palette.text.secondary },
}));

/** A state as icon and word, never by colour alone. */
export function StatusChip(props: { tone: Tone; children: ReactNode }) {
  const classes = useStyles();
  const Icon = ICONS[props.tone];
  return (
    <span className={classes.chip}>
      <Icon aria-hidden className={`${classes.icon} ${classes[props.tone]}`} />
      {props.children}
    </span>
  );
}
