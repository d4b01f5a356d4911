import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import {
  policyViolation,
  type Artifact,
  type Deployment,
  type OverrideRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useLast } from '../../hooks/useLast';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { RequestOverride } from '../Overrides';
import { PolicyDecisionView } from '../PolicyDecisionView';

type Deed = 'rebase' | 'rollBack' | 'restore' | 'adopt' | 'deployAgain';

const DEEDS: Partial<Record<Deployment['status'], Deed[]>> = {
  conflict: ['rebase'],
  closed: ['deployAgain'],
  deployed: ['rollBack'],
  live: ['rollBack'],
  drifted: ['restore', 'adopt', 'rollBack'],
  reverted: ['restore', 'adopt'],
};

/** What can be done with a deployment where it stands, each with one confirmation. */
export function DeploymentActions(props: {
  deployment: Deployment;
  files: Artifact[];
}) {
  const { deployment, files } = props;
  const t = useText();
  const whyNot = useWhyNot();
  const [deed, setDeed] = useState<Deed>();
  return (
    <>
      {deedsOf(deployment, files).map(name => (
        <GuardedButton
          key={name}
          onClick={() => setDeed(name)}
          reason={whyNot(name === 'adopt' ? 'writeSlos' : 'deploy')}
          size="small"
        >
          {t(`deployments.${name}`)}
        </GuardedButton>
      ))}
      {deed && (
        <ConfirmDialog
          deed={deed}
          deployment={deployment}
          onClose={() => setDeed(undefined)}
        />
      )}
    </>
  );
}

/**
 * Files that went on with another deployment are not deployed again from here. What a
 * removal took away is removed again where it is listed, not restored.
 */
function deedsOf({ kind, status }: Deployment, files: Artifact[]): Deed[] {
  const mine = files.some(
    file =>
      file.deployment_status === 'closed' &&
      file.approval_status === 'approved',
  );
  const not: Deed[] = [
    ...(mine ? [] : (['deployAgain'] as const)),
    ...(kind === 'removal' ? (['restore'] as const) : []),
  ];
  return (DEEDS[status] ?? []).filter(deed => !not.includes(deed));
}

function ConfirmDialog(props: {
  deed: Deed;
  deployment: Deployment;
  onClose: () => void;
}) {
  const { deed, deployment, onClose } = props;
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const { deployments, artifacts, slos } = useEntityData();
  const act = useAction(async () => {
    const id = deployment.deployment_id;
    switch (deed) {
      case 'rebase':
        await api.rebaseDeployment({ id });
        break;
      case 'adopt':
        await api.adoptDeploymentDrift({ id });
        slos.refresh();
        break;
      case 'rollBack':
        await api.rollBackDeployment({ id });
        break;
      case 'restore':
        await api.restoreDeployment({ id });
        break;
      default:
        await api.deploy({
          artifact_ids: deployment.artifact_ids,
          environment: deployment.environment,
        });
    }
    deployments.refresh();
    artifacts.refresh();
    onClose();
  });
  // What is written below it outlives another attempt.
  const refusal = useLast(act.error && policyViolation(act.error));
  const wanted = wantedBy(deed, deployment);
  return (
    <Dialog open onClose={onClose} aria-labelledby="slo-scout-deployment-deed">
      <DialogTitle id="slo-scout-deployment-deed">
        {t(`deployments.acting.${deed}.title`)}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>
          {t(`deployments.acting.${deed}.text`)}
        </DialogContentText>
        {act.error && (
          <ErrorNotice
            title={t('deployments.acting.failed')}
            error={act.error}
          />
        )}
        {refusal && (
          <Box mt={2}>
            {wanted && <RequestOverride wanted={wanted} decision={refusal} />}
            <PolicyDecisionView decision={refusal} />
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <GuardedButton busy={act.busy} onClick={act.run} primary>
          {t(`deployments.${deed}`)}
        </GuardedButton>
      </DialogActions>
    </Dialog>
  );
}

/** What an override would let pass; undefined where it is asked for elsewhere. */
function wantedBy(
  deed: Deed,
  { deployment_id, artifact_ids }: Deployment,
): Pick<OverrideRequest, 'artifact_ids' | 'bring_back'> | undefined {
  switch (deed) {
    case 'rollBack':
      return { bring_back: { deployment_id, kind: 'rollback' } };
    case 'restore':
      return { bring_back: { deployment_id, kind: 'restore' } };
    case 'deployAgain':
      return { artifact_ids };
    default:
      return undefined;
  }
}
