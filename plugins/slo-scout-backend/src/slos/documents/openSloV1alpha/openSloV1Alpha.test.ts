import { changed, faultsOf } from '../__testUtils__/faultsOf';
import { readDocuments } from '../readDocuments';

const ratio = `
apiVersion: openslo/v1alpha
kind: SLO
metadata:
  name: web-latency
  displayName: Web latency
spec:
  service: web
  description: Requests are fast enough.
  budgetingMethod: Occurrences
  timeWindows:
    - count: 4
      unit: Week
  objectives:
    - displayName: Fast
      ratioMetrics:
        good:
          source: prometheus
          queryType: promql
          query: sum(rate(x_bucket{le="0.4"}[{{.window}}]))
        total:
          query: sum(rate(x_count[{{.window}}]))
      target: 0.99
    - displayName: Not slow
      value: 1
      ratioMetrics:
        incremental: true
        good: { query: 'sum(x_good)' }
        total: { query: 'sum(x_all)' }
      target: 0.999
`;

const threshold = `
apiVersion: openslo/v1alpha
kind: SLO
metadata: { name: queue }
spec:
  indicator:
    thresholdMetric: { source: Prometheus, query: queue_length }
  timeWindows: [{ count: 30, unit: Day, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ op: lt, value: 200.0, target: 0.98 }]
`;

describe('OpenSLO v1alpha', () => {
  it('reads each objective with the ratio that stands in it', () => {
    const { slos, warnings } = readDocuments(ratio, { service: 'web' });
    expect(slos).toMatchObject([
      {
        name: 'web-latency-fast',
        display_name: 'Web latency: Fast',
        description: 'Requests are fast enough.',
        sli: {
          kind: 'ratio',
          name: 'web-latency-fast',
          good: {
            query: 'sum(rate(x_bucket{le="0.4"}[{{.window}}]))',
            counter: false,
          },
          total: { query: 'sum(rate(x_count[{{.window}}]))', counter: false },
        },
        objective: 0.99,
        window: '28d',
        severity: 'high',
        document: ratio.trimStart(),
      },
      {
        name: 'web-latency-not-slow',
        sli: { good: { query: 'sum(x_good)', counter: true } },
        objective: 0.999,
      },
    ]);
    expect(warnings).toEqual([
      'document[0].spec.timeWindows[0].isRolling: Not given; without calendar a rolling window is meant.',
      'document[0].spec.objectives[0].ratioMetrics.good: Not used: queryType. Queries are in PromQL.',
      'document[0].spec.objectives[1]: Not used: value.',
    ]);
  });

  it('reads a threshold', () => {
    expect(readDocuments(threshold)).toMatchObject({
      slos: [
        {
          name: 'queue',
          sli: {
            kind: 'threshold',
            name: 'queue',
            query: 'queue_length',
            op: 'lt',
            threshold: 200,
          },
          window: '30d',
        },
      ],
      warnings: [],
    });
  });

  it.each([
    [ratio, 'Occurrences', 'Timeslices', 'has no length of a slice'],
    [ratio, 'Occurrences', 'RatioTimeslices', 'is not one of Occurrences'],
    [ratio, 'source: prometheus', 'source: datadog', '"datadog" cannot be'],
    [
      ratio,
      'unit: Week',
      'unit: Week\n      isRolling: false',
      'count: 28, unit: Day, isRolling: true, without calendar.',
    ],
    [
      ratio,
      'unit: Week',
      'unit: Month\n      calendar: { timeZone: UTC }',
      'count: 120, unit: Day',
    ],
    [ratio, 'unit: Week', 'unit: Month', 'such as 120d'],
    [ratio, 'count: 4', 'count: 0', '0d is shorter than 3d'],
    [threshold, 'count: 30', 'count: 30.5', 'not a whole number of days'],
    [threshold, 'op: lt, ', '', 'needs op'],
    [
      threshold,
      'target: 0.98',
      'target: 0.98, ratioMetrics: { good: { query: a }, total: { query: b } }',
      'Give either indicator.thresholdMetric',
    ],
    [threshold, 'name: queue', 'name: queue, labels: {}', 'no such field'],
  ])('refuses %#: %s -> %s', (text, line, by, message) => {
    expect(faultsOf(changed(text, line, by)).join()).toContain(message);
  });

  it('keeps a threshold under Timeslices, and says why', () => {
    const text = changed(
      changed(threshold, 'Occurrences', 'Timeslices'),
      'target: 0.98',
      'target: 0.98, timeSliceTarget: 0.9',
    );
    expect(readDocuments(text).warnings.join('\n')).toMatch(
      /each evaluation is a slice already[^]*Not used: timeSliceTarget/,
    );
  });

  it('reads services, and has no use for them', () => {
    const service =
      'apiVersion: openslo/v1alpha\nkind: Service\nmetadata: { name: web }\nspec: { description: x }\n';
    expect(readDocuments(service)).toEqual({
      slos: [],
      warnings: [
        'document[0]: The Service web is read but not used: SLO Scout takes services from the catalog.',
      ],
    });
  });
});
