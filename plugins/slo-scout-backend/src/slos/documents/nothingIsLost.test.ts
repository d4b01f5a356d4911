import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';

/**
 * A reader may leave a field out, but not in silence. For every value of a text:
 * either a warning names it, or another value in its place makes other SLOs, or
 * a fault.
 */

type Path = Array<string | number>;

interface Leaf {
  path: Path;
  value: string | number | boolean;
}

function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  }
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? [{ path, value: value as Leaf['value'] }]
    : [];
}

/** Another value of the same type. */
function other(value: Leaf['value']): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value === 0 ? 0.5 : value * 0.9;
  return `${value}x`;
}

function replaced<T>(root: T, path: Path, value: unknown): T {
  const copy = structuredClone(root) as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) {
    at = at[key] as Record<string | number, unknown>;
  }
  at[path[path.length - 1]] = value;
  return copy as T;
}

function dotted(path: Path): string {
  const [document, ...rest] = path;
  return rest.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`),
    `document[${document}]`,
  );
}

interface Outcome {
  /** Whether SLOs came of the text. */
  imported: boolean;
  /** What comes of the text, without the text itself. */
  result: string;
  warnings: string[];
}

function outcomeOf(documents: unknown[]): Outcome {
  const text = documents.map(document => stringify(document)).join('---\n');
  try {
    const { slos, warnings } = readDocuments(text, { service: 'shop' });
    return {
      imported: slos.length > 0,
      result: JSON.stringify(slos.map(({ document: _, ...slo }) => slo)),
      warnings,
    };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return {
      imported: false,
      result: JSON.stringify(error.details),
      warnings: [],
    };
  }
}

/** Whether a warning is of the field, of one it stands in, or lists it by name. */
function isNamed(path: Path, warnings: string[]): boolean {
  return warnings.some(warning => {
    for (let length = path.length; length > 0; length -= 1) {
      const prefix = `${dotted(path.slice(0, length))}: `;
      if (!warning.startsWith(prefix)) continue;
      const list = /^Not used: ([^.]*(?:\.[^ ][^.]*)*)\./.exec(
        warning.slice(prefix.length),
      );
      // A list names only what stands in it.
      return list && length < path.length
        ? list[1].split(', ').includes(String(path[length]))
        : length === path.length || !isAboutItself(warning);
    }
    return false;
  });
}

/** Warnings about a document's missing field cover none of its fields. */
function isAboutItself(warning: string): boolean {
  return warning.includes('do not say the window');
}

/** Values of the text that changed nothing and that nobody named. */
function lostIn(documents: unknown[]): string[] {
  const before = outcomeOf(documents);
  return leavesOf(documents)
    .filter(({ path, value }) => {
      if (isNamed(path, before.warnings)) return false;
      const after = outcomeOf(replaced(documents, path, other(value)));
      return (
        after.result === before.result &&
        // Another service is warned of, whichever it is.
        after.warnings.join() === before.warnings.join()
      );
    })
    .map(({ path }) => dotted(path));
}

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

/** One of each dialect, with every field that it has. */
const full: Record<string, unknown[]> = {
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

describe('a field is used or named', () => {
  it.each(Object.entries(full))('%s', (_, documents) => {
    expect(outcomeOf(documents).result).toMatch(/^\[\{"name"/);
    expect(leavesOf(documents).length).toBeGreaterThan(10);
    expect(lostIn(documents)).toEqual([]);
  });

  /** Every mapping of the text, by its path. */
  function mappingsOf(value: unknown, path: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [];
    return [
      ...(Array.isArray(value) ? [] : [path]),
      ...Object.entries(value).flatMap(([key, inner]) =>
        mappingsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      ),
    ];
  }

  it('whatever else is written into a document, wherever', () => {
    const places = Object.values(full).flatMap(documents =>
      mappingsOf(documents).map(path => ({ documents, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc
          .string({ minLength: 1, maxLength: 12 })
          .filter(key => /^[a-z][A-Za-z]*$/.test(key)),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
        ({ documents, path }, key, value) => {
          const field = [...path, `zz${key}`];
          const after = outcomeOf(replaced(documents, field, value));
          const refused = after.result.includes(JSON.stringify(dotted(field)));
          expect(refused || isNamed(field, after.warnings)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('would notice what is lost', () => {
    const [sloth] = full['Sloth, a file'] as object[];
    // A comment of YAML is no field, and a second null neither; `x: 1` in a label is.
    expect(isNamed([0, 'labels', 'gone'], outcomeOf([sloth]).warnings)).toBe(
      false,
    );
    expect(isNamed([0, 'labels', 'owner'], outcomeOf([sloth]).warnings)).toBe(
      true,
    );
  });
});

describe('documents that others wrote', () => {
  const vectors = resolvePackagePath(
    '@slo-scout/backstage-plugin-slo-scout-backend',
    '../../../shared/vectors',
  );
  if (!existsSync(vectors)) {
    it('are absent: the folder ../shared/vectors beside the repository', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT TESTED with documents of others: ${vectors} is absent`);
      expect(existsSync(vectors)).toBe(false);
    });
    return;
  }

  const files = ['openslo', 'sloth', 'pyrra'].flatMap(folder =>
    readdirSync(join(vectors, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.ya?ml$/.test(name) && !name.startsWith('_gen'))
      .map(name => join(folder, name)),
  );

  const read: string[] = [];

  it.each(files)('%s', file => {
    const documents = parseAllDocuments(
      readFileSync(join(vectors, file), 'utf8'),
    );
    // What is no YAML has no fields; vectors.test.ts shows how it is refused.
    if (!Array.isArray(documents) || documents.some(d => d.errors.length > 0)) {
      return;
    }
    const values = documents.map(document => document.toJS());
    // What is refused is not imported without the field: nothing is.
    if (!outcomeOf(values).imported) return;
    read.push(file);
    expect(lostIn(values)).toEqual([]);
  });

  it('are imported where they are whole', () => {
    expect(read.length).toBeGreaterThanOrEqual(13);
  });
});
