import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Text } from '../../hooks/useText';

/** A count of firings; where the dry run is inconclusive there may be more, or nobody knows. */
export function countWords(
  result: DryRunResult,
  count: string,
  t: Text,
): string {
  if (result.verdict !== 'inconclusive') return count;
  return result.historical_trigger_count > 0
    ? t('dryRun.atLeast', { number: count })
    : t('dryRun.unknown');
}
