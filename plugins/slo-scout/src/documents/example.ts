/** An OpenSLO document that works for a service with the usual HTTP counter. */
export function exampleDocument(service: string): string {
  const name = JSON.stringify(service);
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: http_success_rate
  displayName: Requests succeed
spec:
  description: Share of requests that do not end in a server error.
  service: ${name}
  indicator:
    metadata:
      name: http_success_rate
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service=${name},code=~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service=${name}}
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.999
`;
}
