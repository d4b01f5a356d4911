import { unwrapDashboard, wrapDashboard } from './dashboardObject';
import type { ObjectMeta, Unwrapped } from './objectText';

const CONFIG_MAP = {
  type: { apiVersion: 'v1', kind: 'ConfigMap' },
  key: /^ {2}[a-z0-9.-]+\.json: \|$/,
};

/** What Grafana's sidecar looks for unless it is told otherwise. */
const SIDECAR = { grafana_dashboard: '1' };

/**
 * A dashboard as a ConfigMap for Grafana's sidecar. The sidecar writes all
 * dashboards into one folder, so the key is as unique as the object's name.
 */
export function wrapConfigMap(
  json: string,
  header: string[],
  meta: ObjectMeta,
): string {
  return wrapDashboard(CONFIG_MAP, {
    header,
    meta: { ...meta, labels: { ...SIDECAR, ...meta.labels } },
    lead: ['data:', `  ${meta.name}.json: |`],
    json,
  });
}

/** The dashboard that was wrapped, to the byte; undefined for any other text. */
export function unwrapConfigMap(text: string): Unwrapped | undefined {
  return unwrapDashboard(CONFIG_MAP, text);
}
