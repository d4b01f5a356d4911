import type { ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1),
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** One thing of a list: its name and states, what can be done with it, its facts. */
export function Card(props: {
  label: string;
  title: ReactNode;
  chips?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <Paper
      aria-label={props.label}
      className={classes.card}
      component="article"
      variant="outlined"
    >
      <div className={classes.head}>
        <div className={classes.title}>
          <Typography variant="h6" component="h3">
            {props.title}
          </Typography>
          {props.chips}
        </div>
        <div className={classes.actions}>{props.actions}</div>
      </div>
      {props.children}
    </Paper>
  );
}
