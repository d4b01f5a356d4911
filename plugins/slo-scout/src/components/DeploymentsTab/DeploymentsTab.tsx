import { EmptyState, LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import { useEntityData } from '../../hooks/EntityData';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { isDeployable, splitByAge } from '../../model/bundle';
import { DeployButton } from '../DeployButton';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { LoadState } from '../LoadState';
import { RemovalNotice } from '../RemoveFiles';
import { SectionHeader } from '../SectionHeader';
import { DeploymentCard } from './DeploymentCard';

export function DeploymentsTab() {
  const { deployments, artifacts } = useEntityData();
  const t = useText();
  const paths = usePaths();
  const current = splitByAge(artifacts.value ?? []).current;
  const ready = current.filter(isDeployable);
  return (
    <section aria-label={t('deployments.title')}>
      <SectionHeader title={t('deployments.title')}>
        <EnvironmentSelect />
        {ready.length > 0 && <DeployButton artifacts={current} />}
      </SectionHeader>
      {ready.length > 0 && (
        <Box mb={2}>
          <Alert severity="info">
            {t('deployments.ready', { count: ready.length })}
          </Alert>
        </Box>
      )}
      <RemovalNotice />
      <LoadState of={deployments}>
        {list =>
          list.length === 0 ? (
            <EmptyState
              missing="content"
              title={t('deployments.empty.title')}
              description={t('deployments.empty.description')}
              action={
                <LinkButton
                  color="primary"
                  to={paths.artifacts}
                  variant="outlined"
                >
                  {t('deployments.empty.action')}
                </LinkButton>
              }
            />
          ) : (
            <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {list.map(deployment => (
                <li key={deployment.deployment_id}>
                  <DeploymentCard
                    deployment={deployment}
                    files={(artifacts.value ?? []).filter(a =>
                      deployment.artifact_ids.includes(a.id),
                    )}
                  />
                </li>
              ))}
            </Box>
          )
        }
      </LoadState>
    </section>
  );
}
