import Typography from '@material-ui/core/Typography';
import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityLabel } from '../../format/entity';
import { useText } from '../../hooks/useText';
import { Card, Facts } from '../Card';
import { TimeText } from '../TimeText';
import { BudgetLeft } from './BudgetLeft';
import { ServiceLink } from './ServiceLink';
import { SloStateChip } from '../StatusChip';
import {
  objectiveWords,
  partWords,
  rateWords,
  valueWords,
} from './standingWords';

/** Where there is no room for columns. */
export function SloCards({ slos }: { slos: OverviewSlo[] }) {
  const t = useText();
  return (
    <>
      {slos.map(slo => (
        <Card
          key={slo.slo_id}
          chips={<SloStateChip state={slo.state} />}
          label={`${entityLabel(slo.entity_ref)}: ${slo.name}`}
          title={
            <>
              <ServiceLink slo={slo} />: {slo.display_name ?? slo.name}
            </>
          }
        >
          <Typography color="textSecondary" variant="body2">
            {partWords(slo, t)}
          </Typography>
          <BudgetLeft slo={slo} />
          <Facts
            facts={[
              {
                name: t('organisation.slos.burnRate'),
                value: rateWords(slo, t),
              },
              { name: t('organisation.slos.value'), value: valueWords(slo, t) },
              {
                name: t('organisation.slos.objective'),
                value: objectiveWords(slo, t),
              },
              {
                name: t('organisation.slos.measured'),
                value:
                  slo.standing.measured_until === null ? (
                    t('organisation.slos.never')
                  ) : (
                    <TimeText value={slo.standing.measured_until} />
                  ),
              },
            ]}
          />
        </Card>
      ))}
    </>
  );
}
