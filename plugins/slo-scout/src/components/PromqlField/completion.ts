import type { CompletionContext } from '@codemirror/autocomplete';
import {
  type CompleteStrategy,
  newCompleteStrategy,
  type PrometheusClient,
} from '@prometheus-io/codemirror-promql';
import type {
  MetricLookup,
  MetricNames,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Asks the backend for names; rejects where it does not answer. */
export type LookUp = (
  request: Pick<MetricLookup, 'of' | 'metric' | 'label' | 'prefix'>,
) => Promise<MetricNames>;

type Metadata = Record<string, Array<{ type: string; help: string }>>;

/**
 * Prometheus as completion asks for it, through the backend. Each question is
 * asked once; one that is not answered gives no suggestions, so that people can
 * write on, and is asked again.
 */
export class BackendPrometheus implements PrometheusClient {
  readonly #lookUp: LookUp;
  readonly #answers = new Map<string, Promise<MetricNames>>();
  #metadata: Metadata = {};
  /** Whether an answer may have left names out, which more letters would bring. */
  cut = false;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  async metricNames(prefix?: string): Promise<string[]> {
    const { values, metadata } = await this.#ask({ of: 'names', prefix });
    Object.entries(metadata ?? {}).forEach(([name, known]) => {
      this.#metadata = { ...this.#metadata, [name]: [known] };
    });
    return values;
  }

  async metricMetadata(): Promise<Metadata> {
    return this.#metadata;
  }

  async labelNames(metric?: string): Promise<string[]> {
    const { values } = await this.#ask({ of: 'labels', metric });
    return values.filter(name => name !== '__name__');
  }

  async labelValues(label: string, metric?: string): Promise<string[]> {
    return (await this.#ask({ of: 'values', label, metric })).values;
  }

  async series(): Promise<Map<string, string>[]> {
    return [];
  }

  async flags(): Promise<Record<string, string>> {
    return {};
  }

  async #ask(request: Parameters<LookUp>[0]): Promise<MetricNames> {
    const given = Object.entries(request).filter(([, value]) => value);
    const key = JSON.stringify(given);
    const answer =
      this.#answers.get(key) ??
      this.#lookUp(Object.fromEntries(given) as typeof request);
    this.#answers.set(key, answer);
    try {
      const names = await answer;
      this.cut = !names.complete;
      return names;
    } catch {
      this.#answers.delete(key);
      this.cut = true;
      return { values: [], complete: false };
    }
  }
}

/** Completion of PromQL that asks again where an answer left names out. */
export function promqlCompletion(lookUp: LookUp): CompleteStrategy {
  const client = new BackendPrometheus(lookUp);
  const strategy = newCompleteStrategy({ remote: client });
  return {
    promQL: async (context: CompletionContext) => {
      client.cut = false;
      const result = await strategy.promQL(context);
      return result && client.cut ? { ...result, validFor: undefined } : result;
    },
  };
}
