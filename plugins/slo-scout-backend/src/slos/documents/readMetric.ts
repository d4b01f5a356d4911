import { hasWindow, PromqlSyntaxError, selectors } from '../../promql';
import { Findings, shown } from './Findings';
import type { Library } from './Library';
import type { OpenSloMetric } from './openSlo';
import type { ReadDocument } from './types';

const MAX_QUERY_BYTES = 10_000;

/** Types of data source that answer PromQL. */
const PROMQL_TYPES = new Set(['prometheus', 'thanos', 'mimir', 'cortex']);

export interface MetricContext {
  library: Library;
  findings: Findings;
  /** Documents that the SLO stands on beside its own. */
  used: Set<ReadDocument>;
}

/** The PromQL of a metric; undefined after a fault. */
export function readMetric(
  metric: OpenSloMetric,
  path: string,
  context: MetricContext,
): string | undefined {
  const { findings } = context;
  const source = metric.metricSource;
  const sourcePath = `${path}.metricSource`;
  checkSource(source, sourcePath, context);
  const { query, ...others } = source.spec;
  const queryPath = `${sourcePath}.spec.query`;
  const ignored = Object.keys(others);
  if (ignored.length > 0) {
    findings.warn(
      `${sourcePath}.spec`,
      `Only query is used, not ${ignored.join(', ').slice(0, 200)}.`,
    );
  }
  if (typeof query !== 'string' || query.trim() === '') {
    findings.fault(queryPath, 'A query in PromQL is required here.');
    return undefined;
  }
  const bytes = Buffer.byteLength(query, 'utf8');
  if (bytes > MAX_QUERY_BYTES) {
    findings.fault(
      queryPath,
      `The query has ${bytes} bytes; at most ${MAX_QUERY_BYTES} are read.`,
    );
    return undefined;
  }
  const fault = syntaxFault(query);
  if (fault) {
    findings.warn(
      queryPath,
      `The query does not parse, and promtool will refuse the rules made of it: ${fault.message}.`,
    );
  }
  return query.trim();
}

function checkSource(
  source: OpenSloMetric['metricSource'],
  path: string,
  { library, findings, used }: MetricContext,
) {
  const reference = source.metricSourceRef;
  const document =
    reference === undefined ? undefined : library.dataSource(reference);
  if (document) used.add(document);
  const type = source.type ?? document?.content.spec.type ?? 'Prometheus';
  if (!PROMQL_TYPES.has(String(type).toLowerCase())) {
    findings.fault(
      source.type === undefined ? `${path}.metricSourceRef` : `${path}.type`,
      `A data source of type ${shown(
        type,
      )} cannot be asked. Indicators are measured by Prometheus.`,
    );
  }
  if (reference !== undefined) {
    findings.warn(
      `${path}.metricSourceRef`,
      `${shown(
        reference,
      )} is not used: the Prometheus is the one configured for the environment.`,
    );
  }
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

const COUNTER_SUFFIXES = ['_total', '_count', '_bucket', '_sum'];

/** Whether a query without ranges selects counters, by their names. */
export function looksLikeCounter(query: string): boolean {
  if (syntaxFault(query) || hasWindow(query)) return false;
  const found = selectors(query);
  return (
    found.length > 0 &&
    found.every(({ metric }) =>
      COUNTER_SUFFIXES.some(suffix => metric?.endsWith(suffix)),
    )
  );
}
