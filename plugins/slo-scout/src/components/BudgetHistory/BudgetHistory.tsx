import { lazy, Suspense } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  type Slo,
  type SloMeasurement,
  sloStateOf,
  wasMeasured,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { budgetWords, burnWords } from '../../format/budget';
import { serverWords } from '../../format/serverWords';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';
import { BudgetBar } from '../BudgetBar';
import { Disclosure } from '../Disclosure';
import { TimeText } from '../TimeText';
import { partName } from './partName';

// The chart comes when somebody asks for the days.
const BudgetDays = lazy(async () => ({
  default: (await import('./BudgetDays')).BudgetDays,
}));

/** What the portal measured of an SLO in force: its budget now, and day by day. */
export function BudgetHistory({ slo }: { slo: Slo }) {
  return slo.status === 'approved' ? <Measured slo={slo} /> : null;
}

function Measured({ slo }: { slo: Slo }) {
  const t = useText();
  const { value, error } = useEntityData().measurements;
  const { name } = slo;
  if (value === undefined) {
    return error ? (
      <Typography variant="body2">
        {t('measured.failed', { message: serverWords(error) })}
      </Typography>
    ) : (
      <Skeleton aria-label={t('measured.loading', { name })} height={32} />
    );
  }
  const measured = value
    .filter(({ slo_id: id }) => id === slo.id)
    .filter(wasMeasured);
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
  return (
    <Box mb={1}>
      <Typography variant="body2">
        {part === '' ? words : t('measured.part', { part, words })}
      </Typography>
      <BudgetBar
        label={t('measured.bar', { name })}
        left={measured.budget_left}
        state={sloStateOf(measured)}
        words={words}
      />
      <Typography variant="body2" color="textSecondary">
        {burnWords(measured.burn_rate_1h, t)}
        {measured.since && (
          <>
            {'; '}
            {t('measured.since')} <TimeText value={measured.since} />
          </>
        )}
      </Typography>
      {measured.days.length > 0 && (
        <Disclosure
          closedLabel={`${t('measured.showDays')}: ${name}`}
          closedText={t('measured.showDays')}
          openLabel={`${t('measured.hideDays')}: ${name}`}
          openText={t('measured.hideDays')}
        >
          <Suspense
            fallback={
              <Skeleton
                aria-label={t('measured.loading', { name })}
                height={120}
              />
            }
          >
            <BudgetDays name={name} measured={measured} />
          </Suspense>
        </Disclosure>
      )}
    </Box>
  );
}
