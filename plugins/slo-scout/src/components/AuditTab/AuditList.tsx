import { makeStyles } from '@material-ui/core/styles';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import {
  AUDIT_ACTIONS,
  type AuditEntry,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { auditSubject } from '../../format/audit';
import { actorName } from '../../format/entity';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    display: 'grid',
    gridTemplateColumns: '170px 1fr',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1.5, 2),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:last-child': { borderBottom: 'none' },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
  },
  when: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
  subject: { overflowWrap: 'anywhere' },
  details: {
    fontSize: theme.typography.pxToRem(13),
    '& summary': { cursor: 'pointer', color: theme.palette.text.secondary },
    '& pre': {
      margin: theme.spacing(1, 0, 0),
      padding: theme.spacing(1),
      background: theme.palette.action.hover,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      fontSize: theme.typography.pxToRem(12),
    },
  },
}));

/** Who did what and when, newest first; the figures are folded. */
export function AuditList({ entries }: { entries: AuditEntry[] }) {
  const classes = useStyles();
  const t = useText();
  return (
    <Paper variant="outlined">
      <ol className={classes.list} aria-label={t('audit.entries')}>
        {entries.map(entry => (
          <li key={entry.seq} className={classes.entry}>
            <div className={classes.when}>
              <TimeText value={entry.occurred_at} />
              <div>#{entry.seq}</div>
            </div>
            <div>
              <Typography variant="body2" component="div">
                <strong>
                  <ActionName action={entry.action} />
                </strong>{' '}
                <span title={entry.actor}>
                  {t('common.by', { name: actorName(entry.actor) })}
                </span>
              </Typography>
              <Typography
                className={classes.subject}
                color="textSecondary"
                component="div"
                variant="body2"
              >
                {auditSubject(entry)}
              </Typography>
              <details className={classes.details}>
                <summary>{t('common.details')}</summary>
                <pre>{JSON.stringify(entry.payload, null, 2)}</pre>
                <div className={classes.subject}>
                  {t('audit.hash')} <code>{entry.hash}</code>
                </div>
              </details>
            </div>
          </li>
        ))}
      </ol>
    </Paper>
  );
}

/** A newer backend may write actions that this plugin has no words for. */
function ActionName({ action }: { action: string }) {
  const t = useText();
  const known = AUDIT_ACTIONS.find(name => name === action);
  return <>{known ? t(`audit.action.${known}`) : action}</>;
}
