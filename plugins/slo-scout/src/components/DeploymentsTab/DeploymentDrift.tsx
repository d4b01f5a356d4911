import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import type {
  Deployment,
  DriftedFile,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { LoadState } from '../LoadState';
import { TextDiff } from '../TextDiff';

/** The approved files beside those on the branch, read when somebody asks for it. */
export function DeploymentDrift({ deployment }: { deployment: Deployment }) {
  const t = useText();
  const { status, checks } = deployment;
  const differs = checks?.repository.state === 'different';
  if (!differs || (status !== 'drifted' && status !== 'reverted')) return null;
  return (
    <Disclosure closedText={t('deployments.drift')}>
      <Differences id={deployment.deployment_id} />
    </Disclosure>
  );
}

function Differences({ id }: { id: string }) {
  const t = useText();
  const api = useApi(sloScoutApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getDeploymentDrift({ id }, { signal }),
    [api, id],
  );
  return (
    <LoadState
      of={useLoaded(load)}
      rows={1}
      title={t('deployments.driftFailed')}
    >
      {({ drift: { files, files_left_out: left } }) => (
        <>
          {files.length === 0 && t('deployments.driftNone')}
          {files.map(file => (
            <FileDifference key={file.path} file={file} />
          ))}
          {left > 0 && t('deployments.driftMore', { count: left })}
        </>
      )}
    </LoadState>
  );
}

function FileDifference({ file }: { file: DriftedFile }) {
  const t = useText();
  const { path, approved, found, reverted } = file;
  return (
    <>
      <Typography variant="subtitle2">{path}</Typography>
      <Typography variant="body2">
        {found === null && t('deployments.driftGone')}{' '}
        {reverted && t('deployments.driftReverted')}
      </Typography>
      <TextDiff
        after={found}
        before={approved}
        label={t('deployments.driftOf', { path })}
      />
    </>
  );
}
