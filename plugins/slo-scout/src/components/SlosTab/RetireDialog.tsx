import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

export function RetireDialog(props: {
  slo: Slo;
  onClose: () => void;
  onRetired: () => void;
}) {
  const { slo, onClose, onRetired } = props;
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const retire = useAction(async () => {
    await api.decideSlo({ id: slo.id, action: 'retire' });
    onRetired();
    onClose();
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby="slo-scout-retire">
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
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <GuardedButton busy={retire.busy} onClick={retire.run} primary>
          {t('slos.retireDialog.confirm')}
        </GuardedButton>
      </DialogActions>
    </Dialog>
  );
}
