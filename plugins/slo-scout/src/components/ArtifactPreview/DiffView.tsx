import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { ruleChanges } from '../../model/ruleChanges';
import { LoadState } from '../LoadState';
import { TextDiff } from '../TextDiff';
import { TimeText } from '../TimeText';
import { RuleChanges } from './RuleChanges';

/** The file beside the one that is deployed at its path now. */
export default function DiffView({ artifact }: { artifact: Artifact }) {
  const api = useApi(sloScoutApiRef);
  const { id, deployment_status: status } = artifact;
  const load = useCallback(
    async (signal: AbortSignal) => {
      // Read again whenever the file's own state has moved on.
      return { status, ...(await api.getDeployedArtifact({ id }, { signal })) };
    },
    [api, id, status],
  );
  const deployed = useLoaded(load);
  return (
    <LoadState of={deployed} rows={2}>
      {found => <Difference artifact={artifact} deployed={found.artifact} />}
    </LoadState>
  );
}

function Difference(props: { artifact: Artifact; deployed: Artifact | null }) {
  const { artifact, deployed } = props;
  const t = useText();
  if (deployed?.content === artifact.content) {
    return <Alert severity="success">{t('preview.diff.same')}</Alert>;
  }
  const before = deployed?.content ?? null;
  const isRules =
    artifact.type === 'alert_rule' || artifact.type === 'recording_rule';
  const changes = isRules ? ruleChanges(before, artifact.content) : undefined;
  const drifted =
    deployed?.deployment_status === 'drifted' ||
    deployed?.deployment_status === 'reverted';
  return (
    <>
      <Against artifact={artifact} deployed={deployed} />
      {drifted && (
        <Box mb={2}>
          <Alert severity="warning">{t('preview.diff.drifted')}</Alert>
        </Box>
      )}
      {changes && <RuleChanges changes={changes} isNew={deployed === null} />}
      <TextDiff
        after={artifact.content}
        before={before}
        label={t('preview.diff.title', { path: artifact.path })}
      />
    </>
  );
}

function Against(props: { artifact: Artifact; deployed: Artifact | null }) {
  const { artifact, deployed } = props;
  const t = useText();
  if (!deployed) {
    return (
      <Box mb={2}>
        <Alert severity="info">
          {artifact.deployment_status === 'superseded'
            ? t('preview.diff.wasRemoved')
            : t('preview.diff.new')}
        </Alert>
      </Box>
    );
  }
  return (
    <Typography paragraph variant="body2">
      {t('preview.diff.against')}
      {deployed.deployed_at && (
        <>
          {' '}
          (<TimeText value={deployed.deployed_at} />)
        </>
      )}
      .
    </Typography>
  );
}
