import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { ActionDialog, CloseButton } from '../ActionDialog';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

export function RejectDialog(props: {
  artifact: Artifact;
  onClose: () => void;
  onRejected: (message: string) => void;
}) {
  const { artifact, onClose, onRejected } = props;
  const { path } = artifact;
  const { refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const [reason, setReason] = useState('');
  const reject = useAction(
    async () => {
      try {
        await api.decideArtifact({
          id: artifact.id,
          action: 'reject',
          reason: reason.trim(),
        });
      } finally {
        // Also after a refusal: the file may have been replaced meanwhile.
        refreshAll();
      }
    },
    () => {
      onRejected(t('artifacts.rejectDialog.done', { path }));
      onClose();
    },
  );
  return (
    <ActionDialog
      aria-labelledby="slo-scout-reject"
      busy={reject.busy}
      fullWidth
      maxWidth="sm"
      onClose={onClose}
    >
      <DialogTitle id="slo-scout-reject">
        {t('artifacts.rejectDialog.title', { path })}
      </DialogTitle>
      <DialogContent>
        <TextField
          fullWidth
          helperText={t('artifacts.rejectDialog.help')}
          id="slo-scout-reject-reason"
          inputProps={{ maxLength: 1000 }}
          required
          label={t('artifacts.rejectDialog.reason')}
          multiline
          onChange={event => setReason(event.target.value)}
          minRows={3}
          value={reason}
          variant="outlined"
        />
        {reject.error && (
          <ErrorNotice
            title={t('artifacts.rejectDialog.failed')}
            error={reject.error}
          />
        )}
      </DialogContent>
      <DialogActions>
        <CloseButton busy={reject.busy} onClick={onClose}>
          {t('common.cancel')}
        </CloseButton>
        <GuardedButton
          busy={reject.busy}
          onClick={reject.run}
          primary
          reason={
            reason.trim() === ''
              ? t('artifacts.rejectDialog.needReason')
              : undefined
          }
        >
          {t('artifacts.rejectDialog.confirm')}
        </GuardedButton>
      </DialogActions>
    </ActionDialog>
  );
}
