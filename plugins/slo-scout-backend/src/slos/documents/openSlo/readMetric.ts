import { shown } from '../Findings';
import type { Mapping } from '../Mapping';
import { readQuery } from '../readQuery';
import type { ReadContext, ReadDocument } from '../types';
import type { Library } from './Library';
import type { OpenSloMetric } from './shape';
import type { MetricSource, Words } from './words';

/** Types of data source that answer PromQL. */
const PROMQL_TYPES = new Set(['prometheus', 'thanos', 'mimir', 'cortex']);

/** What is needed to read a document of kind SLO. */
export interface SloContext extends ReadContext {
  library: Library;
  words: Words;
  /** Documents that the SLO stands on beside its own. */
  used: Set<ReadDocument>;
}

/** The PromQL of a metric; undefined after a fault. */
export function readMetric(
  metric: Mapping<OpenSloMetric>,
  context: SloContext,
): string | undefined {
  const source = context.words.source(metric);
  checkSource(source, context);
  source.spec?.because('Of a data source that answers PromQL it is the query.');
  return readQuery(
    source.spec?.take('query'),
    `${source.specPath}.query`,
    context.findings,
  );
}

/** Faults a type of data source that does not answer PromQL. */
export function checkSourceType(
  type: unknown,
  path: string,
  { findings }: ReadContext,
) {
  if (PROMQL_TYPES.has(String(type).toLowerCase())) return;
  findings.fault(
    path,
    `A data source of type ${shown(
      type,
    )} cannot be asked. Indicators are measured by Prometheus.`,
  );
}

function checkSource(source: MetricSource, context: SloContext) {
  const { library, findings, used } = context;
  if (source.type !== undefined) {
    checkSourceType(source.type, source.typePath, context);
  }
  if (source.ref === undefined) return;
  findings.warn(
    source.refPath,
    `${shown(
      source.ref,
    )} is not used: the Prometheus is the one configured for the environment.`,
  );
  const found = library.dataSource(source.ref);
  if (!found) return;
  used.add(found.document);
  const type = found.spec.take('type');
  if (type !== undefined) {
    checkSourceType(type, found.spec.at('type'), context);
  }
}
