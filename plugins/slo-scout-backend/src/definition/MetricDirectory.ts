import { InputError } from '@backstage/errors';
import type {
  MetricLookup,
  MetricNames,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { MetricMetadata, PrometheusClient } from '../prometheus';
import { quote, quoteRegex } from '../promql';
import { LOOKBACK_SECONDS } from '../validators/verify';

const LIMIT = 1000;
const METADATA_TTL_MS = 5 * 60_000;

/** Names in a Prometheus for whoever writes PromQL. */
export class MetricDirectory {
  /** One answer holds all metrics, so it is kept for a while. */
  readonly #metadata = new WeakMap<
    PrometheusClient,
    { until: number; of: Promise<Map<string, MetricMetadata>> }
  >();

  /** Rejects with `PrometheusError`, or `InputError` for a question that is none. */
  async lookUp(
    client: PrometheusClient,
    { of, metric, label, prefix }: MetricLookup,
    { now, signal }: { now: number; signal: AbortSignal },
  ): Promise<MetricNames> {
    const range = {
      start: now - LOOKBACK_SECONDS,
      end: now,
      limit: LIMIT,
      signal,
    };
    if (of === 'names') {
      const match = prefix
        ? `{__name__=~${quote(`${quoteRegex(prefix)}.*`)}}`
        : undefined;
      const [names, metadata] = await Promise.all([
        client.labelValues('__name__', { ...range, match }),
        this.#metadataOf(client, now),
      ]);
      return {
        ...names,
        metadata: Object.fromEntries(
          names.values.flatMap(name => {
            const known = metadata.get(name) ?? metadata.get(familyOf(name));
            return known ? [[name, known]] : [];
          }),
        ),
      };
    }
    const match = metric ? `{__name__=${quote(metric)}}` : undefined;
    if (of === 'labels') return client.labelNames({ ...range, match });
    if (!label) {
      throw new InputError('label is required: values are those of one label');
    }
    return client.labelValues(label, { ...range, match });
  }

  /** None where the server does not say: completion works without. */
  #metadataOf(
    client: PrometheusClient,
    now: number,
  ): Promise<Map<string, MetricMetadata>> {
    const time = now * 1000;
    const known = this.#metadata.get(client);
    if (known && known.until > time) return known.of;
    // Not with the caller's signal: others wait for the same answer.
    const of = client.metadata().catch(() => new Map());
    this.#metadata.set(client, { until: time + METADATA_TTL_MS, of });
    return of;
  }
}

/** A histogram's metadata stand under its own name, not those of its series. */
function familyOf(name: string): string {
  return name.replace(/_(bucket|count|sum|total)$/, '');
}
