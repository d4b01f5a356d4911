import { Link, LinkButton } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import type {
  Deployment,
  OverviewDeploymentsView,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName, entityLabel } from '../../format/entity';
import { useAddress } from '../../hooks/useAddress';
import { useEntityTab } from '../../hooks/useEntityTab';
import { useOverviewDeployments } from '../../hooks/useOverview';
import { useText } from '../../hooks/useText';
import { Card, Facts } from '../Card';
import { LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { DeploymentChip } from '../StatusChip';
import { TimeText } from '../TimeText';
import { EmptyPage, Pager } from './Pager';

/** Open pull requests, or what has drifted, of all services. */
export function DeploymentsView({ view }: { view: OverviewDeploymentsView }) {
  const t = useText();
  const { get } = useAddress();
  const deployments = useOverviewDeployments(view, get('cursor'));
  return (
    <section>
      <SectionHeader title={t(`organisation.deployments.${view}.heading`)} />
      <LoadState of={deployments}>
        {page =>
          page.deployments.length === 0 ? (
            <EmptyPage page={page}>
              <Typography>
                {t(`organisation.deployments.${view}.empty`)}
              </Typography>
            </EmptyPage>
          ) : (
            <>
              {page.deployments.map(deployment => (
                <DeploymentRow
                  key={deployment.deployment_id}
                  deployment={deployment}
                />
              ))}
              <Pager page={page} shown={page.deployments.length} />
            </>
          )
        }
      </LoadState>
    </section>
  );
}

function DeploymentRow({ deployment }: { deployment: Deployment }) {
  const t = useText();
  const tabOf = useEntityTab();
  const service = entityLabel(deployment.entity_ref);
  const { environment, created_at: opened, deployed_at: merged } = deployment;
  const number = deployment.pr_number;
  const search = new URLSearchParams({ environment });
  return (
    <Card
      actions={
        <LinkButton
          color="primary"
          to={`${tabOf(deployment.entity_ref)}/deployments?${search}`}
          variant="outlined"
        >
          {t('organisation.deployments.look', { service })}
        </LinkButton>
      }
      chips={<DeploymentChip status={deployment.status} />}
      label={`${service} ${number === null ? '' : `#${number}`}`.trim()}
      title={service}
    >
      {number !== null && deployment.pr_url !== null && (
        <Link to={deployment.pr_url}>
          {t('organisation.deployments.pullRequest', {
            number: String(number),
          })}
        </Link>
      )}
      {deployment.error && (
        <Typography variant="body2">{deployment.error}</Typography>
      )}
      <Facts
        facts={[
          { name: t('common.environment'), value: environment },
          {
            name: t('organisation.deployments.opened'),
            value: (
              <>
                <TimeText value={opened} />{' '}
                {t('common.by', { name: actorName(deployment.created_by) })}
              </>
            ),
          },
          merged === null
            ? undefined
            : {
                name: t('organisation.deployments.deployed'),
                value: <TimeText value={merged} />,
              },
        ]}
      />
    </Card>
  );
}
