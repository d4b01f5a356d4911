import { unwrapDashboard, wrapDashboard } from './dashboardObject';
import { type ObjectMeta, type Unwrapped, yamlLines } from './objectText';

const GRAFANA_DASHBOARD = {
  type: {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDashboard',
  },
  key: /^ {2}json: \|$/,
};

/** A dashboard as an object of grafana-operator, for the Grafana with these labels. */
export function wrapGrafanaDashboard(
  json: string,
  header: string[],
  meta: ObjectMeta,
  instanceSelector: Record<string, string>,
): string {
  const matchLabels = Object.fromEntries(
    Object.entries(instanceSelector).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return wrapDashboard(GRAFANA_DASHBOARD, {
    header,
    meta,
    lead: [
      ...yamlLines({ spec: { instanceSelector: { matchLabels } } }),
      '  json: |',
    ],
    json,
  });
}

/** The dashboard that was wrapped, to the byte; undefined for any other text. */
export function unwrapGrafanaDashboard(text: string): Unwrapped | undefined {
  return unwrapDashboard(GRAFANA_DASHBOARD, text);
}
