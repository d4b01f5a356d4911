import { Link } from '@backstage/core-components';
import Alert from '@material-ui/lab/Alert';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { zonedTime } from '../../format/time';
import { useText } from '../../hooks/useText';
import { Card, Facts } from '../Card';
import { Disclosure } from '../Disclosure';
import { FileList } from '../FileList';
import { RemovedFiles } from '../RemoveFiles';
import { DeploymentChip } from '../StatusChip';
import { TextWithTimes } from '../TimeText';
import { DeploymentActions } from './DeploymentActions';
import { DeploymentChecks } from './DeploymentChecks';
import { DeploymentDrift } from './DeploymentDrift';
import { DeploymentStepper } from './DeploymentStepper';

/** One pull request on its way to production. */
export function DeploymentCard(props: {
  deployment: Deployment;
  files: Artifact[];
}) {
  const { deployment, files } = props;
  const t = useText();
  const title =
    deployment.pr_number === null
      ? deployment.branch_name
      : t('deployments.pullRequest', { number: String(deployment.pr_number) });
  return (
    <Card
      label={t('deployments.item', {
        time: zonedTime(deployment.created_at),
        environment: deployment.environment,
      })}
      title={
        deployment.pr_url ? <Link to={deployment.pr_url}>{title}</Link> : title
      }
      chips={<DeploymentChip status={deployment.status} />}
    >
      <DeploymentStepper deployment={deployment} files={files} />
      <div role="status">
        <Explanation deployment={deployment} />
        <DeploymentChecks deployment={deployment} />
        {deployment.notes && deployment.notes.length > 0 && (
          <Alert severity="info">
            <TextWithTimes>{deployment.notes.join(' ')}</TextWithTimes>
          </Alert>
        )}
        {deployment.rollback_offered && (
          <Alert severity="error">
            {t('deployments.rollbackOffered', {
              reason: deployment.rollback_reason ?? '',
            })}
          </Alert>
        )}
      </div>
      <DeploymentActions deployment={deployment} files={files} />
      <DeploymentDrift deployment={deployment} />
      <DeploymentFacts deployment={deployment} />
      <RemovedFiles deployment={deployment} />
      {files.length > 0 && (
        <Disclosure
          closedText={t('deployments.files', { count: files.length })}
        >
          <FileList files={files} />
        </Disclosure>
      )}
    </Card>
  );
}

function Explanation({ deployment }: { deployment: Deployment }) {
  const t = useText();
  const { status, retry_at, error } = deployment;
  const reason = error && (
    <TextWithTimes>{t('deployments.error', { error })}</TextWithTimes>
  );
  if (status === 'opening' && retry_at) {
    return (
      <Alert severity="warning">
        <TextWithTimes>
          {t('deployments.retryAt', { time: retry_at })}
        </TextWithTimes>{' '}
        {reason}
      </Alert>
    );
  }
  if (status === 'conflict') {
    return (
      <Alert severity="error">
        {t('deployments.conflict')} {reason}
      </Alert>
    );
  }
  if (status === 'closed') {
    return (
      <Alert severity="warning">
        {t('deployments.closed')} {reason}
      </Alert>
    );
  }
  if (error) return <Alert severity="error">{reason}</Alert>;
  if (status === 'opening') {
    return <Alert severity="info">{t('deployments.opening')}</Alert>;
  }
  if (status === 'pending_pr') {
    return <Alert severity="info">{t('deployments.waiting')}</Alert>;
  }
  return status === 'superseded' ? (
    <Alert severity="info">{t('deployments.superseded')}</Alert>
  ) : null;
}

function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const t = useText();
  const sha = (name: string, value: string | null) =>
    value ? { name, value: <code>{value.slice(0, 12)}</code> } : undefined;
  return (
    <Facts
      facts={[
        { name: t('deployments.repo'), value: deployment.repo },
        {
          name: t('deployments.branch'),
          value: `${deployment.branch_name} → ${deployment.base_branch}`,
        },
        sha(t('deployments.commit'), deployment.commit_sha),
        sha(t('deployments.mergeCommit'), deployment.merge_commit_sha),
      ]}
    />
  );
}
