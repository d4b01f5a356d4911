/**
 * What went wrong between us and something that should speak Prometheus' API.
 *
 * `bad_query` and `unprocessable` carry Prometheus' own message; the others are
 * sentences that say what came back and what to look at.
 *
 * @internal
 */
export type PrometheusErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'bad_query'
  | 'unprocessable'
  | 'http'
  | 'not_prometheus'
  | 'too_large';

/** @internal */
export class PrometheusError extends Error {
  readonly kind: PrometheusErrorKind;
  /** Of the HTTP answer, where something else than Prometheus gave it. */
  readonly status?: number;

  constructor(
    kind: PrometheusErrorKind,
    message: string,
    cause?: unknown,
    status?: number,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PrometheusError';
    this.kind = kind;
    this.status = status;
  }
}
