import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import DialogContentText from '@material-ui/core/DialogContentText';
import Alert from '@material-ui/lab/Alert';
import {
  policyViolation,
  type Artifact,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { actorName, entityName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { CloseButton } from '../ActionDialog';
import { FileList } from '../FileList';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { PolicyPreview } from '../PolicyPreview';
import { SteadyDialog } from '../SteadyDialog';

interface Props {
  artifacts: Artifact[];
  onClose: () => void;
  onApproved: (message: string) => void;
}

/** Names the bundle, says what approving does, and shows what the guard thinks of it. */
export function ApproveDialog({ artifacts, onClose, onApproved }: Props) {
  const { entityRef, environment, capabilities, refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const count = artifacts.length;
  const ids = artifacts.map(artifact => artifact.id);

  const approve = useAction(
    async () => {
      try {
        if (count === 1)
          await api.decideArtifact({ id: ids[0], action: 'approve' });
        else await api.approveArtifacts({ artifact_ids: ids });
      } finally {
        // Also after a refusal: the files may have been replaced meanwhile.
        refreshAll();
      }
    },
    () => {
      onApproved(t('artifacts.approveDialog.done', { count }));
      onClose();
    },
  );
  const refusal = approve.error && policyViolation(approve.error);
  const unsure = artifacts.some(a => a.validation_status === 'inconclusive');

  return (
    <SteadyDialog
      title={t('artifacts.approveDialog.title', { count })}
      busy={approve.busy}
      onClose={onClose}
      actions={
        <>
          <CloseButton busy={approve.busy} onClick={onClose}>
            {t('common.cancel')}
          </CloseButton>
          <GuardedButton busy={approve.busy} onClick={approve.run} primary>
            {t('artifacts.approveDialog.confirm', { count })}
          </GuardedButton>
        </>
      }
    >
      <DialogContentText>
        {t('artifacts.approveDialog.explain', {
          count,
          service: entityName(entityRef),
          environment: artifacts[0]?.environment ?? environment ?? '',
          user: actorName(capabilities.value?.user_entity_ref ?? ''),
        })}
      </DialogContentText>
      <FileList files={artifacts} />
      {unsure && (
        <Box mb={2}>
          <Alert severity="warning">
            {t('artifacts.approveDialog.inconclusive')}
          </Alert>
        </Box>
      )}
      {approve.error && (
        <Box mb={2}>
          <ErrorNotice
            title={
              refusal
                ? t('artifacts.approveDialog.refused')
                : t('artifacts.approveDialog.failed')
            }
            error={approve.error}
          />
        </Box>
      )}
      <PolicyPreview artifactIds={ids} refusal={refusal} />
    </SteadyDialog>
  );
}
