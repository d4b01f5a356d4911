import { unwrapConfigMap } from './configMap';
import { unwrapGrafanaDashboard } from './grafanaOperator';
import type { Unwrapped } from './objectText';
import { unwrapPrometheusRule } from './prometheusRule';

/** The plain file inside a Kubernetes object that we wrote; undefined for any other text. */
export function unwrap(content: string): Unwrapped | undefined {
  return (
    unwrapPrometheusRule(content) ??
    unwrapConfigMap(content) ??
    unwrapGrafanaDashboard(content)
  );
}

/**
 * A generated file as Prometheus or Grafana would be given it, whatever its
 * format: what everybody reads who looks into one.
 */
export function plainText(content: string): string {
  return unwrap(content)?.text ?? content;
}

/** Whether a text begins as a Kubernetes object does, sound or not. */
export function isObject(content: string): boolean {
  const first = content.split('\n').find(line => !line.startsWith('#'));
  return first?.startsWith('apiVersion:') ?? false;
}
