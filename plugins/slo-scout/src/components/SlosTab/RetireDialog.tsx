import { useApi } from '@backstage/core-plugin-api';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { ActionDialog, CloseButton } from '../ActionDialog';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

export function RetireDialog(props: {
  slo: Slo;
  onClose: () => void;
  onRetired: () => void;
}) {
  const { slo, onClose, onRetired } = props;
  const { refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const retire = useAction(
    async () => {
      try {
        await api.decideSlo({ id: slo.id, action: 'retire' });
      } finally {
        // Also after a refusal: somebody else may have decided meanwhile.
        refreshAll();
      }
    },
    () => {
      onRetired();
      onClose();
    },
  );
  return (
    <ActionDialog
      aria-labelledby="slo-scout-retire"
      busy={retire.busy}
      onClose={onClose}
    >
      <DialogTitle id="slo-scout-retire">
        {t('slos.retireDialog.title', { name: slo.name })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>{t('slos.retireDialog.text')}</DialogContentText>
        {retire.error && (
          <ErrorNotice title={t('slos.failed')} error={retire.error} />
        )}
      </DialogContent>
      <DialogActions>
        <CloseButton busy={retire.busy} onClick={onClose}>
          {t('common.cancel')}
        </CloseButton>
        <GuardedButton busy={retire.busy} onClick={retire.run} primary>
          {t('slos.retireDialog.confirm')}
        </GuardedButton>
      </DialogActions>
    </ActionDialog>
  );
}
