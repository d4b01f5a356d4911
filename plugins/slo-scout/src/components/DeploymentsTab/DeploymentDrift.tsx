import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Deployment,
  DriftedFile,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { ErrorNotice } from '../LoadState';

const useStyles = makeStyles(theme => ({
  diff: {
    margin: theme.spacing(0.5, 0, 2),
    padding: theme.spacing(1),
    maxHeight: 360,
    overflow: 'auto',
    background: theme.palette.background.default,
    fontSize: theme.typography.caption.fontSize,
  },
  added: { color: theme.palette.success.main },
  removed: { color: theme.palette.error.main },
}));

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
  const { value, error } = useLoaded(load);
  if (error) {
    return <ErrorNotice title={t('deployments.driftFailed')} error={error} />;
  }
  if (!value) return null;
  const { files, files_left_out: left } = value.drift;
  return (
    <>
      {files.length === 0 && t('deployments.driftNone')}
      {files.map(file => (
        <FileDifference key={file.path} file={file} />
      ))}
      {left > 0 && t('deployments.driftMore', { count: left })}
    </>
  );
}

function FileDifference({ file }: { file: DriftedFile }) {
  const classes = useStyles();
  const t = useText();
  const { path, found, reverted, diff } = file;
  return (
    <>
      <Typography variant="subtitle2">{path}</Typography>
      <Typography variant="body2">
        {found === null && t('deployments.driftGone')}{' '}
        {reverted && t('deployments.driftReverted')}
      </Typography>
      <pre
        aria-label={t('deployments.driftOf', { path })}
        className={classes.diff}
        // It scrolls, so that it must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {diff.split('\n').map((line, n) => (
          // eslint-disable-next-line react/no-array-index-key
          <div key={n} className={classNameOf(line, classes)}>
            {line}
          </div>
        ))}
      </pre>
    </>
  );
}

function classNameOf(
  line: string,
  classes: Record<'added' | 'removed', string>,
): string | undefined {
  if (line.startsWith('+')) return classes.added;
  return line.startsWith('-') ? classes.removed : undefined;
}
