import {
  fillWindow,
  hasWindow,
  PromqlSyntaxError,
  selectors,
} from '../../promql';
import { bucketBounds, bucketMatcher } from './bucketBounds';
import type { Findings } from './Findings';

const MAX_QUERY_BYTES = 10_000;

/** The text of a field with PromQL, trimmed; undefined after a fault. */
export function readText(
  query: unknown,
  path: string,
  findings: Findings,
): string | undefined {
  if (typeof query !== 'string' || query.trim() === '') {
    findings.fault(path, 'A query in PromQL is required here.');
    return undefined;
  }
  const bytes = Buffer.byteLength(query, 'utf8');
  if (bytes > MAX_QUERY_BYTES) {
    findings.fault(
      path,
      `The query has ${bytes} bytes; at most ${MAX_QUERY_BYTES} are read.`,
    );
    return undefined;
  }
  return query.trim();
}

/**
 * The PromQL of a field; undefined after a fault. A query that does not parse is
 * no fault here: it is shown as a warning, and promtool refuses the rules.
 */
export function readQuery(
  text: unknown,
  path: string,
  findings: Findings,
): string | undefined {
  const query = readText(text, path, findings);
  if (query === undefined) return undefined;
  const fault = syntaxFault(query);
  if (fault) {
    findings.warn(
      path,
      `The query does not parse, and promtool will refuse the rules made of it: ${fault.message}.`,
    );
  } else {
    warnOfBounds(query, path, findings);
  }
  return query;
}

/** The first fault of a query, with Sloth's `{{.window}}` allowed. */
export function syntaxFault(query: string): PromqlSyntaxError | undefined {
  try {
    hasWindow(query);
    return undefined;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return error;
    throw error;
  }
}

/** A bound that Prometheus 3 spells otherwise finds nothing there, and all is bad. */
function warnOfBounds(query: string, path: string, findings: Findings) {
  for (const { matchers } of selectors(fillWindow(query, '5m'))) {
    for (const { label, op, value } of matchers) {
      const bounds = bucketBounds(value);
      if (label !== 'le' || op !== '=' || bounds.length === 1) continue;
      findings.warn(
        path,
        `The bound of a bucket is spelled in several ways, and Prometheus 3 writes ${bounds.at(
          -1,
        )} for ${value}. Match all of them: ${bucketMatcher(value)}.`,
      );
    }
  }
}
