import { makeStyles } from '@material-ui/core/styles';
import { Link as RouterLink } from 'react-router-dom';

const useStyles = makeStyles(theme => ({
  nav: {
    display: 'flex',
    gap: theme.spacing(0.5),
    overflowX: 'auto',
    borderBottom: `1px solid ${theme.palette.divider}`,
    marginBottom: theme.spacing(3),
  },
  link: {
    padding: theme.spacing(1.25, 2),
    borderBottom: '2px solid transparent',
    color: theme.palette.text.secondary,
    fontWeight: 500,
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.palette.text.primary },
    '&[aria-current="page"]': {
      borderBottomColor: theme.palette.primary.main,
      color: theme.palette.text.primary,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.25, 1) },
  },
}));

/** Links, not a tab list: each view is a page with an address of its own. */
export function ViewLinks(props: {
  label: string;
  views: Array<{ to: string; text: string; current: boolean }>;
}) {
  const classes = useStyles();
  return (
    <nav aria-label={props.label} className={classes.nav}>
      {props.views.map(({ to, text, current }) => (
        <RouterLink
          key={to}
          aria-current={current ? 'page' : undefined}
          className={classes.link}
          to={to}
        >
          {text}
        </RouterLink>
      ))}
    </nav>
  );
}
