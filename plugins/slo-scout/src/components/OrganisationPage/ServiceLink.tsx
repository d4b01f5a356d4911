import { Link } from '@backstage/core-components';
import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityLabel } from '../../format/entity';
import { useEntityTab } from '../../hooks/useEntityTab';

/** To the tab of an SLO's service, in the environment that the SLO is shown of. */
export function ServiceLink({ slo }: { slo: OverviewSlo }) {
  const tabOf = useEntityTab();
  const { environment } = slo.standing;
  const search = new URLSearchParams({ environment });
  return (
    <Link to={`${tabOf(slo.entity_ref)}?${search}`} title={slo.entity_ref}>
      {entityLabel(slo.entity_ref)}
    </Link>
  );
}
