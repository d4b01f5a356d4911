import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { auditAction, auditWhat } from '../../format/auditSentence';
import { type Text, useText } from '../../hooks/useText';
import type { AuditPages } from '../../hooks/useAudit';
import { auditStories, type AuditStory, isBegun } from '../../model/auditStory';
import { GuardedButton } from '../GuardedButton';
import { StatusChip, type Tone } from '../StatusChip';
import { AuditList } from './AuditList';

const useStyles = makeStyles(theme => ({
  story: { marginBottom: theme.spacing(3) },
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
}));

/** What became of each bundle, the latest first; then what belongs to none. */
export function AuditStoryList(props: {
  audit: Pick<AuditPages, 'entries' | 'loadOlderUntil' | 'loadingOlder'>;
  /** Whether there are older entries, with which a story could begin. */
  canBegin: boolean;
}) {
  const { audit, canBegin } = props;
  const { entries } = audit;
  const classes = useStyles();
  const t = useText();
  const { stories, others, shared } = useMemo(
    () => auditStories(entries),
    [entries],
  );
  return (
    <div role="group" aria-label={t('audit.story.label')}>
      {stories.map(story => {
        const title = t('audit.story.of', { what: subjectOf(story, t) });
        const last = story.entries[story.entries.length - 1];
        return (
          <article key={story.id} aria-label={title} className={classes.story}>
            <div className={classes.heading}>
              <Typography variant="h6" component="h3">
                {title}
              </Typography>
              <StatusChip tone={toneOf(last.action)}>
                {auditAction(last.action, t)}
              </StatusChip>
            </div>
            {canBegin && !story.begun && (
              <Typography
                color="textSecondary"
                component="div"
                paragraph
                variant="body2"
              >
                {t('audit.story.beginsEarlier')}{' '}
                <GuardedButton
                  busy={audit.loadingOlder}
                  label={t('audit.story.loadOf', { story: title })}
                  onClick={() =>
                    audit.loadOlderUntil(known => isBegun(known, last.seq))
                  }
                  size="small"
                >
                  {t('audit.story.load')}
                </GuardedButton>
              </Typography>
            )}
            <AuditList entries={story.entries} label={title} shared={shared} />
          </article>
        );
      })}
      {others.length > 0 && (
        <article aria-label={t('audit.story.others')}>
          <div className={classes.heading}>
            <Typography variant="h6" component="h3">
              {t('audit.story.others')}
            </Typography>
          </div>
          <AuditList entries={others} label={t('audit.story.others')} />
        </article>
      )}
    </div>
  );
}

/** The SLOs it began with, else its pull request or files; and where they go. */
function subjectOf({ entries }: AuditStory, t: Text): string {
  const names = entries.flatMap(({ payload }) =>
    typeof payload.slo_id === 'string' && typeof payload.name === 'string'
      ? [payload.name]
      : [],
  );
  const telling = entries.find(
    ({ payload }) =>
      Array.isArray(payload.artifacts) || typeof payload.pr_number === 'number',
  );
  const what =
    [...new Set(names)].join(', ') ||
    (telling ? auditWhat(telling, t) : t('audit.story.bundle'));
  const environment = entries
    .map(({ payload }) => payload.environment)
    .find(value => typeof value === 'string');
  return typeof environment === 'string'
    ? t('audit.story.inEnvironment', { what, environment })
    : what;
}

function toneOf(action: string): Tone {
  if (action === 'deployment_live') return 'good';
  if (/refused|failed|drift|conflict|violation|reverted/.test(action)) {
    return 'bad';
  }
  return /rejected|closed|cancelled/.test(action) ? 'off' : 'moving';
}
