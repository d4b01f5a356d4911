import type {
  CheckedQuery,
  DocumentCheck,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type PrometheusClient, PrometheusError } from '../prometheus';
import { fillWindow } from '../promql';
import { queriesOf, verify } from '../validators/verify';

/** A text may hold thousands of SLOs; somebody waits for the answer. */
const MOST_QUERIES = 60;

/**
 * Evaluates every query of SLOs at this moment, and looks their names up. Rejects
 * only when the caller gives up.
 */
export async function checkQueries(
  slos: SloSpec[],
  options: {
    client: PrometheusClient;
    exactMaxSeries: number;
    /** Unix seconds. */
    now: number;
    signal: AbortSignal;
  },
): Promise<Pick<DocumentCheck, 'queries' | 'notes' | 'reason'>> {
  const { client, exactMaxSeries, now, signal } = options;
  const all = slos.flatMap(slo =>
    queriesOf(slo.sli).map(({ role, query }) => ({
      slo: slo.name,
      role,
      query: fillWindow(query, '5m'),
    })),
  );
  if (all.length > MOST_QUERIES) {
    const reason = `The text has ${all.length} queries; of more than ${MOST_QUERIES} none is evaluated here. Generating looks all of them up.`;
    return { queries: [], notes: [], reason };
  }
  const [queries, { notes }] = await Promise.all([
    Promise.all(all.map(query => evaluated(query, client, now, signal))),
    verify({
      slos: slos.map(({ name, sli, accuracy }) => ({
        id: name,
        name,
        sli,
        accuracy,
      })),
      client,
      now,
      exactMaxSeries,
      signal,
    }).catch(() => ({ notes: [] })),
  ]);
  return { queries, notes };
}

async function evaluated(
  asked: Pick<CheckedQuery, 'slo' | 'role' | 'query'>,
  client: PrometheusClient,
  time: number,
  signal: AbortSignal,
): Promise<CheckedQuery> {
  try {
    // Only their number: a query without an aggregation may give very many. On
    // lines of its own, so that a comment at its end comments nothing else out.
    const [count] = await client.query(`count(\n${asked.query}\n)`, {
      time,
      signal,
    });
    return { ...asked, series: count?.value ?? 0 };
  } catch (error) {
    const message =
      error instanceof PrometheusError
        ? error.message
        : 'Prometheus did not answer in time.';
    return { ...asked, error: message };
  }
}
