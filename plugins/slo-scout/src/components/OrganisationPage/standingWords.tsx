import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { budgetShare, sliShare } from '../../format/budget';
import { formatNumber, formatPercent } from '../../format/number';
import type { Text } from '../../hooks/useText';

export function leftWords({ standing }: OverviewSlo, t: Text): string {
  const { budget_left: left } = standing;
  if (left === null) return t('organisation.slos.unknown');
  return left < 0
    ? t('organisation.slos.overspentBy', { percent: budgetShare(-left) })
    : t('organisation.slos.left', { percent: budgetShare(left) });
}

export function rateWords({ standing }: OverviewSlo, t: Text): string {
  const { burn_rate_1h: rate } = standing;
  return rate === null
    ? t('organisation.slos.noData')
    : t('organisation.slos.rate', { rate: formatNumber(rate) });
}

export function objectiveWords({ standing }: OverviewSlo, t: Text): string {
  return t('organisation.slos.objectiveOver', {
    objective: formatPercent(standing.objective),
    window: standing.window,
  });
}

export function valueWords({ standing }: OverviewSlo, t: Text): string {
  const { sli_1h: value } = standing;
  return value === null ? t('organisation.slos.noData') : sliShare(value);
}

/** Of which part the figures are; undefined where there is one budget. */
export function partWords(
  { parts, standing }: OverviewSlo,
  t: Text,
): string | undefined {
  const part = Object.entries(standing.labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ');
  if (part === '') return undefined;
  return parts > 1
    ? t('organisation.slos.worstPart', { number: String(parts), part })
    : part;
}
