import { PrometheusError } from '../../prometheus';

/** Whether Prometheus refused this question; others may still be answered. */
export function isOfTheQuestion(error: unknown): error is PrometheusError {
  return (
    error instanceof PrometheusError &&
    ['bad_query', 'unprocessable', 'too_large'].includes(error.kind)
  );
}
