import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
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
import { ActionDialog, CloseButton } from '../ActionDialog';
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
  const { refreshAll } = useEntityData();
  const doIt = async (): Promise<unknown> => {
    const id = deployment.deployment_id;
    switch (deed) {
      case 'rebase':
        return api.rebaseDeployment({ id });
      case 'adopt':
        return api.adoptDeploymentDrift({ id });
      case 'rollBack':
        return api.rollBackDeployment({ id });
      case 'restore':
        return api.restoreDeployment({ id });
      default:
        return api.deploy({
          artifact_ids: deployment.artifact_ids,
          environment: deployment.environment,
        });
    }
  };
  // Also after a refusal: somebody else may have done something meanwhile.
  const act = useAction(() => doIt().finally(refreshAll), onClose);
  // What is written below it outlives another attempt.
  const refusal = useLast(act.error && policyViolation(act.error));
  const wanted = wantedBy(deed, deployment);
  return (
    <ActionDialog
      aria-labelledby="slo-scout-deployment-deed"
      busy={act.busy}
      onClose={onClose}
    >
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
        <CloseButton busy={act.busy} onClick={onClose}>
          {t('common.cancel')}
        </CloseButton>
        <GuardedButton busy={act.busy} onClick={act.run} primary>
          {t(`deployments.${deed}`)}
        </GuardedButton>
      </DialogActions>
    </ActionDialog>
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
