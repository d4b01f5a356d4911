import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** Title of a view, and what can be done there. */
export function SectionHeader(props: { title: string; children?: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.header}>
      <Typography variant="h5" component="h2">
        {props.title}
      </Typography>
      <div className={classes.actions}>{props.children}</div>
    </div>
  );
}
