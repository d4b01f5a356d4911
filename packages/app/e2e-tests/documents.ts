/** The text of an OpenSLO document whose indicator is a share of all events. */
export function ratioDocument(slo: {
  service: string;
  name: string;
  severity: 'high' | 'medium';
  /** PromQL of the counters. */
  counted: { good: string } | { bad: string };
  total: string;
  window?: '28d' | '30d';
  target: number;
}): string {
  const { service, name, severity, counted, total, window = '30d' } = slo;
  const [[kind, some]] = Object.entries(counted);
  const source = (query: string) =>
    `{ metricSource: { type: Prometheus, spec: { query: '${query}' } } }`;
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}, labels: { severity: ${severity} } }
spec:
  service: ${service}
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        ${kind}: ${source(some)}
        total: ${source(total)}
  timeWindow: [{ duration: ${window}, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${slo.target} }]
`;
}

/** Of a service by the share of its requests that failed, however they were routed. */
export function failuresDocument(slo: {
  service: string;
  name: string;
  severity: 'high' | 'medium';
  target: number;
}): string {
  const requests = (match = '') =>
    `sum(rate(http_requests_total{service="${slo.service}"${match}}[5m]))`;
  return ratioDocument({
    ...slo,
    counted: { bad: requests(', code=~"5.."') },
    total: requests(),
    window: '28d',
  });
}
