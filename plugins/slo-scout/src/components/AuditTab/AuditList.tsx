import { makeStyles } from '@material-ui/core/styles';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import { auditSubject } from '../../format/audit';
import { auditAction, auditSentence } from '../../format/auditSentence';
import { useText } from '../../hooks/useText';
import { TextWithTimes, TimeText } from '../TimeText';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    display: 'grid',
    gridTemplateColumns: '170px minmax(0, 1fr)',
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

/** Who did what and when, in the order given; payloads and hashes are folded. */
export function AuditList(props: {
  entries: AuditEntry[];
  label: string;
  /** Entries that are told elsewhere too. */
  shared?: ReadonlySet<number>;
}) {
  const classes = useStyles();
  return (
    <Paper variant="outlined">
      <ol className={classes.list} aria-label={props.label}>
        {props.entries.map(entry => (
          <Entry
            key={entry.seq}
            entry={entry}
            shared={props.shared?.has(entry.seq) ?? false}
          />
        ))}
      </ol>
    </Paper>
  );
}

function Entry({ entry, shared }: { entry: AuditEntry; shared: boolean }) {
  const classes = useStyles();
  const t = useText();
  return (
    <li className={classes.entry}>
      <div className={classes.when}>
        <TimeText value={entry.occurred_at} />
        <div>#{entry.seq}</div>
      </div>
      <div>
        <Typography variant="body2" component="div">
          <strong>{auditAction(entry.action, t)}</strong>
        </Typography>
        <Typography
          className={classes.subject}
          component="div"
          title={entry.actor}
          variant="body2"
        >
          <TextWithTimes>{auditSentence(entry, t)}</TextWithTimes>
        </Typography>
        <Typography
          className={classes.subject}
          color="textSecondary"
          component="div"
          variant="body2"
        >
          <TextWithTimes>{auditSubject(entry)}</TextWithTimes>
        </Typography>
        {shared && (
          <Typography color="textSecondary" component="div" variant="body2">
            <em>{t('audit.story.shared')}</em>
          </Typography>
        )}
        <details className={classes.details}>
          <summary>{t('common.details')}</summary>
          <pre>{JSON.stringify(entry.payload, null, 2)}</pre>
          <div className={classes.subject}>
            {t('audit.hash')} <code>{entry.hash}</code>
          </div>
        </details>
      </div>
    </li>
  );
}
