import { hasWindow, PromqlSyntaxError } from '../../promql';
import type { PreparedSlo } from '../prepare';
import type { Indicator } from './Indicator';
import { recordedErrorRatio, recordedEvaluations } from './recordedPair';

/**
 * The text for a rule whose query does not parse; undefined where it does.
 *
 * The query stands as it was written, so that promtool names its fault in its
 * own words. What only our grammar cannot read would pass there with a wrong
 * meaning, so a sentence follows that promtool refuses in any case; a query
 * that ends too early is refused without it, and more plainly.
 */
export function unparsable(query: string): BrokenQuery | undefined {
  try {
    hasWindow(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    const sentence = '"SLO Scout cannot rewrite the query above"';
    const text = error.incomplete ? query : `${query}\n${sentence}`;
    return { text, fault: error.message };
  }
}

export interface BrokenQuery {
  /** The rule's expression. */
  text: string;
  /** Where the query stops making sense. */
  fault: string;
}

/** What is left to say of an indicator whose query does not parse. */
export function brokenIndicator(
  prepared: PreparedSlo,
  broken: BrokenQuery,
): Omit<Indicator, 'records'> {
  return {
    errorRatio: window => recordedErrorRatio(prepared, window),
    events: window => recordedEvaluations(prepared, window),
    quiet: broken.text,
    groupedBy: [],
    broken: broken.text,
    notes: [
      `${prepared.slo.name}: the query does not parse (${broken.fault}). The rules carry it as it stands, so that promtool says what is wrong.`,
    ],
  };
}
