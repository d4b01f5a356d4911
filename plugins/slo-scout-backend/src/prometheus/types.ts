import type { LoadedGroup } from './loadedRules';
import type { ServerFacts } from './serverFacts';

/** One series of a range query, in time order. */
export interface RangeSeries {
  metric: Record<string, string>;
  /** Unix seconds of the samples. */
  times: Float64Array;
  /** As long as `times`. */
  values: Float64Array;
}

/** One sample of an instant query. */
export interface InstantSample {
  metric: Record<string, string>;
  time: number;
  value: number;
}

/** An instant query's answer and what answering took. */
export interface MeasuredQuery {
  samples: InstantSample[];
  /** Samples read, as Prometheus counts them; undefined where the server does not say. */
  samplesRead: number | undefined;
}

export interface RangeRequest {
  /** Unix seconds, on the grid of `step`. */
  start: number;
  end: number;
  /** Seconds. */
  step: number;
  signal?: AbortSignal;
  /** Told of what the server warns of beside an answer. */
  onWarning?: (warning: string) => void;
}

/** Which series a look-up of labels is about. */
export interface LabelRequest {
  /** Series selector; all series without it. */
  match?: string;
  /** Unix seconds. Prometheus answers for whole blocks, so for a little more. */
  start: number;
  end: number;
  /** How many names or values are wanted at most. */
  limit: number;
  signal?: AbortSignal;
}

/** Names or values of labels. */
export interface LabelAnswer {
  values: string[];
  /**
   * False where there may be more: beyond the limit, or because a part of a
   * distributed store did not answer. What is not listed is then not missing.
   */
  complete: boolean;
}

/** What a target says of a metric. */
export interface MetricMetadata {
  /** `counter`, `histogram` and so on. */
  type: string;
  help: string;
}

/** Anything that speaks Prometheus' HTTP API v1. */
export interface PrometheusClient {
  /** Name in configuration. */
  readonly name: string;
  /** Address for people. */
  readonly url: string;
  version(signal?: AbortSignal): Promise<string>;
  /** What it says of itself, as far as it does. Rejects only when aborted. */
  facts(signal?: AbortSignal): Promise<ServerFacts>;
  /** Instant query. Rejects with `PrometheusError`. */
  query(
    expr: string,
    options?: { time?: number; signal?: AbortSignal },
  ): Promise<InstantSample[]>;
  /** Instant query, with what it cost. Rejects with `PrometheusError`. */
  measure(expr: string, signal?: AbortSignal): Promise<MeasuredQuery>;
  /** Range query in chunks below 11,000 points, joined. Rejects with `PrometheusError`. */
  queryRange(expr: string, range: RangeRequest): Promise<RangeSeries[]>;
  /** Label names of the series that match. Rejects with `PrometheusError`. */
  labelNames(request: LabelRequest): Promise<LabelAnswer>;
  /** Values of one label; of `__name__`, metric names. Rejects with `PrometheusError`. */
  labelValues(label: string, request: LabelRequest): Promise<LabelAnswer>;
  /** What metrics are, by their names, as far as their targets say. Rejects with `PrometheusError`. */
  metadata(signal?: AbortSignal): Promise<Map<string, MetricMetadata>>;
  /** Rule groups that are loaded, with their rules' health. Rejects with `PrometheusError`. */
  rules(signal?: AbortSignal): Promise<LoadedGroup[]>;
}

/** Finds the instance that measures an environment. */
export interface PrometheusInstances {
  /** @param annotated - value of the entity annotation `slo-scout.io/prometheus`, where present */
  find(environment: string, annotated?: string): PrometheusClient | undefined;
}
