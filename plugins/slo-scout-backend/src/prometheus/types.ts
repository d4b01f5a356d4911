/** One series of a range query: `[unix seconds, value]`, in time order. */
export interface RangeSeries {
  metric: Record<string, string>;
  values: Array<[number, number]>;
}

/** One sample of an instant query. */
export interface InstantSample {
  metric: Record<string, string>;
  time: number;
  value: number;
}

export interface RangeRequest {
  /** Unix seconds, on the grid of `step`. */
  start: number;
  end: number;
  /** Seconds. */
  step: number;
  signal?: AbortSignal;
}

/** Anything that speaks Prometheus' HTTP API v1. */
export interface PrometheusClient {
  /** Name in configuration. */
  readonly name: string;
  /** Address for people. */
  readonly url: string;
  version(signal?: AbortSignal): Promise<string>;
  /** Instant query. Rejects with `PrometheusError`. */
  query(
    expr: string,
    options?: { time?: number; signal?: AbortSignal },
  ): Promise<InstantSample[]>;
  /** Range query in chunks below 11,000 points, joined. Rejects with `PrometheusError`. */
  queryRange(expr: string, range: RangeRequest): Promise<RangeSeries[]>;
}

/** Finds the instance that measures an environment. */
export interface PrometheusInstances {
  /** @param annotated - value of the entity annotation `slo-scout.io/prometheus`, where present */
  find(environment: string, annotated?: string): PrometheusClient | undefined;
}
