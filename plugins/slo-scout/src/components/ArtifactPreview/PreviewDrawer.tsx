import type { SyntheticEvent } from 'react';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Close from '@material-ui/icons/Close';
import Alert from '@material-ui/lab/Alert';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import type { PreviewView } from '../../model/previewViews';
import { ApprovalChip, DeploymentChip, VerdictChip } from '../StatusChip';
import { PreviewViews } from './PreviewViews';

const useStyles = makeStyles(theme => ({
  paper: {
    width: 'min(1200px, 100vw)',
    padding: theme.spacing(2, 3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
  },
  path: { overflowWrap: 'anywhere' },
}));

interface Props {
  /** Undefined where the id in the URL is not known. */
  artifact?: Artifact;
  /** All of the entity: a runbook's page stands beside it. */
  artifacts: Artifact[];
  /** As it stands in the address. */
  view: string | null;
  onView: (view: PreviewView) => void;
  onClose: () => void;
}

/** A generated file from every side, before and after it is deployed. */
export function PreviewDrawer(props: Props) {
  const { artifact, artifacts, view, onView, onClose } = props;
  const classes = useStyles();
  const t = useText();
  const close = (event: SyntheticEvent) => {
    // Escape in the search of the text closes the search.
    if (!event.isDefaultPrevented?.()) onClose();
  };
  return (
    <Drawer
      anchor="right"
      classes={{ paper: classes.paper }}
      onClose={close}
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
        <>
          <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
            <VerdictChip status={artifact.validation_status} />
            <ApprovalChip status={artifact.approval_status} />
            <DeploymentChip status={artifact.deployment_status} />
          </Box>
          <PreviewViews
            artifact={artifact}
            artifacts={artifacts}
            asked={view}
            onView={onView}
          />
        </>
      ) : (
        <Alert severity="warning">{t('artifacts.previewDialog.missing')}</Alert>
      )}
    </Drawer>
  );
}
