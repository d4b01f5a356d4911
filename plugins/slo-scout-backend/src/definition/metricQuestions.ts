import type { PrometheusClient } from '../prometheus';
import type { MetricQuestions } from '../slos/templates/findTemplates';
import { LOOKBACK_SECONDS } from '../validators/verify';

/** Names and values of a look-up at most; templates are made of the usual ones. */
const LIMIT = 5000;

/** The questions of templates, put to a Prometheus. Unix seconds. */
export function metricQuestions(
  client: PrometheusClient,
  now: number,
  signal: AbortSignal,
): MetricQuestions {
  const of = (match: string) => ({
    match,
    start: now - LOOKBACK_SECONDS,
    end: now,
    limit: LIMIT,
    signal,
  });
  return {
    values: async (label, selector) =>
      (await client.labelValues(label, of(selector))).values,
    labels: async selector => (await client.labelNames(of(selector))).values,
    value: async expr =>
      (await client.query(expr, { time: now, signal }))[0]?.value,
  };
}
