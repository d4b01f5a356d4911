import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityTab } from '../../hooks/useEntityTab';
import { useMeasurements } from '../../hooks/useMeasurements';
import { useSlos } from '../../hooks/useSlos';
import { useText } from '../../hooks/useText';
import { standings } from '../../model/standing';
import { LoadState } from '../LoadState';
import { StandingList } from './StandingList';

/** On the overview of an entity: how its SLOs in force stand, the worst first. */
export function OverviewCard() {
  const t = useText();
  const entityRef = stringifyEntityRef(useEntity().entity);
  const tab = useEntityTab()(entityRef);
  const slos = useSlos(entityRef);
  return (
    <InfoCard
      title={t('overviewCard.title')}
      deepLink={{ title: t('overviewCard.open'), link: tab }}
    >
      <LoadState of={slos} rows={2}>
        {all =>
          all.some(({ status }) => status === 'approved') ? (
            <InForce entityRef={entityRef} slos={all} />
          ) : (
            <NothingInForce slos={all} tab={tab} />
          )
        }
      </LoadState>
    </InfoCard>
  );
}

function InForce({ entityRef, slos }: { entityRef: string; slos: Slo[] }) {
  const measurements = useMeasurements(entityRef);
  return (
    <LoadState of={measurements} rows={2}>
      {measured => <StandingList standings={standings(slos, measured)} />}
    </LoadState>
  );
}

/** What to do so that there is something to see here. */
function NothingInForce({ slos, tab }: { slos: Slo[]; tab: string }) {
  const t = useText();
  const drafts = slos.filter(({ status }) => status === 'draft').length;
  return drafts === 0 ? (
    <Typography variant="body2">
      {t('overviewCard.none')}{' '}
      <Link to={`${tab}/slos/new`}>{t('overviewCard.add')}</Link>
    </Typography>
  ) : (
    <Typography variant="body2">
      {t('overviewCard.drafts', { count: drafts })}{' '}
      <Link to={`${tab}/slos`}>{t('overviewCard.approve')}</Link>
    </Typography>
  );
}
