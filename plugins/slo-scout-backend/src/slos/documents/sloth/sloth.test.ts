import { changed, faultsOf } from '../__testUtils__/faultsOf';
import { readDocuments } from '../readDocuments';

const file = `
version: prometheus/v1
service: shop
labels:
  owner: myteam
  severity: critical
slos:
  - name: availability
    objective: 99.9
    description: Requests succeed.
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: |
          sum(
            rate(http_requests_total[{{ .window }}])
          )
    alerting:
      name: ShopHighErrorRate
      labels: { category: availability }
      annotations: { summary: Errors }
      page_alert: { labels: { severity: pageteam } }
      ticket_alert: { disable: true }
  - name: saturation
    objective: 99.995
    labels: { severity: low, tier: 2 }
    sli:
      raw:
        error_ratio_query: avg_over_time(saturation:ratio[{{.window}}])
`;

const resource = `
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata:
  name: shop
  namespace: monitoring
  annotations:
    slo-scout.io/severity: medium
    slo-scout.io/accuracy: exact
spec:
  service: shop
  slos:
    - name: availability
      objective: 99.9
      sli:
        events:
          errorQuery: sum(rate(errors_total[{{.window}}]))
          totalQuery: sum(rate(requests_total[{{.window}}]))
      alerting:
        pageAlert: { disable: false }
status:
  processedSLOs: 1
`;

describe('Sloth', () => {
  it('reads a file of events and ready-made ratios', () => {
    const { slos } = readDocuments(file, { service: 'shop' });
    expect(slos).toEqual([
      {
        name: 'availability',
        description: 'Requests succeed.',
        sli: {
          kind: 'ratio',
          name: 'availability',
          bad: {
            query: 'sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))',
            counter: false,
          },
          total: {
            query: 'sum(\n  rate(http_requests_total[{{.window}}])\n)',
            counter: false,
          },
        },
        objective: 0.999,
        window: '30d',
        severity: 'critical',
        document: file.trimStart(),
      },
      {
        name: 'saturation',
        sli: {
          kind: 'raw_ratio',
          name: 'saturation',
          query: 'avg_over_time(saturation:ratio[{{.window}}])',
          of: 'failure',
        },
        objective: 0.99995,
        window: '30d',
        severity: 'low',
        document: file.trimStart(),
      },
    ]);
  });

  it('names what it cannot carry over', () => {
    const { warnings } = readDocuments(file, { service: 'shop' });
    expect(
      warnings.map(w => w.replace(/\. (?:SLO Scout|Labels).*/, '.')),
    ).toEqual([
      "document[0]: Sloth's documents do not say the window. Its default of 30d is taken.",
      'document[0].slos[0].alerting.ticket_alert.disable: Not used.',
      'document[0].labels: Not used: owner.',
      'document[0].slos[0].alerting: Not used: name, labels, annotations.',
      'document[0].slos[0].alerting.page_alert: Not used: labels.',
      'document[0].slos[1].labels: Not used: tier.',
    ]);
  });

  it('reads the Kubernetes object, with our annotations', () => {
    const { slos, warnings } = readDocuments(resource, { service: 'shop' });
    expect(slos).toMatchObject([
      {
        name: 'availability',
        sli: { bad: { query: 'sum(rate(errors_total[{{.window}}]))' } },
        severity: 'medium',
        accuracy: 'exact',
      },
    ]);
    expect(warnings).toEqual([
      expect.stringContaining('default of 30d'),
      'document[0].spec.slos[0].alerting.pageAlert.disable: Not used. The page alerts are made in any case.',
      'document[0]: Not used: status.',
      'document[0].metadata: Not used: name, namespace.',
    ]);
  });

  it.each([
    [99.9, 0.999],
    [99.99, 0.9999],
    [99.999, 0.99999],
    [97.3, 0.973],
    [0.7, 0.007],
    [33.3, 0.333],
  ])('takes %d %% for %d, exactly', (percent, objective) => {
    const text = changed(file, 'objective: 99.9\n', `objective: ${percent}\n`);
    expect(readDocuments(text).slos[0].objective).toBe(objective);
  });

  it.each([
    ['objective: 99.9\n', 'objective: 100\n', 'no error budget'],
    ['objective: 99.9\n', 'objective: 0\n', 'always fails'],
    ['objective: 99.9\n', 'objective: 101\n', 'not above 0 and below 100'],
    ['objective: 99.9\n', 'objective: "99.9"\n', 'Must be a number'],
    [
      'objective: 99.9\n',
      'objective: 99.99999999999999999\n',
      'no error budget',
    ],
    ['severity: critical', 'severity: page', 'labels.severity: "page" is not'],
    ['severity: low', 'severity: 2', 'slos[1].labels.severity: 2 is not'],
    ['[{{ .window }}]', '[5m]', 'total_query: The query has no {{.window}}'],
    ['      raw:\n', '      events:\n', 'has no such field here'],
    ['service: shop\n', '', 'service: This field is required'],
    ['name: saturation', 'name: availability', 'stands already at document[0]'],
    ['name: saturation', `name: ${'a'.repeat(64)}`, 'is not a name'],
    ['name: saturation', 'name: "a/b"', 'is not a name'],
    [
      'raw:\n        error_ratio_query: avg_over_time(saturation:ratio[{{.window}}])',
      'plugin: { id: sloth-common/kubernetes, options: { x: y } }',
      'slos[1].sli.plugin: The plugin "sloth-common/kubernetes" is a program',
    ],
    [
      'raw:\n        error_ratio_query: avg_over_time(saturation:ratio[{{.window}}])',
      '{}',
      'Give one of events and raw',
    ],
  ])('refuses %# (%s)', (line, by, message) => {
    expect(faultsOf(changed(file, line, by)).join('\n')).toContain(message);
  });

  it('refuses bad events that are all events', () => {
    const text = changed(resource, 'errors_total', 'requests_total');
    expect(faultsOf(text).join()).toContain('everything would be bad');
  });

  it('knows the placeholder with the hyphens of a template', () => {
    const text = changed(file, '{{ .window }}', '{{- .window -}}');
    const { slos, warnings } = readDocuments(text);
    expect(slos[0].sli).toMatchObject({
      total: { query: expect.stringContaining('[{{.window}}]') },
    });
    expect(warnings.join()).not.toContain('does not parse');
  });

  it('reads several dialects in one text, in their order', () => {
    const openSlo = `
apiVersion: openslo/v1alpha
kind: SLO
metadata: { name: queue }
spec:
  indicator: { thresholdMetric: { query: queue_length } }
  timeWindows: [{ count: 30, unit: Day, isRolling: true }]
  objectives: [{ op: lt, value: 200, target: 0.98 }]
`;
    const text = [openSlo, file, openSlo.replace('queue', 'other')].join('---');
    expect(readDocuments(text).slos.map(slo => slo.name)).toEqual([
      'queue',
      'availability',
      'saturation',
      'other',
    ]);
  });
});
