import { budgetCell, plausibleLeft } from '../../format/budget';
import type { Text } from '../../hooks/useText';

/** What is left of a budget, for a cell of a table; a dry run may not say. */
export function budgetLeftWords(
  left: number | null | undefined,
  t: Text,
): string {
  return plausibleLeft(left) === null
    ? t('dryRun.notSaid')
    : budgetCell(left, t);
}
