import { useEffect, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { downloadText } from '../../browser/download';
import { useText } from '../../hooks/useText';
import { CodeEditor, type CodeLanguage } from '../CodeEditor';

const COPIED_MS = 3_000;

const useStyles = makeStyles(theme => ({
  hash: {
    color: theme.palette.text.secondary,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(12),
    overflowWrap: 'anywhere',
  },
}));

/** The text as it will be committed. */
export function FileView({ artifact }: { artifact: Artifact }) {
  const classes = useStyles();
  const t = useText();
  const { outcome, copy } = useCopy(artifact.content);
  const name = artifact.path.split('/').pop() ?? artifact.path;
  return (
    <>
      <div className={classes.hash}>
        {t('artifacts.previewDialog.hash', { hash: artifact.content_hash })}
      </div>
      <Box display="flex" flexWrap="wrap" gridGap={8} my={2}>
        <Button onClick={copy} size="small" variant="outlined">
          <span aria-live="polite">
            {outcome === 'copied' ? t('common.copied') : t('common.copy')}
          </span>
        </Button>
        <Button
          onClick={() => downloadText(name, artifact.content)}
          size="small"
          variant="outlined"
        >
          {t('common.download')}
        </Button>
      </Box>
      {outcome === 'failed' && (
        <Box mb={2}>
          <Alert severity="warning">
            {t('artifacts.previewDialog.notCopied')}
          </Alert>
        </Box>
      )}
      <CodeEditor
        label={t('artifacts.previewDialog.content', { path: artifact.path })}
        language={languageOf(artifact.path)}
        tools
        value={artifact.content}
      />
    </>
  );
}

/** What became of copying. Browsers give no clipboard to pages without TLS. */
function useCopy(text: string) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(() => setOutcome(undefined), COPIED_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return { outcome, copy };
}

function languageOf(path: string): CodeLanguage {
  if (path.endsWith('.json')) return 'json';
  // A runbook for people: what YAML would highlight there is noise.
  return path.endsWith('.md') ? 'text' : 'yaml';
}
