import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';

const useStyles = makeStyles(theme => ({
  query: {
    margin: theme.spacing(0, 0, 1),
    padding: theme.spacing(1),
    maxHeight: 200,
    overflow: 'auto',
    background: theme.palette.action.hover,
    fontSize: theme.typography.pxToRem(12),
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** What a reader must know of a panel's values, and the queries they come from. */
export function PanelNotes({ panel }: { panel: DashboardPanel }) {
  const { title, targets } = panel;
  const classes = useStyles();
  const t = useText();
  const cut = targets.reduce((sum, target) => sum + target.series_left_out, 0);
  const notes = [
    targets.some(target => target.computed) && t('preview.dashboard.computed'),
    cut > 0 && t('preview.dashboard.cut', { count: cut }),
  ].filter(note => note !== false);
  return (
    <>
      {notes.map(note => (
        <Typography key={note} color="textSecondary" variant="caption">
          {note}
        </Typography>
      ))}
      {targets.length > 0 && (
        <Disclosure
          closedLabel={t('preview.dashboard.queryOf', { panel: title })}
          closedText={t('preview.dashboard.query')}
        >
          {targets.map(({ ref_id: refId, expr }) => (
            <pre
              key={refId}
              className={classes.query}
              // It scrolls, so that it must be reachable by keyboard.
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
            >
              {expr}
            </pre>
          ))}
        </Disclosure>
      )}
    </>
  );
}

/** Why queries of a panel have no answer, in the server's words. */
export function PanelErrors({ panel }: { panel: DashboardPanel }) {
  const errors = panel.targets.flatMap(({ ref_id: refId, error }) =>
    error ? [{ refId, error }] : [],
  );
  return (
    <>
      {errors.map(({ refId, error }) => (
        <Typography key={refId} color="error" role="alert" variant="body2">
          {panel.targets.length > 1 ? `${refId}: ${error}` : error}
        </Typography>
      ))}
    </>
  );
}

/** What stands where a panel has no values: why, as far as that is known. */
export function NoValues({ panel }: { panel: DashboardPanel }) {
  const t = useText();
  if (panel.targets.some(({ error }) => error)) return null;
  return (
    <Typography variant="body2">
      {panel.alerts_not_loaded
        ? t('preview.dashboard.alertsNotLoaded')
        : panel.no_value ?? t('preview.dashboard.noData')}
    </Typography>
  );
}
