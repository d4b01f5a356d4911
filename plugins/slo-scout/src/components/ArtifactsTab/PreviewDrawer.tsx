import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Close from '@material-ui/icons/Close';
import Alert from '@material-ui/lab/Alert';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { downloadText } from '../../browser/download';
import { useText } from '../../hooks/useText';
import { CodeEditor, type CodeLanguage } from '../CodeEditor';
import { ApprovalChip, DeploymentChip, VerdictChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  paper: { width: 'min(920px, 100vw)', padding: theme.spacing(2, 3) },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
  },
  path: { overflowWrap: 'anywhere' },
  hash: {
    color: theme.palette.text.secondary,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(12),
    overflowWrap: 'anywhere',
  },
}));

interface Props {
  /** Undefined where the id in the URL is not known. */
  artifact?: Artifact;
  onClose: () => void;
}

/** The file as it will be committed. */
export function PreviewDrawer({ artifact, onClose }: Props) {
  const classes = useStyles();
  const t = useText();
  return (
    <Drawer
      anchor="right"
      classes={{ paper: classes.paper }}
      onClose={onClose}
      open
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': artifact
          ? t('artifacts.previewDialog.title', { path: artifact.path })
          : t('artifacts.preview'),
      }}
    >
      <div className={classes.head}>
        <Typography variant="h6" component="h3" className={classes.path}>
          {artifact?.path ?? t('artifacts.preview')}
        </Typography>
        <IconButton aria-label={t('common.close')} onClick={onClose}>
          <Close />
        </IconButton>
      </div>
      {artifact ? (
        <PreviewContent artifact={artifact} />
      ) : (
        <Alert severity="warning">{t('artifacts.previewDialog.missing')}</Alert>
      )}
    </Drawer>
  );
}

function PreviewContent({ artifact }: { artifact: Artifact }) {
  const classes = useStyles();
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(artifact.content);
    setCopied(true);
  };
  const name = artifact.path.split('/').pop() ?? artifact.path;
  return (
    <>
      <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
        <VerdictChip status={artifact.validation_status} />
        <ApprovalChip status={artifact.approval_status} />
        <DeploymentChip status={artifact.deployment_status} />
      </Box>
      <div className={classes.hash}>
        {t('artifacts.previewDialog.hash', { hash: artifact.content_hash })}
      </div>
      <Box display="flex" gridGap={8} my={2}>
        <Button onClick={copy} size="small" variant="outlined">
          <span aria-live="polite">
            {copied ? t('common.copied') : t('common.copy')}
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
      <CodeEditor
        label={t('artifacts.previewDialog.content', { path: artifact.path })}
        language={languageOf(artifact.path)}
        value={artifact.content}
      />
    </>
  );
}

function languageOf(path: string): CodeLanguage {
  if (path.endsWith('.json')) return 'json';
  // A runbook for people: what YAML would highlight there is noise.
  return path.endsWith('.md') ? 'text' : 'yaml';
}
