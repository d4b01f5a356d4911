import { useState } from 'react';
import { Link, LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import {
  policyViolation,
  type Artifact,
  type Capabilities,
  type DeployResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { Facts } from '../Card';
import { FileList } from '../FileList';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { RequestOverride } from '../Overrides';
import { PolicyDecisionView } from '../PolicyDecisionView';

interface Props {
  artifacts: Artifact[];
  target: Capabilities['environments'][number];
  onClose: () => void;
}

/** Says where the files go before they go there, then links to the pull request. */
export function DeployDialog({ artifacts, target, onClose }: Props) {
  const { refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const paths = usePaths();
  const [result, setResult] = useState<DeployResult>();

  const deploy = useAction(async () => {
    try {
      setResult(
        await api.deploy({
          artifact_ids: artifacts.map(a => a.id),
          environment: target.name,
        }),
      );
    } finally {
      // Also after a failure: the deployment may wait for another attempt.
      refreshAll();
    }
  });
  const refusal = deploy.error && policyViolation(deploy.error);

  return (
    <Dialog
      aria-labelledby="slo-scout-deploy"
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      open
    >
      <DialogTitle id="slo-scout-deploy">
        {t('artifacts.deployDialog.title', { environment: target.name })}
      </DialogTitle>
      <DialogContent>
        {!result && (
          <>
            <DialogContentText>
              {t('artifacts.deployDialog.explain', { count: artifacts.length })}
            </DialogContentText>
            <Facts
              facts={[
                {
                  name: t('artifacts.deployDialog.repo'),
                  value: <Link to={target.repo_url}>{target.repo}</Link>,
                },
                {
                  name: t('artifacts.deployDialog.branch'),
                  value: target.branch,
                },
              ]}
            />
            <Box mt={2}>
              <FileList files={artifacts} />
            </Box>
          </>
        )}
        <div aria-live="polite">
          {deploy.busy && t('artifacts.deployDialog.opening')}
          {result && <Outcome result={result} />}
        </div>
        {deploy.error && (
          <ErrorNotice
            title={
              refusal
                ? t('artifacts.deployDialog.refused')
                : t('artifacts.deployDialog.failed')
            }
            error={deploy.error}
          />
        )}
        {refusal && (
          <Box mt={2}>
            <RequestOverride
              artifactIds={artifacts.map(a => a.id)}
              decision={refusal}
            />
            <PolicyDecisionView decision={refusal} />
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>
          {result ? t('common.close') : t('common.cancel')}
        </Button>
        {result ? (
          <LinkButton
            color="primary"
            onClick={onClose}
            to={paths.deployments}
            variant="contained"
          >
            {t('next.go.deployments')}
          </LinkButton>
        ) : (
          <GuardedButton busy={deploy.busy} onClick={deploy.run} primary>
            {t('artifacts.deployDialog.confirm')}
          </GuardedButton>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Outcome({ result }: { result: DeployResult }) {
  const t = useText();
  if (!result.pr_url) {
    return (
      <Alert severity="info">
        {t('artifacts.deployDialog.unchanged', {
          reason: result.reason ?? t('artifacts.deployDialog.unchangedUnknown'),
        })}
      </Alert>
    );
  }
  return (
    <Alert severity="success">
      {t('artifacts.deployDialog.opened', {
        number: String(result.pr_number ?? ''),
      })}{' '}
      <Link to={result.pr_url}>{result.pr_url}</Link>
    </Alert>
  );
}
