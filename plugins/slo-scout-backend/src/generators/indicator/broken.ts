import { hasWindow, PromqlSyntaxError } from '../../promql';
import type { PreparedSlo } from '../prepare';
import type { Indicator } from './Indicator';
import { recordedErrorRatio } from './recordedPair';

/**
 * The text for a rule whose query does not parse; undefined where it does.
 *
 * The query stands as it was written, so that promtool names its fault in its
 * own words. What only our grammar cannot read would pass there with a wrong
 * meaning, so a sentence follows that promtool refuses in any case; a query
 * that ends too early is refused without it, and more plainly.
 */
export function unparsable(query: string): string | undefined {
  try {
    hasWindow(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    const sentence = '"SLO Scout cannot rewrite the query above"';
    return error.incomplete ? query : `${query}\n${sentence}`;
  }
}

/** What is left to say of an indicator whose query does not parse. */
export function brokenIndicator(
  prepared: PreparedSlo,
  broken: string,
): Omit<Indicator, 'records'> {
  return {
    errorRatio: window => recordedErrorRatio(prepared, window),
    events: () => undefined,
    quiet: broken,
    broken,
    notes: [],
  };
}
