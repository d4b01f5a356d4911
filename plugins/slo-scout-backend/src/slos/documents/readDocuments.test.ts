import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';

const latency = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout_latency_p95
  displayName: Checkout latency
  labels:
    severity: critical
  annotations:
    slo-scout.io/capsules: cap-1, cap-2
    slo-scout.io/traces: 4bf92f3577b34da6
spec:
  description: Checkout answers fast.
  service: payments-api
  indicator:
    metadata:
      name: checkout-p95
    spec:
      thresholdMetric:
        metricSource:
          type: Prometheus
          spec:
            query: histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{route="/checkout"}[5m])))
  timeWindow:
    - duration: 4w
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - op: lte
      value: 0.2
      target: 0.99
`;

const ratio = `
apiVersion: openslo/v1
kind: SLI
metadata:
  name: payment-success
spec:
  ratioMetric:
    counter: true
    bad:
      metricSource:
        metricSourceRef: main
        spec:
          query: sum(http_requests_total{code=~"5.."})
    total:
      metricSource:
        metricSourceRef: main
        spec:
          query: sum(http_requests_total)
---
apiVersion: openslo/v1
kind: DataSource
metadata:
  name: main
spec:
  type: Prometheus
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: payment_success_rate
spec:
  indicatorRef: payment-success
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: Good
      targetPercent: 99.9
    - displayName: Great
      target: 0.9999
`;

/** The latency document with one line replaced. */
function changed(line: string, by: string): string {
  expect(latency).toContain(line);
  return latency.replace(line, by);
}

function faultsOf(text: string): Array<{ path: string; message: string }> {
  try {
    readDocuments(text);
  } catch (error) {
    if (error instanceof DocumentError) return error.details;
    throw error;
  }
  throw new Error('The text was read');
}

describe('readDocuments', () => {
  it('reads a threshold SLO with its indicator inside', () => {
    const { slos, warnings } = readDocuments(latency, {
      service: 'payments-api',
    });
    expect(slos).toEqual([
      {
        name: 'checkout_latency_p95',
        display_name: 'Checkout latency',
        description: 'Checkout answers fast.',
        sli: {
          kind: 'threshold',
          name: 'checkout-p95',
          query:
            'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{route="/checkout"}[5m])))',
          op: 'lte',
          threshold: 0.2,
        },
        objective: 0.99,
        window: '28d',
        severity: 'critical',
        evidence: {
          capsule_ids: ['cap-1', 'cap-2'],
          trace_ids: ['4bf92f3577b34da6'],
        },
        document: `${latency.trim()}\n`,
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('reads a referenced indicator and several objectives', () => {
    const { slos, warnings } = readDocuments(ratio);
    expect(slos).toMatchObject([
      {
        name: 'payment_success_rate-good',
        display_name: 'Good',
        sli: {
          kind: 'ratio',
          name: 'payment-success',
          bad: {
            query: 'sum(http_requests_total{code=~"5.."})',
            counter: true,
          },
          total: { query: 'sum(http_requests_total)', counter: true },
        },
        objective: 0.999,
        window: '30d',
        severity: 'high',
      },
      { name: 'payment_success_rate-great', objective: 0.9999 },
    ]);
    expect(warnings).toContain(
      'document[0].spec.ratioMetric.bad.metricSource.metricSourceRef: "main" is not used: the Prometheus is the one configured for the environment.',
    );
  });

  it('keeps with each SLO every document that it stands on', () => {
    const [{ document }] = readDocuments(ratio).slos;
    const again = readDocuments(document);
    expect(again.slos.map(slo => slo.name)).toEqual([
      'payment_success_rate-good',
      'payment_success_rate-great',
    ]);
    expect(document).toContain('kind: DataSource');
  });

  it('names every fault of the text, not only the first', () => {
    const broken = latency
      .replace('duration: 4w', 'duration: 4h')
      .replace('target: 0.99', 'target: 99')
      .replace('severity: critical', 'severity: urgent');
    expect(faultsOf(`${latency}---${broken}---\nkind: SLO\n`)).toEqual([
      {
        path: 'document[2].apiVersion',
        message:
          'The document has no apiVersion. Documents of openslo/v1, openslo/v1alpha, openslo.com/v2alpha, prometheus/v1, sloth.slok.dev/v1, pyrra.dev/v1alpha1 are read.',
      },
      {
        path: 'document[1].metadata.labels.severity',
        message: '"urgent" is not one of critical, high, medium, low.',
      },
      {
        path: 'document[1].spec.timeWindow[0].duration',
        message:
          '"4h" is not a window of days or weeks. Give it in days, such as 30d.',
      },
      {
        path: 'document[1].spec.objectives[0].target',
        message:
          '99 is not above 0 and below 1. For percent write targetPercent: 99.',
      },
    ]);
  });

  it.each([
    ['target: 0.99', 'target: 0', 'objectives[0].target', 'always fails'],
    ['target: 0.99', 'target: 1', 'objectives[0].target', 'no error budget'],
    ['target: 0.99', 'target: -1', 'objectives[0].target', 'not above 0'],
    ['target: 0.99', 'target: .nan', 'objectives[0].target', 'not NaN'],
    ['target: 0.99', 'target: "0.99"', 'objectives[0].target', 'a number'],
    [
      'target: 0.99',
      'targetPercent: 100',
      'objectives[0].targetPercent',
      'such as 99.99',
    ],
    ['target: 0.99', 'targetPercent: 0', 'targetPercent', 'such as 99.'],
    ['target: 0.99', 'timeSliceTarget: 1', 'objectives[0]', 'targetPercent'],
    ['value: 0.2', 'value: .inf', 'objectives[0].value', 'not Infinity'],
    ['value: 0.2', 'Value: 0.2', 'objectives[0].Value', 'no such field'],
    ['op: lte', 'op: eq', 'objectives[0].op', 'lt, lte, gt, gte'],
    ['isRolling: true', 'isRolling: false', 'timeWindow[0]', 'Calendar'],
    [
      'isRolling: true',
      'isRolling: true\n      calendar: { timeZone: UTC }',
      'timeWindow[0]',
      'either rolling or aligned',
    ],
    ['duration: 4w', 'duration: 400d', 'timeWindow[0].duration', '366'],
    ['duration: 4w', 'duration: 2d', 'timeWindow[0].duration', 'Use 7d'],
    ['duration: 4w', 'duration: 1M', 'timeWindow[0].duration', 'such as 30d'],
    ['duration: 4w', 'duration: 1Q', 'timeWindow[0].duration', 'such as 90d'],
    ['type: Prometheus', 'type: Datadog', 'metricSource.type', 'Datadog'],
    ['query: histogram', 'sql: histogram', 'spec.query', 'required'],
    ['spec:\n  desc', 'spec:\n  nme: a\n  desc', 'spec.nme', 'no such field'],
    [
      'annotations:',
      'annotations:\n    slo-scout.io/accuracy: fast',
      'slo-scout.io/accuracy',
      'Write exact',
    ],
  ])('refuses %s -> %s', (line, by, path, message) => {
    const faults = faultsOf(changed(line, by));
    expect(faults.map(fault => fault.path).join()).toContain(path);
    expect(faults.map(fault => fault.message).join()).toContain(message);
  });

  it.each([
    ['7d', '7d'],
    ['28d', '28d'],
    ['30d', '30d'],
    ['90d', '90d'],
    ['1w', '7d'],
    ['2w', '14d'],
    ['13w', '91d'],
    ['3d', '3d'],
  ])('reads the window %s as %s', (duration, window) => {
    const { slos } = readDocuments(
      changed('duration: 4w', `duration: ${duration}`),
    );
    expect(slos[0].window).toBe(window);
  });

  it('answers calendar windows with the rolling one to use instead', () => {
    const calendar = changed(
      'duration: 4w\n      isRolling: true',
      'duration: 1Q\n      calendar: { startTime: 2024-01-01 00:00:00, timeZone: UTC }',
    );
    expect(faultsOf(calendar)).toEqual([
      {
        path: 'document[0].spec.timeWindow[0]',
        message: expect.stringMatching(
          /^Calendar windows are not read: .* duration: 90d, isRolling: true, without calendar\. docs\/sli-kinds\.md /,
        ),
      },
    ]);
  });

  it('takes a window that says nothing for a rolling one, and says so', () => {
    const { slos, warnings } = readDocuments(
      changed('      isRolling: true\n', ''),
      { service: 'payments-api' },
    );
    expect(slos[0].window).toBe('28d');
    expect(warnings).toEqual([
      'document[0].spec.timeWindow[0].isRolling: Not given; without calendar a rolling window is meant.',
    ]);
  });

  it('asks for exact windows where an annotation says so', () => {
    const { slos } = readDocuments(
      changed('annotations:', 'annotations:\n    slo-scout.io/accuracy: exact'),
    );
    expect(slos[0]).toMatchObject({ accuracy: 'exact', severity: 'critical' });
  });

  it.each([
    '../../etc/passwd',
    'a"b',
    'a\\nb',
    '$(reboot)',
    '-rf',
    '',
    'a'.repeat(300),
  ])('refuses the name %j', name => {
    const faults = faultsOf(
      changed('name: checkout_latency_p95', `name: ${JSON.stringify(name)}`),
    );
    expect(faults[0].path).toBe('document[0].metadata.name');
    expect(faults[0].message).toContain('is not a name');
  });

  it('refuses what it does not know, and says what it does', () => {
    expect(faultsOf(changed('openslo/v1', 'v1'))[0]).toEqual({
      path: 'document[0].apiVersion',
      message: expect.stringMatching(/^"v1" is not known.*openslo\/v1, /),
    });
    expect(faultsOf('version: prometheus/v2\nslos: []\n')[0]).toEqual({
      path: 'document[0].version',
      message: expect.stringContaining('"prometheus/v2" is not known'),
    });
  });

  it('tells a fragment from a document', () => {
    expect(faultsOf('ratioMetric: { counter: true }\n')[0].message).toMatch(
      /it is a fragment with ratioMetric alone\. Give the whole document\./,
    );
  });

  it('refuses an indicator that is not there, and two SLOs of one name', () => {
    expect(
      faultsOf(ratio.replace('indicatorRef: payment', 'indicatorRef: other')),
    ).toEqual([
      {
        path: 'document[2].spec.indicatorRef',
        message:
          'There is no SLI "other-success" in the text. Add its document.',
      },
    ]);
    expect(faultsOf(`${latency}---${latency}`)[0].message).toBe(
      'The SLO checkout_latency_p95 stands already at document[0].spec.objectives[0].',
    );
  });

  it('accepts PromQL that does not parse, and says where', () => {
    const broken = latency.replace('[5m])))', '[{{.window}}])) by)');
    const { slos, warnings } = readDocuments(broken);
    expect(slos[0].sli).toMatchObject({
      query: expect.stringContaining('[{{.window}}])) by)'),
    });
    expect(warnings.slice(0, 1)).toEqual([
      expect.stringMatching(
        /^document\[0\]\.spec\.indicator.*query: The query does not parse, and promtool will refuse .*: 1:\d+: /,
      ),
    ]);
  });

  it('refuses a query of more than 10 kB', () => {
    const long = changed('0.95, sum', `0.95, ${' '.repeat(10_000)}sum`);
    expect(faultsOf(long)[0].message).toContain('at most 10000');
  });

  it('names what it reads but does not use', () => {
    const { warnings } = readDocuments(
      `${latency.replace(
        '    severity: critical',
        '    severity: critical\n    team: pay',
      )}---
apiVersion: openslo/v1
kind: Service
metadata: {name: payments-api}
spec: {}
`,
      { service: 'ledger' },
    );
    expect(warnings).toEqual([
      'document[1]: The Service payments-api is read but not used: SLO Scout takes services from the catalog and makes its own alerts.',
      'document[0].spec.service: Names "payments-api"; the SLO is taken for ledger.',
      'document[0].metadata.labels: Not used: team.',
    ]);
  });
});
