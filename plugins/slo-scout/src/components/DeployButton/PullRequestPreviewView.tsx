import { useState } from 'react';
import { Link, MarkdownContent } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type {
  Artifact,
  PullRequestPreview,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText, type Text } from '../../hooks/useText';
import { Facts } from '../Card';
import { Disclosure } from '../Disclosure';
import { PolicyDecisionView, PolicyVerdict } from '../PolicyDecisionView';
import { ChangedFiles } from './ChangedFiles';

const useStyles = makeStyles(theme => ({
  body: {
    ...theme.typography.body2,
    maxHeight: 360,
    overflow: 'auto',
    padding: theme.spacing(1, 2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    overflowWrap: 'anywhere',
  },
  source: { whiteSpace: 'pre-wrap', margin: 0 },
}));

/** A pull request as it will be, before it is opened. */
export function PullRequestPreviewView(props: {
  preview: PullRequestPreview;
  /** Files whose verdicts are known here. */
  artifacts: Artifact[];
  /** Not where its refusal is shown already. */
  withGuard: boolean;
}) {
  const { preview, artifacts, withGuard } = props;
  const t = useText();
  return (
    <section aria-label={t('pullRequest.preview')}>
      <Outcome preview={preview} />
      {preview.notes.map(note => (
        <Alert key={note} severity="warning">
          {note}
        </Alert>
      ))}
      <Facts facts={factsOf(preview, t)} />
      {withGuard && <Guard preview={preview} />}
      <Box mt={2}>
        <Description preview={preview} />
      </Box>
      <Box mt={2}>
        <Typography variant="subtitle2" component="h3">
          {t('pullRequest.changes', { branch: preview.base_branch })}
        </Typography>
        <ChangedFiles files={preview.files} artifacts={artifacts} />
      </Box>
    </section>
  );
}

function Outcome({ preview }: { preview: PullRequestPreview }) {
  const t = useText();
  const { outcome, pr_number: number, pr_url: url } = preview;
  if (outcome === 'open') return null;
  const text = () => {
    if (outcome === 'update') {
      return t('pullRequest.updates', { number: String(number) });
    }
    return number === null
      ? t('pullRequest.none', { branch: preview.base_branch })
      : t('pullRequest.noneOpen', { number: String(number) });
  };
  return (
    <Alert severity="info">
      {text()} {url && <Link to={url}>{url}</Link>}
    </Alert>
  );
}

function factsOf(preview: PullRequestPreview, t: Text) {
  const opens = preview.outcome === 'open';
  const names = preview.reviewers.map(({ kind, name }) =>
    kind === 'team' ? t('pullRequest.team', { name }) : name,
  );
  return [
    { name: t('pullRequest.title'), value: preview.title },
    {
      name: t(opens ? 'pullRequest.newBranch' : 'pullRequest.openBranch'),
      value: (
        <>
          <code>{preview.branch_name}</code>{' '}
          {opens && t('pullRequest.branchTime')}
        </>
      ),
    },
    ...(opens
      ? [
          {
            name: t('pullRequest.draft'),
            value: t(
              preview.draft ? 'pullRequest.asDraft' : 'pullRequest.asReady',
            ),
          },
          {
            name: t('pullRequest.reviewers'),
            value: names.join(', ') || t('pullRequest.nobody'),
          },
          preview.labels.length > 0
            ? {
                name: t('pullRequest.labels'),
                value: preview.labels.join(', '),
              }
            : undefined,
        ]
      : []),
  ];
}

function Guard({ preview: { decision } }: { preview: PullRequestPreview }) {
  const t = useText();
  if (!decision) {
    return <Alert severity="info">{t('pullRequest.judgedBefore')}</Alert>;
  }
  const violated = decision.outcome === 'violated';
  return (
    <Box mt={2}>
      <Typography variant="subtitle2" component="h3" gutterBottom>
        {t('pullRequest.guard')}
      </Typography>
      {violated ? (
        <PolicyDecisionView decision={decision} />
      ) : (
        <>
          <PolicyVerdict decision={decision} />
          <Disclosure closedText={t('pullRequest.guardDetails')}>
            <PolicyDecisionView decision={decision} />
          </Disclosure>
        </>
      )}
    </Box>
  );
}

/** The body as the Git host will show it, or as it will be sent. */
function Description({ preview }: { preview: PullRequestPreview }) {
  const classes = useStyles();
  const t = useText();
  const [source, setSource] = useState(false);
  return (
    <>
      <Typography variant="subtitle2" component="h3">
        {t('pullRequest.body')}
      </Typography>
      <div
        aria-label={t('pullRequest.body')}
        className={classes.body}
        role="region"
        // It scrolls, so that it must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {source ? (
          <pre className={classes.source}>{preview.body}</pre>
        ) : (
          <MarkdownContent content={preview.body} dialect="gfm" />
        )}
      </div>
      <Button onClick={() => setSource(!source)} size="small">
        {t(source ? 'pullRequest.rendered' : 'pullRequest.source')}
      </Button>
      <Disclosure closedText={t('pullRequest.commit')}>
        <pre className={classes.source}>{preview.commit_message}</pre>
      </Disclosure>
    </>
  );
}
