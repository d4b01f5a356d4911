import { useState } from 'react';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { isDeployable } from '../../model/bundle';
import { GuardedButton } from '../GuardedButton';
import { DeployDialog } from './DeployDialog';

/** Deploys what is approved of the given files. */
export function DeployButton({ artifacts }: { artifacts: Artifact[] }) {
  const { environment = '', capabilities } = useEntityData();
  const t = useText();
  const whyNot = useWhyNot();
  // Fixed when opened: the list shrinks while the pull request is being opened.
  const [chosen, setChosen] = useState<Artifact[]>();
  const approved = artifacts.filter(isDeployable);
  const target = capabilities.value?.environments.find(
    e => e.name === environment,
  );
  const reason = () => {
    if (approved.length === 0) return t('artifacts.nothingToDeploy');
    const forbidden = whyNot('deploy');
    if (forbidden) return forbidden;
    return target ? undefined : t('reason.noTarget');
  };
  return (
    <>
      <GuardedButton
        onClick={() => setChosen(approved)}
        primary={approved.length > 0}
        reason={reason()}
      >
        {t('artifacts.deploy', { environment })}
      </GuardedButton>
      {chosen && target && (
        <DeployDialog
          artifacts={chosen}
          target={target}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
