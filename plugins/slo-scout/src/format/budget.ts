import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Text } from '../hooks/useText';
import { formatDuration, LONGEST_SECONDS } from './duration';
import { formatNumber, formatPercent } from './number';

/** What the words about a budget rest on. */
export type BudgetFigures = Pick<
  SloMeasurement,
  'budget_left' | 'budget' | 'unit'
>;

/** More than this share over the budget is said as a multiple of it. */
const MANY = 10;
const SMALLEST = 0.001;

/**
 * A share of a budget with as many digits as a reader can use. Rounded down: a
 * budget of which something was spent is never all there.
 */
export function budgetShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const size = Math.max(0, share);
  if (size > 0 && size < SMALLEST) return `< ${formatPercent(SMALLEST)}`;
  // The small addend undoes binary fractions: 0.57 * 1000 is 569.999…
  return formatPercent(Math.floor(size * 1000 + 1e-6) / 1000);
}

/** A share of good events, such as 99.95 %. */
export function sliShare(share: number): string {
  return Number.isFinite(share)
    ? formatPercent(Number(Math.min(1, Math.max(0, share)).toFixed(6)))
    : '–';
}

/**
 * What is left of a budget as it can be: a clock that is behind or a counter
 * that ran backwards may claim more than there ever was.
 *
 * @returns at most 1, negative once overspent; null where it is not known.
 */
export function plausibleLeft(left: number | null | undefined): number | null {
  return typeof left === 'number' && Number.isFinite(left)
    ? Math.min(1, left)
    : null;
}

/** What is left of the budget as a sentence; in time only where the budget is time. */
export function budgetWords(figures: BudgetFigures, t: Text): string {
  const left = plausibleLeft(figures.budget_left);
  if (left === null) return t('measured.unknown');
  const seconds = secondsOf(figures);
  // Days beyond a budget of minutes say less than how often it was spent.
  if (seconds === undefined || -left > MANY) return shareWords(left, t);
  const budget = formatDuration(seconds);
  if (left > 0) {
    return t('measured.leftTime', {
      percent: budgetShare(left),
      left: formatDuration(left * seconds),
      budget,
    });
  }
  return left === 0
    ? t('measured.spentTime', { budget })
    : t('measured.overspentTime', {
        budget,
        over: formatDuration(-left * seconds),
      });
}

function shareWords(left: number, t: Text): string {
  if (left > 0) return t('measured.left', { percent: budgetShare(left) });
  if (left === 0) return t('measured.spent');
  return -left > MANY
    ? t('measured.overspentTimes', { times: formatNumber(-left) })
    : t('measured.overspent', { percent: budgetShare(-left) });
}

/** Undefined where it is no time, or too little or too much of it to speak of parts. */
function secondsOf({ budget, unit }: BudgetFigures): number | undefined {
  return unit === 'seconds' &&
    budget !== null &&
    budget >= 1 &&
    budget <= LONGEST_SECONDS
    ? budget
    : undefined;
}

/** How fast the budget is spent, as part of a sentence. */
export function burnWords(rate: number | null, t: Text): string {
  if (rate === null || !Number.isFinite(rate)) return t('measured.burnUnknown');
  if (rate <= 0) return t('measured.notBurning');
  if (rate < 0.01) return t('measured.burningSlowly');
  const words = formatNumber(rate);
  return words === '1'
    ? t('measured.burningOnce')
    : t('measured.burning', { rate: words });
}

/** What is left, for a cell of a table. */
export function budgetCell(left: number | null | undefined, t: Text): string {
  const plausible = plausibleLeft(left);
  if (plausible === null) return t('measured.noData');
  return plausible < 0
    ? t('measured.overspentCell', { percent: budgetShare(-plausible) })
    : budgetShare(plausible);
}
