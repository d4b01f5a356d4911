import type { Config } from '@backstage/config';
import type { Measurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PrometheusClient } from '../../prometheus/types';
import { quote } from '../../promql';

/** PromQL for the request rate of everything and of one service. */
export interface TrafficQueries {
  total: string;
  service(name: string): string;
}

export function readTrafficQueries(config: Config): TrafficQueries {
  const metric =
    config.getOptionalString('sloScout.policy.traffic.metric') ??
    'http_requests_total';
  return {
    total:
      config.getOptionalString('sloScout.policy.traffic.totalQuery') ??
      `sum(rate(${metric}[7d]))`,
    service: name => `sum(rate(${metric}{service=${quote(name)}}[7d]))`,
  };
}

/**
 * Share of the service in all requests, percent, mean of 7 d. No sample for the
 * service beside a known total is 0 %; no total is unknown.
 */
export async function measureTraffic(
  prometheus: PrometheusClient | undefined,
  queries: TrafficQueries,
  service: string,
): Promise<Measurement<number>> {
  const matched = queries.service(service);
  const source = `100 * ${matched} / ${queries.total}`;
  if (!prometheus) {
    return {
      value: null,
      source,
      unknown_reason: 'no Prometheus is configured for this environment',
    };
  }
  try {
    const [part, whole] = await Promise.all([
      scalarOf(prometheus, matched),
      scalarOf(prometheus, queries.total),
    ]);
    if (whole === undefined || !(whole > 0)) {
      return { value: null, source, unknown_reason: 'the total has no data' };
    }
    return { value: (100 * (part ?? 0)) / whole, source };
  } catch (error) {
    return { value: null, source, unknown_reason: (error as Error).message };
  }
}

async function scalarOf(
  prometheus: PrometheusClient,
  query: string,
): Promise<number | undefined> {
  const value = (await prometheus.query(query)).at(0)?.value;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
