import { changed, faultsOf } from '../__testUtils__/faultsOf';
import { readDocuments } from '../readDocuments';

const v1 = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
spec:
  service: payments-api
  indicator:
    metadata:
      name: checkout-success
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { spec: { query: sum(good_total) } } }
        total: { metricSource: { spec: { query: sum(all_total) } } }
  timeWindow:
    - duration: 4w
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.999
`;

const raw = v1.replace(
  /counter: true[^]*?timeWindow/,
  `rawType: failure
        raw: { metricSource: { spec: { query: 'job:errors:ratio' } } }
  timeWindow`,
);

const threshold = v1
  .replace(
    /ratioMetric:[^]*?timeWindow/,
    `thresholdMetric: { metricSource: { spec: { query: 'queue_length' } } }
  timeWindow`,
  )
  .replace('target: 0.999', 'target: 0.999\n      op: lt\n      value: 100');

const v2alpha = `
apiVersion: openslo.com/v2alpha
kind: SLO
metadata:
  name: checkout
  labels:
    severity: low
    team: pay
spec:
  service: payments-api
  sli:
    metadata:
      name: checkout-success
    spec:
      ratioMetric:
        counter: true
        bad:
          dataSourceRef: main
          spec: { query: sum(bad_total) }
        total:
          dataSourceSpec: { type: prometheus, connectionDetails: { url: x } }
          spec: { query: sum(all_total) }
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.99
      labels: { tier: gold }
`;

const OPTIONS = { service: 'payments-api' };

describe('OpenSLO v1', () => {
  it.each(['failure', 'success'])('reads a ready-made ratio of %s', of => {
    const text = changed(raw, 'failure', of);
    const { slos, warnings } = readDocuments(text, OPTIONS);
    expect(slos[0].sli).toEqual({
      kind: 'raw_ratio',
      name: 'checkout-success',
      query: 'job:errors:ratio',
      of,
    });
    expect(warnings).toEqual([]);
  });

  it.each([
    ['rawType: failure', 'counter: false', 'ratioMetric.rawType: raw and raw'],
    ['raw: {', 'good: {', 'Give either raw or good, not both.'],
    ['failure', 'errors', '"errors" is not one of success, failure'],
  ])('refuses a ready-made ratio: %s -> %s', (line, by, message) => {
    expect(faultsOf(changed(raw, line, by)).join()).toContain(message);
  });

  it('has no use for counter beside a ready-made ratio, and says so', () => {
    const text = changed(raw, 'rawType', 'counter: true\n        rawType');
    expect(readDocuments(text, OPTIONS).warnings).toEqual([
      'document[0].spec.indicator.spec.ratioMetric: Not used: counter.',
    ]);
  });

  const sliced = (method: string, fields: string, text = v1) =>
    changed(
      changed(text, 'Occurrences', method),
      'target: 0.999',
      `target: 0.999\n      ${fields}`,
    );

  it.each([
    ['timeSliceTarget: 0.95\n      timeSliceWindow: 5m', '5m', 0.95],
    ['timeSliceTarget: 1\n      timeSliceWindow: 60m', '1h', 1],
    ['timeSliceTarget: 0.9\n      timeSliceWindow: 10', '10m', 0.9],
  ])('reads time slices: %s', (fields, window, target) => {
    const { slos, warnings } = readDocuments(
      sliced('Timeslices', fields),
      OPTIONS,
    );
    expect(slos[0].budgeting).toEqual({ method: 'timeslices', window, target });
    expect(warnings).toEqual([]);
  });

  it('reads slices that are worth their ratio, of ready-made ones too', () => {
    const { slos } = readDocuments(
      sliced('RatioTimeslices', 'timeSliceWindow: 1m', raw),
    );
    expect(slos[0].budgeting).toEqual({
      method: 'ratio_timeslices',
      window: '1m',
    });
  });

  it.each([
    ['Timeslices', 'timeSliceTarget: 0.9', 'timeSliceWindow: Slices of time'],
    ['Timeslices', 'timeSliceWindow: 5m', 'timeSliceTarget: Timeslices needs'],
    [
      'Timeslices',
      'timeSliceTarget: 0\n      timeSliceWindow: 5m',
      'at most 1, not 0',
    ],
    [
      'Timeslices',
      'timeSliceTarget: 95\n      timeSliceWindow: 5m',
      'at most 1, not 95',
    ],
    [
      'RatioTimeslices',
      'timeSliceWindow: 2h',
      'from 1m to 1h, such as 5m, not',
    ],
    ['RatioTimeslices', 'timeSliceWindow: 30s', 'not "30s"'],
    ['RatioTimeslices', 'timeSliceWindow: soon', 'not "soon"'],
    ['RatioTimeslices', 'timeSliceWindow: 0.00001', 'from 1m to 1h'],
  ])('refuses %s with %s', (method, fields, message) => {
    expect(faultsOf(sliced(method, fields)).join()).toContain(message);
  });

  it('has no use for the target of slices that are worth their ratio', () => {
    const text = sliced(
      'RatioTimeslices',
      'timeSliceWindow: 1m\n      timeSliceTarget: 0.9',
    );
    expect(readDocuments(text, OPTIONS).warnings).toEqual([
      'document[0].spec.objectives[0]: Not used: timeSliceTarget.',
    ]);
  });

  it('keeps a threshold as it is under Timeslices, and says why', () => {
    const text = sliced(
      'Timeslices',
      'timeSliceTarget: 0.95\n      timeSliceWindow: 5m',
      threshold,
    );
    const { slos, warnings } = readDocuments(text, OPTIONS);
    expect(slos[0]).toMatchObject({
      sli: { kind: 'threshold', op: 'lt', threshold: 100 },
    });
    expect(slos[0]).not.toHaveProperty('budgeting');
    expect(warnings).toEqual([
      expect.stringMatching(
        /^document\[0\]\.spec\.budgetingMethod: .* each evaluation is a slice already.* timeSliceWindow and timeSliceTarget are not used\.$/,
      ),
      'document[0].spec.objectives[0]: Not used: timeSliceTarget, timeSliceWindow.',
    ]);
  });

  it.each([
    ['sum(good_total)', 'sum(all_total)', true, 'counters'],
    ['good', 'all', false, 'gauges'],
    // With a range it makes no difference, so the other one says it for both.
    ['sum(rate(good[5m]))', 'sum(all_total)', true, 'counters'],
  ])('guesses whether %s of %s are counters', (good, total, counter, kind) => {
    const text = v1
      .replace('        counter: true\n', '')
      .replace('sum(good_total)', `'${good}'`)
      .replace('sum(all_total)', total);
    const { slos, warnings } = readDocuments(text, OPTIONS);
    expect(slos[0].sli).toMatchObject({
      good: { counter },
      total: { counter },
    });
    expect(warnings).toEqual([
      `document[0].spec.indicator.spec.ratioMetric.counter: Not given; the metrics are taken for ${kind}, by their names.`,
    ]);
  });

  it('does not guess where the two names disagree', () => {
    const text = v1
      .replace('        counter: true\n', '')
      .replace('sum(good_total)', 'sum(good)');
    expect(faultsOf(text)).toEqual([
      'document[0].spec.indicator.spec.ratioMetric.counter: Not given, and by the names of their metrics total counts up while good does not. Say which: counter: true or counter: false.',
    ]);
  });

  it('warns of counters that are said to be none', () => {
    const text = changed(v1, 'counter: true', 'counter: false');
    expect(readDocuments(text, OPTIONS).warnings.join()).toContain(
      'False, but good has the name of a counter',
    );
  });

  it('warns of buckets that Prometheus 3 spells otherwise', () => {
    const text = changed(v1, 'sum(good_total)', `'sum(x_bucket{le="5"})'`);
    expect(readDocuments(text, OPTIONS).warnings).toEqual([
      expect.stringMatching(
        /good\..*query: .*Prometheus 3 writes 5\.0 for 5.*le=~"5\|5\\\\\.0"\.$/,
      ),
    ]);
  });

  it('refuses composite SLOs', () => {
    const text = v1
      .replace(/ {2}indicator:[^]*?timeWindow/, '  timeWindow')
      .replace('target: 0.999', 'target: 0.999\n      indicatorRef: a');
    expect(faultsOf(text).join()).toContain('Write one SLO for each.');
  });

  it('looks at the data source that a metric refers to', () => {
    const source = (type: string) =>
      `${changed(
        v1,
        '{ spec: { query: sum(good_total) } }',
        '{ metricSourceRef: main, spec: { query: sum(good_total) } }',
      )}---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: main, displayName: Main }
spec: { type: ${type}, connectionDetails: { url: x } }
`;
    expect(readDocuments(source('Thanos'), OPTIONS).warnings).toEqual([
      'document[0].spec.indicator.spec.ratioMetric.good.metricSource.metricSourceRef: "main" is not used: the Prometheus is the one configured for the environment.',
      'document[1].metadata: Not used: displayName.',
      'document[1].spec: Not used: connectionDetails.',
    ]);
    expect(faultsOf(source('Datadog'))).toEqual([
      'document[1].spec.type: A data source of type "Datadog" cannot be asked. Indicators are measured by Prometheus.',
    ]);
  });
});

describe('OpenSLO v2alpha', () => {
  it('reads what v1 says in other words', () => {
    const { slos, warnings } = readDocuments(v2alpha, OPTIONS);
    expect(slos).toMatchObject([
      {
        name: 'checkout',
        sli: {
          kind: 'ratio',
          name: 'checkout-success',
          bad: { query: 'sum(bad_total)', counter: true },
          total: { query: 'sum(all_total)', counter: true },
        },
        objective: 0.99,
        window: '30d',
        severity: 'low',
      },
    ]);
    expect(warnings).toEqual([
      'document[0].spec.sli.spec.ratioMetric.bad.dataSourceRef: "main" is not used: the Prometheus is the one configured for the environment.',
      'document[0].metadata.labels: Not used: team.',
      'document[0].spec.sli.spec.ratioMetric.total.dataSourceSpec: Not used: connectionDetails.',
      'document[0].spec.objectives[0]: Not used: labels.',
    ]);
  });

  it('reads a referenced SLI of its own version only', () => {
    const text = v2alpha.replace(
      / {2}sli:[^]*?timeWindow/,
      '  sliRef: s\n  timeWindow',
    );
    const sli = (version: string, metric: string) => `${text}---
apiVersion: ${version}
kind: SLI
metadata: { name: s }
spec: { thresholdMetric: ${metric} }
`;
    const fault = 'There is no SLI "s" in the text. Add its document.';
    expect(
      faultsOf(sli('openslo/v1', '{ metricSource: { spec: { query: up } } }')),
    ).toEqual([`document[0].spec.sliRef: ${fault}`]);
    expect(
      faultsOf(sli('openslo.com/v2alpha', '{ spec: { query: up } }')),
    ).toEqual([
      expect.stringContaining('A thresholdMetric needs op'),
      expect.stringContaining('A thresholdMetric needs value'),
    ]);
  });

  it.each([
    ['  name: checkout\n', '  name: checkout\n  displayName: C\n', 'no such'],
    ['  sli:', '  indicator:', 'OpenSLO v2alpha has no such field here.'],
    ['type: prometheus', 'type: redshift', '"redshift" cannot be asked'],
    ['spec: { query: sum(bad_total) }', 'spec: { sql: x }', 'PromQL is'],
    ['severity: low', 'severity: [low]', 'Must be text'],
  ])('refuses %s -> %s', (line, by, message) => {
    expect(faultsOf(changed(v2alpha, line, by)).join()).toContain(message);
  });
});
