import { useCallback, useState } from 'react';
import { Link, LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import DialogContentText from '@material-ui/core/DialogContentText';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  policyViolation,
  type Artifact,
  type Capabilities,
  type DeployResult,
  type PullRequestPreview,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useLast } from '../../hooks/useLast';
import { useLoaded, type Loaded } from '../../hooks/useLoaded';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { CloseButton } from '../ActionDialog';
import { Facts } from '../Card';
import { FileList } from '../FileList';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { RequestOverride } from '../Overrides';
import { PolicyDecisionView } from '../PolicyDecisionView';
import { SteadyDialog } from '../SteadyDialog';
import { PullRequestPreviewView } from './PullRequestPreviewView';

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
  const preview = usePreview(artifacts, target.name);
  // A refusal stays while another attempt is under way, and what was written with it.
  const refused = useLast(refusal);
  const decision = refused ?? preview.value?.decision;
  const updates = preview.value?.outcome === 'update';

  return (
    <SteadyDialog
      title={t('artifacts.deployDialog.title', { environment: target.name })}
      busy={deploy.busy}
      onClose={onClose}
      actions={
        <>
          <CloseButton busy={deploy.busy} onClick={onClose}>
            {result ? t('common.close') : t('common.cancel')}
          </CloseButton>
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
            <GuardedButton
              busy={deploy.busy}
              onClick={deploy.run}
              primary
              reason={preview.loading ? t('pullRequest.loading') : undefined}
            >
              {t(
                updates
                  ? 'pullRequest.update'
                  : 'artifacts.deployDialog.confirm',
              )}
            </GuardedButton>
          )}
        </>
      }
    >
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
            <Preview
              artifacts={artifacts}
              of={preview}
              refused={refused !== undefined}
            />
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
      {!result && decision && (
        <Box mt={2}>
          <RequestOverride
            wanted={{ artifact_ids: artifacts.map(a => a.id) }}
            decision={decision}
          />
          {refused && <PolicyDecisionView decision={refused} />}
        </Box>
      )}
    </SteadyDialog>
  );
}

function usePreview(artifacts: Artifact[], environment: string) {
  const api = useApi(sloScoutApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const request = { artifact_ids: artifacts.map(a => a.id), environment };
      return (await api.previewPullRequest(request, { signal })).preview;
    },
    [api, artifacts, environment],
  );
  return useLoaded(load);
}

/** A preview that fails does not keep anybody: deploying says what is the matter. */
function Preview(props: {
  artifacts: Artifact[];
  of: Loaded<PullRequestPreview>;
  /** The guard's refusal is shown already. */
  refused: boolean;
}) {
  const { artifacts, of, refused } = props;
  const t = useText();
  if (of.value) {
    return (
      <PullRequestPreviewView
        artifacts={artifacts}
        preview={of.value}
        withGuard={!refused}
      />
    );
  }
  return (
    <>
      {of.error && (
        <ErrorNotice title={t('pullRequest.failed')} error={of.error}>
          <Button onClick={of.refresh} size="small">
            {t('common.retry')}
          </Button>
        </ErrorNotice>
      )}
      {of.loading && (
        <div role="status">
          {t('pullRequest.loading')}
          <Skeleton height={120} />
        </div>
      )}
      <FileList files={artifacts} />
    </>
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
