import { makeStyles } from '@material-ui/core/styles';
import { Link as RouterLink, useLocation } from 'react-router-dom';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';

const VIEWS = ['slos', 'artifacts', 'deployments', 'audit'] as const;

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
export function SubNavigation() {
  const classes = useStyles();
  const t = useText();
  const paths = usePaths();
  const { pathname } = useLocation();
  const current =
    VIEWS.find(view => pathname.startsWith(paths[view].split('?')[0])) ??
    'slos';
  return (
    <nav aria-label={t('tabs.label')} className={classes.nav}>
      {VIEWS.map(view => (
        <RouterLink
          key={view}
          aria-current={view === current ? 'page' : undefined}
          className={classes.link}
          to={paths[view]}
        >
          {t(`tabs.${view}`)}
        </RouterLink>
      ))}
    </nav>
  );
}
