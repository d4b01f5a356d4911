import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatNumber, formatPercent } from '../../format/number';
import { readableTime } from '../../format/time';
import type { Text } from '../../hooks/useText';

const percent = (share: number) => formatPercent(Number(share.toFixed(3)));

/** What is left of the budget; in time only where the budget is time. */
export function budgetWords(measured: SloMeasurement, t: Text): string {
  const { budget_left: left, budget, unit } = measured;
  if (left === null) return t('measured.unknown');
  if (left < 0) return t('measured.overspent', { percent: percent(-left) });
  if (unit !== 'seconds' || budget === null) {
    return t('measured.left', { percent: percent(left) });
  }
  return t('measured.leftTime', {
    percent: percent(left),
    left: formatDuration(left * budget),
    budget: formatDuration(budget),
  });
}

/** How fast it goes, and what all of this rests on. */
export function burnWords(measured: SloMeasurement, t: Text): string {
  const { burn_rate_1h: rate, since } = measured;
  const time = since === null ? undefined : readableTime(since);
  const burn = () => {
    if (rate === null) return t('measured.burnUnknown');
    return rate > 0
      ? t('measured.burning', { rate: formatNumber(rate) })
      : t('measured.notBurning');
  };
  return [burn(), time && t('measured.since', { time: time.local })]
    .filter(Boolean)
    .join('; ');
}

/** Name of a part: the values of its labels. */
export function partName(measured: SloMeasurement): string {
  return Object.entries(measured.labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ');
}

/** Of a cell of the table. */
export function dayWords(left: number | null, t: Text): string {
  return left === null ? t('measured.noData') : percent(left);
}
