import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityData } from '../../hooks/EntityData';
import { useMeasurements } from '../../hooks/useMeasurements';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { BudgetDays } from './BudgetDays';
import { budgetWords, burnWords, partName } from './measuredWords';

/** What the portal measured of an SLO in force: its budget now, and day by day. */
export function BudgetHistory({ slo }: { slo: Slo }) {
  return slo.status === 'approved' ? <Measured slo={slo} /> : null;
}

function Measured({ slo }: { slo: Slo }) {
  const t = useText();
  const { environment } = useEntityData();
  const { value, error } = useMeasurements(slo.entity_ref, slo.id, environment);
  const { name } = slo;
  if (value === undefined) {
    return error ? (
      <Typography variant="body2">
        {t('measured.failed', { message: error.message })}
      </Typography>
    ) : (
      <Skeleton aria-label={t('measured.loading', { name })} height={32} />
    );
  }
  const measured = value.filter(({ since, days }) => since || days.length > 0);
  return (
    <Box mt={1}>
      <Typography variant="subtitle2" component="h4">
        {t('measured.title')}
      </Typography>
      {measured.length === 0 && (
        <Typography variant="body2">{t('measured.none')}</Typography>
      )}
      {measured.map(part => (
        <Part key={partName(part)} name={name} measured={part} />
      ))}
    </Box>
  );
}

/** One budget: a bar with the same in words, and its days behind a button. */
function Part(props: { name: string; measured: SloMeasurement }) {
  const { measured } = props;
  const t = useText();
  const part = partName(measured);
  const name = part === '' ? props.name : `${props.name}, ${part}`;
  const words = budgetWords(measured, t);
  const left = measured.budget_left;
  return (
    <Box mb={1}>
      <Typography variant="body2">
        {part === '' ? words : t('measured.part', { part, words })}
      </Typography>
      {left !== null && (
        <LinearProgress
          aria-label={t('measured.bar', { name })}
          aria-valuetext={words}
          color={left > 0 ? 'primary' : 'secondary'}
          value={100 * Math.min(1, Math.max(0, left))}
          variant="determinate"
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {burnWords(measured, t)}
      </Typography>
      {measured.days.length > 0 && (
        <Disclosure
          closedLabel={`${t('measured.showDays')}: ${name}`}
          closedText={t('measured.showDays')}
          openLabel={`${t('measured.hideDays')}: ${name}`}
          openText={t('measured.hideDays')}
        >
          <BudgetDays name={name} measured={measured} />
        </Disclosure>
      )}
    </Box>
  );
}
