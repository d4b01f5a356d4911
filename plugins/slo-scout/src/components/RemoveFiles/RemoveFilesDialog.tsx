import { useState } from 'react';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import DialogContentText from '@material-ui/core/DialogContentText';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  policyViolation,
  type DeployResult,
  type Removal,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { actorName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { CloseButton } from '../ActionDialog';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { PolicyPreview } from '../PolicyPreview';
import { SteadyDialog } from '../SteadyDialog';

/** Lists what goes, files and alerts, and what the guard says, before anything is opened. */
export function RemoveFilesDialog(props: {
  removal: Removal;
  onClose: () => void;
}) {
  const { removal, onClose } = props;
  const { refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const [result, setResult] = useState<DeployResult>();
  const ids = removal.files.map(file => file.artifact_id);
  const count = ids.length;

  const remove = useAction(async () => {
    try {
      setResult(await api.openRemoval({ artifact_ids: ids }));
    } finally {
      // Also after a failure: it may wait for another attempt.
      refreshAll();
    }
  });
  const refusal = remove.error && policyViolation(remove.error);

  return (
    <SteadyDialog
      title={t('removal.title', { environment: removal.environment })}
      busy={remove.busy}
      onClose={onClose}
      actions={
        <>
          <CloseButton busy={remove.busy} onClick={onClose}>
            {t(result ? 'common.close' : 'common.cancel')}
          </CloseButton>
          {!result && (
            <GuardedButton busy={remove.busy} onClick={remove.run} primary>
              {t('removal.confirm', { count })}
            </GuardedButton>
          )}
        </>
      }
    >
      {!result && (
        <>
          <DialogContentText>
            {t('removal.explain', {
              ...{ count, branch: removal.branch, repo: removal.repo },
            })}
          </DialogContentText>
          <Leaving removal={removal} />
        </>
      )}
      <div aria-live="polite">
        {remove.busy && t('removal.opening')}
        {result && <Outcome result={result} />}
      </div>
      {remove.error && (
        <ErrorNotice
          title={t(refusal ? 'removal.refused' : 'removal.failed')}
          error={remove.error}
        />
      )}
      {!result && <PolicyPreview artifactIds={ids} refusal={refusal} removal />}
    </SteadyDialog>
  );
}

function Leaving({ removal }: { removal: Removal }) {
  const t = useText();
  const { files, alerts, retirements } = removal;
  return (
    <>
      <NamedList
        title={t('removal.alerts')}
        text={
          alerts.length > 0
            ? t('removal.alertsExplain', { count: alerts.length })
            : t('removal.noAlerts')
        }
        items={alerts}
      />
      <NamedList
        title={t('removal.files')}
        items={files.map(({ path }) => path)}
      />
      <NamedList
        title={t('removal.approval')}
        items={retirements.map(({ name, retired_by: by }) =>
          t('removal.retired', { name, person: actorName(by) }),
        )}
      />
    </>
  );
}

function NamedList(props: { title: string; text?: string; items: string[] }) {
  const { title, text, items } = props;
  return (
    <Box mb={2}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      {text && <Typography variant="body2">{text}</Typography>}
      <Box
        component="ul"
        aria-label={title}
        m={0}
        pl={2.5}
        style={{ overflowWrap: 'anywhere' }}
      >
        {items.map(item => (
          <li key={item}>
            <Typography component="span" variant="body2">
              {item}
            </Typography>
          </li>
        ))}
      </Box>
    </Box>
  );
}

function Outcome({ result }: { result: DeployResult }) {
  const t = useText();
  return result.pr_url ? (
    <Alert severity="success">
      {t('removal.opened', { number: String(result.pr_number ?? '') })}{' '}
      <Link to={result.pr_url}>{result.pr_url}</Link>
    </Alert>
  ) : (
    <Alert severity="info">{result.reason}</Alert>
  );
}
