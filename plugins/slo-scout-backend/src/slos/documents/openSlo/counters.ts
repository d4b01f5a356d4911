import { hasWindow, selectors } from '../../../promql';
import type { Findings } from '../Findings';
import { syntaxFault } from '../readQuery';

const COUNTER_SUFFIXES = ['_total', '_count', '_bucket', '_sum'];

/**
 * Whether a query selects counters, by their names; undefined where it makes no
 * difference, because the query has its ranges already, or does not parse.
 */
function namesCounter(query: string): boolean | undefined {
  if (syntaxFault(query) || hasWindow(query)) return undefined;
  const found = selectors(query);
  return (
    found.length > 0 &&
    found.every(({ metric }) =>
      COUNTER_SUFFIXES.some(suffix => metric?.endsWith(suffix)),
    )
  );
}

/**
 * Whether the queries of a ratio select counters: as the document says, otherwise
 * by their names. Undefined after a fault.
 */
export function readCounter(
  declared: boolean | undefined,
  queries: Record<string, string>,
  path: string,
  findings: Findings,
): boolean | undefined {
  const guesses = Object.entries(queries).map(
    ([name, query]) => [name, namesCounter(query)] as const,
  );
  const counters = guesses.filter(([, is]) => is).map(([name]) => name);
  const others = guesses.filter(([, is]) => is === false).map(([name]) => name);
  if (declared === true) return true;
  if (declared === false) {
    for (const name of counters) {
      findings.warn(
        path,
        `False, but ${name} has the name of a counter: its value is used as it stands, without a rate.`,
      );
    }
    return false;
  }
  if (counters.length > 0 && others.length > 0) {
    findings.fault(
      path,
      `Not given, and by the names of their metrics ${counters.join(
        ', ',
      )} counts up while ${others.join(
        ', ',
      )} does not. Say which: counter: true or counter: false.`,
    );
    return undefined;
  }
  if (counters.length + others.length > 0) {
    findings.warn(
      path,
      `Not given; the metrics are taken for ${
        counters.length > 0 ? 'counters' : 'gauges'
      }, by their names.`,
    );
  }
  return counters.length > 0;
}
