import { useRef, useState, type MouseEvent } from 'react';
import { MarkdownContent } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { CodeEditor } from '../CodeEditor';

const useStyles = makeStyles(theme => ({
  page: {
    ...theme.typography.body1,
    maxWidth: 860,
    overflowWrap: 'anywhere',
    // Commands wrap: what scrolls could not be reached by keyboard.
    '& pre, & pre code': {
      overflow: 'visible !important',
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap !important',
    },
    '& table': { display: 'block', overflowX: 'auto' },
    '& td': { padding: theme.spacing(1), lineHeight: 1.4 },
  },
}));

/** A runbook as whoever is woken reads it, or its Markdown. */
export function RunbookView({ page }: { page: Artifact }) {
  const classes = useStyles();
  const t = useText();
  const [source, setSource] = useState(false);
  return (
    <>
      <Box
        alignItems="center"
        display="flex"
        flexWrap="wrap"
        gridGap={12}
        mb={2}
      >
        <Button
          onClick={() => setSource(!source)}
          size="small"
          variant="outlined"
        >
          {source ? t('preview.runbook.page') : t('preview.runbook.source')}
        </Button>
        <Typography
          color="textSecondary"
          style={{ overflowWrap: 'anywhere' }}
          variant="body2"
        >
          {t('preview.runbook.ofPage', { path: page.path })}
        </Typography>
      </Box>
      {source ? (
        <CodeEditor
          label={t('artifacts.previewDialog.content', { path: page.path })}
          language="text"
          value={page.content}
        />
      ) : (
        <Page className={classes.page} content={page.content} />
      )}
    </>
  );
}

function Page({ className, content }: { className: string; content: string }) {
  const t = useText();
  const ref = useRef<HTMLElement>(null);
  /** A link into the page would leave the address that this preview stands at. */
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.('a');
    const hash = link?.getAttribute('href')?.split('#')[1];
    if (!hash || link?.host !== window.location.host) return;
    const name = decodeURIComponent(hash).toLowerCase();
    const heading = [
      ...(ref.current?.querySelectorAll<HTMLElement>('h1,h2,h3,h4,h5,h6') ??
        []),
    ].find(({ id }) => id === name);
    if (!heading) return;
    event.preventDefault();
    event.stopPropagation();
    heading.tabIndex = -1;
    heading.focus();
    heading.scrollIntoView?.({ block: 'start' });
  };
  return (
    // The links themselves are what is operated; this only hears them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <article
      ref={ref}
      aria-label={t('preview.runbook.title')}
      className={className}
      onClickCapture={follow}
    >
      <MarkdownContent content={content} />
    </article>
  );
}
