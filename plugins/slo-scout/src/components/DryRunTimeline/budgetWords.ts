import { formatPercent } from '../../format/number';
import type { Text } from '../../hooks/useText';

/** A share of the budget with as many digits as a reader can use. */
export function budgetShare(share: number): string {
  return formatPercent(Number(share.toFixed(3)));
}

/** What is left of a budget, for a cell of a table. */
export function budgetLeftWords(
  left: number | null | undefined,
  t: Text,
): string {
  if (left === null || left === undefined) return t('dryRun.notSaid');
  return left < 0
    ? t('dryRun.overspent', { percent: budgetShare(-left) })
    : budgetShare(left);
}
