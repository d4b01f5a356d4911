import { Link } from '@backstage/core-components';
import Alert from '@material-ui/lab/Alert';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName } from '../../format/entity';
import { clockLabel, readableTime } from '../../format/time';
import { useText } from '../../hooks/useText';
import { Card, Facts } from '../Card';
import { Disclosure } from '../Disclosure';
import { FileList } from '../FileList';
import { RemovedFiles } from '../RemoveFiles';
import { DeploymentChip } from '../StatusChip';
import { TimeText } from '../TimeText';
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
        time: readableTime(deployment.created_at)?.local ?? '',
        environment: deployment.environment,
      })}
      title={
        deployment.pr_url ? <Link to={deployment.pr_url}>{title}</Link> : title
      }
      chips={<DeploymentChip status={deployment.status} />}
    >
      <DeploymentStepper deployment={deployment} />
      <div role="status">
        <Explanation deployment={deployment} />
        <DeploymentChecks deployment={deployment} />
        {deployment.notes && deployment.notes.length > 0 && (
          <Alert severity="info">{deployment.notes.join(' ')}</Alert>
        )}
        {deployment.rollback_offered && (
          <Alert severity="error">
            {t('deployments.rollbackOffered', {
              reason: deployment.rollback_reason ?? '',
            })}
          </Alert>
        )}
      </div>
      <DeploymentDrift deployment={deployment} />
      <DeploymentFacts deployment={deployment} />
      <DeploymentActions deployment={deployment} />
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
  const reason = error ? t('deployments.error', { error }) : '';
  if (status === 'opening' && retry_at) {
    return (
      <Alert severity="warning">
        {t('deployments.retryAt', { time: clockLabel(retry_at) })} {reason}
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
        {
          name: t('deployments.opened'),
          value: (
            <>
              <TimeText value={deployment.created_at} />{' '}
              {t('common.by', { name: actorName(deployment.created_by) })}
            </>
          ),
        },
        sha(t('deployments.commit'), deployment.commit_sha),
        sha(t('deployments.mergeCommit'), deployment.merge_commit_sha),
        deployment.deployed_at
          ? {
              name: t('deployments.deployedAt'),
              value: <TimeText value={deployment.deployed_at} />,
            }
          : undefined,
        deployment.live_at
          ? {
              name: t('deployments.liveAt'),
              value: <TimeText value={deployment.live_at} />,
            }
          : undefined,
      ]}
    />
  );
}
