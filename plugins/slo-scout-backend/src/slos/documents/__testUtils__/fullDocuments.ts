const metadata = {
  name: 'a',
  labels: { severity: 'high', team: 't' },
  annotations: {
    'slo-scout.io/capsules': 'c1',
    'slo-scout.io/traces': 't1',
    'slo-scout.io/accuracy': 'exact',
    'other.io/x': 'y',
  },
};

const source = (query: string) => ({
  metricSource: {
    metricSourceRef: 'main',
    type: 'Prometheus',
    spec: { query, project: 'p' },
  },
});

/** Documents of each dialect, with every field that it has. */
export const fullDocuments: Record<string, unknown[]> = {
  'OpenSLO v1, a ratio in slices': [
    {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { ...metadata, displayName: 'A' },
      spec: {
        description: 'd',
        service: 'shop',
        indicatorRef: 'i',
        timeWindow: [{ duration: '28d', isRolling: true }],
        budgetingMethod: 'Timeslices',
        objectives: [
          {
            displayName: 'one',
            op: 'gt',
            value: 1,
            target: 0.9,
            timeSliceTarget: 0.95,
            timeSliceWindow: '5m',
            compositeWeight: 2,
          },
          {
            displayName: 'two',
            targetPercent: 95,
            timeSliceTarget: 0.95,
            timeSliceWindow: 10,
          },
        ],
        alertPolicies: ['p', { kind: 'AlertPolicy' }],
      },
    },
    {
      apiVersion: 'openslo/v1',
      kind: 'SLI',
      metadata: { ...metadata, name: 'i', displayName: 'I' },
      spec: {
        description: 'd',
        ratioMetric: {
          counter: true,
          bad: source('bad_total'),
          total: source('all_total'),
        },
      },
    },
    {
      apiVersion: 'openslo/v1',
      kind: 'DataSource',
      metadata: { name: 'main', displayName: 'M' },
      spec: {
        description: 'd',
        type: 'Prometheus',
        connectionDetails: { url: 'u' },
      },
    },
    {
      apiVersion: 'openslo/v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { description: 'd' },
    },
    {
      apiVersion: 'openslo/v1',
      kind: 'SLI',
      metadata: { name: 'unused' },
      spec: { thresholdMetric: source('x') },
    },
  ],
  'OpenSLO v1, a threshold': [
    {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name: 'a' },
      spec: {
        indicator: {
          metadata: { ...metadata, name: 'i', displayName: 'I' },
          spec: { description: 'd', thresholdMetric: source('x') },
        },
        timeWindow: [{ duration: '4w', isRolling: true }],
        budgetingMethod: 'Timeslices',
        objectives: [
          {
            displayName: 'only one',
            op: 'lt',
            value: 1,
            target: 0.9,
            timeSliceTarget: 0.95,
            timeSliceWindow: '5m',
          },
        ],
      },
    },
  ],
  'OpenSLO v1, a ready-made ratio': [
    {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name: 'a' },
      spec: {
        indicator: {
          spec: {
            ratioMetric: {
              counter: false,
              rawType: 'success',
              raw: source('x'),
            },
          },
        },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'RatioTimeslices',
        objectives: [
          { target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: '5m' },
        ],
      },
    },
  ],
  'OpenSLO v1alpha': [
    {
      apiVersion: 'openslo/v1alpha',
      kind: 'SLO',
      metadata: { name: 'a', displayName: 'A' },
      spec: {
        description: 'd',
        service: 'shop',
        timeWindows: [{ count: 30, unit: 'Day', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [
          {
            displayName: 'one',
            op: 'gt',
            value: 1,
            target: 0.9,
            timeSliceTarget: 0.5,
            ratioMetrics: {
              counter: true,
              incremental: false,
              good: { source: 'prometheus', queryType: 'q', query: 'g_total' },
              total: { source: 'prometheus', queryType: 'q', query: 'a_total' },
            },
          },
        ],
      },
    },
  ],
  'OpenSLO v2alpha': [
    {
      apiVersion: 'openslo.com/v2alpha',
      kind: 'SLO',
      metadata: { ...metadata },
      spec: {
        description: 'd',
        service: 'shop',
        sli: {
          metadata: { name: 'i', labels: { l: 'm' } },
          spec: {
            description: 'd',
            ratioMetric: {
              counter: true,
              good: {
                dataSourceSpec: {
                  type: 'Prometheus',
                  connectionDetails: { url: 'u' },
                },
                spec: { query: 'good_total', project: 'p' },
              },
              total: { dataSourceRef: 'r', spec: { query: 'all_total' } },
            },
          },
        },
        timeWindow: [{ duration: '28d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ displayName: 'one', labels: { l: 'm' }, target: 0.9 }],
        alertPolicies: ['p'],
      },
    },
  ],
  'Sloth, a file': [
    {
      version: 'prometheus/v1',
      service: 'shop',
      labels: { owner: 'o', severity: 'low', tier: 2 },
      slo_plugins: { chain: [{ id: 'p', config: { a: 1 } }] },
      slos: [
        {
          name: 'a',
          description: 'd',
          objective: 99.9,
          labels: { category: 'c', severity: 'high' },
          infoLabels: { x: 'y' },
          sli: {
            events: {
              error_query: 'sum(rate(e[{{.window}}]))',
              total_query: 'sum(rate(t[{{.window}}]))',
            },
          },
          alerting: {
            name: 'N',
            labels: { a: 'b' },
            annotations: { a: 'b' },
            page_alert: {
              disable: false,
              labels: { a: 'b' },
              annotations: { a: 'b' },
            },
            ticket_alert: { disable: true, labels: { a: 'b' } },
          },
          interval: { all: '1m' },
          plugins: { chain: [{ id: 'p', priority: 3 }] },
        },
        {
          name: 'b',
          objective: 99,
          sli: { raw: { error_ratio_query: 'avg_over_time(r[{{.window}}])' } },
        },
      ],
    },
  ],
  'Sloth, an object of Kubernetes': [
    {
      apiVersion: 'sloth.slok.dev/v1',
      kind: 'PrometheusServiceLevel',
      metadata: { ...metadata, namespace: 'n', generation: 3 },
      spec: {
        service: 'shop',
        labels: { owner: 'o' },
        sloPlugins: { chain: [{ id: 'p' }] },
        slos: [
          {
            name: 'a',
            objective: 99.9,
            sli: {
              events: {
                errorQuery: 'sum(rate(e[{{.window}}]))',
                totalQuery: 'sum(rate(t[{{.window}}]))',
              },
            },
            alerting: {
              name: 'N',
              pageAlert: { disable: true, labels: { a: 'b' } },
              ticketAlert: { annotations: { a: 'b' } },
            },
          },
        ],
      },
      status: { processedSLOs: 1 },
    },
  ],
  ...Object.fromEntries(
    Object.entries({
      ratio: { errors: { metric: 'e' }, total: { metric: 't' } },
      latency: {
        success: { metric: 'x_bucket{le="1"}' },
        total: { metric: 'x_count' },
      },
      latencyNative: { total: { metric: 'x' }, latency: '1s' },
      bool_gauge: { metric: 'up' },
    }).map(([kind, indicator]) => [
      `Pyrra, ${kind}`,
      [
        {
          apiVersion: 'pyrra.dev/v1alpha1',
          kind: 'ServiceLevelObjective',
          metadata: { ...metadata, namespace: 'n', managedFields: [{ a: 1 }] },
          spec: {
            description: 'd',
            target: '99.5',
            window: '4w',
            indicator: { [kind]: { ...indicator, grouping: ['job'] } },
            alerting: {
              disabled: true,
              burnrates: true,
              absent: true,
              name: 'N',
              absentName: 'M',
            },
            performanceOverAccuracy: true,
            partial_response_strategy: 'warn',
          },
          status: { type: 'PrometheusRule' },
        },
      ],
    ]),
  ),
};
