import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { ActionDialog } from '../ActionDialog';
import { FileList } from '../FileList';
import { PolicyPreview } from '../PolicyPreview';

/** The guard's view of a bundle, for anybody who may read it. */
export function PolicyDialog(props: {
  artifacts: Artifact[];
  onClose: () => void;
}) {
  const { artifacts, onClose } = props;
  const t = useText();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  return (
    <ActionDialog
      aria-labelledby="slo-scout-policy"
      fullScreen={small}
      fullWidth
      maxWidth="md"
      onClose={onClose}
    >
      <DialogTitle id="slo-scout-policy">
        {t('artifacts.policyDialog.title')}
      </DialogTitle>
      <DialogContent>
        <FileList files={artifacts} />
        <PolicyPreview artifactIds={artifacts.map(a => a.id)} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </ActionDialog>
  );
}
