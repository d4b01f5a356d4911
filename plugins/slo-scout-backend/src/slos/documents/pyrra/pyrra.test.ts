import { changed, faultsOf } from '../__testUtils__/faultsOf';
import { readDocuments } from '../readDocuments';

const document = (indicator: string) => `
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata:
  name: shop-errors
  namespace: monitoring
  labels:
    prometheus: k8s
    pyrra.dev/team: pay
spec:
  target: '99.5'
  window: 2w
  description: Requests succeed.
  indicator:
    ${indicator}
`;

const ratio = document(`ratio:
      errors: { metric: 'http_requests_total{code=~"5.."}' }
      total: { metric: http_requests_total }
      grouping: [handler, method]`);

const latency = (le: string) =>
  document(`latency:
      success: { metric: 'x_bucket{job="a", le="${le}"}' }
      total: { metric: 'x_count{job="a"}' }`);

function eventsOf(text: string): Record<string, { query: string }> {
  const [{ sli }] = readDocuments(text).slos;
  const { kind, name, ...events } = sli;
  expect({ kind, name }).toEqual({ kind: 'ratio', name: 'shop-errors' });
  return events as unknown as Record<string, { query: string }>;
}

describe('Pyrra', () => {
  it('reads errors over all, with a budget for each value of its labels', () => {
    expect(readDocuments(ratio)).toEqual({
      slos: [
        {
          name: 'shop-errors',
          description: 'Requests succeed.',
          sli: {
            kind: 'ratio',
            name: 'shop-errors',
            bad: {
              query:
                'sum by (handler, method) (rate(http_requests_total{code=~"5.."}[5m]))',
              counter: false,
            },
            total: {
              query: 'sum by (handler, method) (rate(http_requests_total[5m]))',
              counter: false,
            },
          },
          objective: 0.995,
          window: '14d',
          severity: 'high',
          document: ratio.trimStart(),
        },
      ],
      warnings: [
        'document[0].metadata: Not used: namespace.',
        'document[0].metadata.labels: Not used: prometheus, pyrra.dev/team. Labels that every rule is to have are set in app-config.yaml.',
      ],
    });
  });

  it('reads the fast requests of a classic histogram', () => {
    expect(eventsOf(latency('0.1'))).toEqual({
      good: {
        query: 'sum(rate(x_bucket{job="a", le="0.1"}[5m]))',
        counter: false,
      },
      total: { query: 'sum(rate(x_count{job="a"}[5m]))', counter: false },
    });
  });

  it.each([
    ['1', '1|1\\\\.0'],
    ['5.0', '5\\\\.0|5'],
    ['0.50', '0\\\\.50|0\\\\.5'],
    ['1000000', '1000000|1e\\\\+06'],
  ])('matches the bound %s in every spelling', (le, pattern) => {
    const { good } = eventsOf(latency(le));
    expect(good.query).toBe(
      `sum(rate(x_bucket{job="a", le=~"${pattern}"}[5m]))`,
    );
    expect(readDocuments(latency(le)).warnings.join()).not.toContain('bound');
  });

  it('reads the fast requests of a native histogram', () => {
    const native = document(`latencyNative:
      total: { metric: 'x{job="a"}' }
      latency: 250ms
      grouping: [handler]`);
    const rate = 'sum by (handler) (rate(x{job="a"}[5m]))';
    expect(eventsOf(native)).toEqual({
      good: {
        query: `histogram_fraction(0, 0.25, ${rate}) * histogram_count(${rate})`,
        counter: false,
      },
      total: { query: `histogram_count(${rate})`, counter: false },
    });
  });

  it('reads a gauge that is 0 or 1', () => {
    const probe = document(
      `bool_gauge: { metric: probe_success, grouping: [target] }`,
    );
    expect(eventsOf(probe)).toEqual({
      good: {
        query: 'sum by (target) (sum_over_time(probe_success[5m]))',
        counter: false,
      },
      total: {
        query: 'sum by (target) (count_over_time(probe_success[5m]))',
        counter: false,
      },
    });
  });

  it('names how Pyrra would have alerted', () => {
    const text = changed(
      ratio,
      '  target:',
      `  alerting: { name: X, burnrates: true, absent: false }
  performanceOverAccuracy: true
  partial_response_strategy: abort
  target:`,
    );
    expect(readDocuments(text).warnings).toEqual(
      expect.arrayContaining([
        'document[0].spec: Not used: partial_response_strategy.',
        'document[0].spec.alerting: Not used: name. SLO Scout makes burn-rate and no-data alerts under names of its own.',
        'document[0].spec.alerting.burnrates: Not used. Such alerts are made in any case.',
        expect.stringMatching(/^document\[0\]\.spec\.alerting\.absent: .*low/),
        expect.stringContaining('spec.performanceOverAccuracy: Not used. '),
      ]),
    );
  });

  it('reads severity and our annotations', () => {
    const text = changed(
      ratio,
      '  labels:\n',
      '  annotations: { slo-scout.io/traces: t1 }\n  labels:\n    severity: low\n',
    );
    expect(readDocuments(text).slos[0]).toMatchObject({
      severity: 'low',
      evidence: { trace_ids: ['t1'] },
    });
  });

  it.each([
    ["'99.5'", "'100'", 'no error budget'],
    ["'99.5'", "'0'", 'always fails'],
    ["'99.5'", "'0.0'", 'always fails'],
    ["'99.5'", "'1e2'", 'is not a percentage'],
    ["'99.5'", "'99,5'", 'is not a percentage'],
    ["'99.5'", "'-1'", 'is not a percentage'],
    ["'99.5'", "'99.99999999999999999999'", 'no error budget'],
    ["'99.5'", '99.5', 'Must be text'],
    ['window: 2w', 'window: 1d', 'shorter than 3d'],
    ['window: 2w', 'window: 48h', 'not a window of days or weeks'],
    ['grouping: [handler, method]', 'grouping: [le]', 'grouping[0]: "le"'],
    ['grouping: [handler, method]', 'grouping: ["a) (x"]', 'not a label'],
    [
      'http_requests_total }',
      "'rate(x[5m])' }",
      'is not a metric with its labels',
    ],
    [
      'http_requests_total }',
      'x offset 5m }',
      'is not a metric with its labels',
    ],
    ['http_requests_total }', "'x{' }", 'is not a metric with its labels'],
    ['http_requests_total }', "'' }", 'A query in PromQL is required'],
    ['    ratio:', '    ratios:', 'has no such field here'],
    ['kind: ServiceLevelObjective', 'kind: SLO', 'Must be "Service'],
  ])('refuses %# (%s -> %s)', (line, by, message) => {
    expect(faultsOf(changed(ratio, line, by)).join('\n')).toContain(message);
  });

  it.each([
    ['le="0.1"', 'no="0.1"'],
    ['le="0.1"', 'le=~"0.1"'],
    ['le="0.1"', 'le="+Inf"'],
    ['le="0.1"', 'le="fast"'],
    ['le="0.1"', 'le="0.1", le="0.2"'],
  ])('refuses a bucket that has no single bound: %s -> %s', (line, by) => {
    expect(faultsOf(changed(latency('0.1'), line, by)).join()).toContain(
      'success.metric: The bucket of requests that are fast enough',
    );
  });

  it('refuses a latency that is none', () => {
    const native = document(
      'latencyNative: { total: { metric: x }, latency: quick }',
    );
    expect(faultsOf(native).join()).toContain('"quick" is not a duration');
  });

  it('refuses two indicators', () => {
    expect(
      faultsOf(
        changed(ratio, 'ratio:', 'bool_gauge: { metric: up }\n    ratio:'),
      ).join(),
    ).toContain('Give one of ratio, latency, latencyNative, bool_gauge.');
  });
});
