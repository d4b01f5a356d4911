/** An SLO of payments-api by the share of bad events; its series are what tests make. */
export function countingDocument(
  change: {
    name?: string;
    bad?: string;
    total?: string;
    target?: number;
  } = {},
): string {
  const { name = 'orders', target = 0.99 } = change;
  const { bad = 'errors_total', total = 'requests_total' } = change;
  return `
apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}, labels: { severity: high } }
spec:
  service: payments-api
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: '${bad}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: '${total}' } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${target} }]
`;
}

/** An SLO of payments-api by a gauge. */
export const LATENCY_DOCUMENT = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: latency, labels: { severity: high } }
spec:
  service: payments-api
  indicator:
    metadata: { name: latency }
    spec:
      thresholdMetric: { metricSource: { type: Prometheus, spec: { query: latency_seconds } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ op: lte, value: 0.5, target: 0.99 }]
`;
