import {
  Budgeting,
  SEVERITIES,
  Sli,
  SloSpec,
  THRESHOLD_OPERATORS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import fc from 'fast-check';
import { formatDuration } from '../../../promql';
import { readDocuments } from '../readDocuments';
import type { DraftSlo } from '../types';
import { writeOpenSlo } from './writeOpenSlo';

function specOf({ document: _, ...spec }: DraftSlo): SloSpec {
  return spec;
}

function readAgain(text: string): SloSpec {
  const { slos } = readDocuments(text, { service: 'shop' });
  expect(slos).toHaveLength(1);
  return specOf(slos[0]);
}

const full: SloSpec = {
  name: 'checkout',
  display_name: 'Checkout',
  description: 'Answers fast: "always".\nYes.',
  sli: {
    kind: 'ratio',
    name: 'checkout-success',
    bad: { query: 'sum(bad_total{code=~"5.."})', counter: true },
    total: { query: 'sum(all_total)', counter: true },
  },
  objective: 0.9995,
  window: '28d',
  severity: 'critical',
  budgeting: { method: 'timeslices', window: '5m', target: 0.95 },
  accuracy: 'exact',
  evidence: { capsule_ids: ['c1', 'c2'], trace_ids: ['t1'] },
};

describe('writeOpenSlo', () => {
  it('writes what people can read', () => {
    expect(writeOpenSlo(full, 'shop')).toBe(`apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout
  labels:
    severity: critical
  annotations:
    slo-scout.io/accuracy: exact
    slo-scout.io/capsules: c1, c2
    slo-scout.io/traces: t1
spec:
  description: |-
    Answers fast: "always".
    Yes.
  service: shop
  indicator:
    metadata:
      name: checkout-success
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            type: Prometheus
            spec:
              query: sum(bad_total{code=~"5.."})
        total:
          metricSource:
            type: Prometheus
            spec:
              query: sum(all_total)
  timeWindow:
    - duration: 28d
      isRolling: true
  budgetingMethod: Timeslices
  objectives:
    - target: 0.9995
      timeSliceTarget: 0.95
      timeSliceWindow: 5m
`);
  });

  it('reads to the same SLO, without a warning', () => {
    const { slos, warnings } = readDocuments(writeOpenSlo(full, 'shop'), {
      service: 'shop',
    });
    expect(slos.map(specOf)).toEqual([full]);
    expect(warnings).toEqual([]);
  });

  const names = fc
    .tuple(
      fc.constantFrom(...'aZ9'),
      fc.string({ unit: fc.constantFrom(...'bY8_.-'), maxLength: 62 }),
    )
    .map(parts => parts.join(''));

  /** What a text can hold: no NUL and no half of a surrogate pair. */
  const anyText = (maxLength: number) =>
    fc
      .string({ unit: 'binary', minLength: 1, maxLength })
      .filter(text => !/[\0\p{Cs}]/u.test(text));

  const odd = [
    '{{.window}}',
    'sum(rate(x_total[{{.window}}]))',
    'sum by (a) (rate(x{b=~"\\\\d+\\n"}[5m]))',
    'x{a="#", b=": ", c="- ", d="\'"} # a comment',
    'yes',
    '~',
    '1_000',
    '!!binary x',
    '|\n  x',
    '  x\n\n\n y',
    '---',
    '...',
    '%YAML 1.2',
    '"',
    '\u2028x\u0085y\u00a0',
    '&a *a',
  ];
  const queries = fc
    .oneof(fc.constantFrom(...odd), anyText(300))
    .map(text => text.trim())
    .filter(text => text !== '' && Buffer.byteLength(text) <= 10_000);

  const limits = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 0.2, 1e21, -1e-7, Number.MIN_VALUE, Number.MAX_VALUE),
  );

  const slis: fc.Arbitrary<Sli> = fc.oneof(
    fc
      .record({
        counted: queries,
        total: queries,
        counter: fc.boolean(),
        good: fc.boolean(),
        name: names,
      })
      .map(
        ({ counted, total, counter, good, name }): Sli => ({
          kind: 'ratio',
          name,
          [good ? 'good' : 'bad']: { query: counted, counter },
          total: { query: total, counter },
        }),
      ),
    fc.record({
      kind: fc.constant('threshold' as const),
      name: names,
      query: queries,
      op: fc.constantFrom(...THRESHOLD_OPERATORS),
      // Rules know no zero below zero.
      threshold: limits.map(limit => (limit === 0 ? 0 : limit)),
    }),
    fc.record({
      kind: fc.constant('raw_ratio' as const),
      name: names,
      query: queries,
      of: fc.constantFrom('failure' as const, 'success' as const),
    }),
  );

  const shares = fc.oneof(
    fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
    fc.constantFrom(0.9, 0.99, 0.999, 0.9999, 0.99999, 0.95, 0.995, 1 / 3),
  );
  const slices = fc
    .integer({ min: 60, max: 3600 })
    .map(seconds => formatDuration(seconds * 1000));
  const budgets: fc.Arbitrary<Budgeting> = fc.oneof(
    fc.record({
      method: fc.constant('timeslices' as const),
      window: slices,
      target: fc.oneof(shares, fc.constant(1)),
    }),
    fc.record({
      method: fc.constant('ratio_timeslices' as const),
      window: slices,
    }),
  );

  const ids = fc.array(
    anyText(30)
      .map(text => text.replaceAll(',', '').trim())
      .filter(text => text !== ''),
    { maxLength: 4 },
  );

  const specs: fc.Arbitrary<SloSpec> = fc
    .record(
      {
        name: names,
        display_name: anyText(200),
        description: anyText(1050),
        sli: slis,
        objective: shares,
        window: fc.integer({ min: 3, max: 366 }).map(days => `${days}d`),
        severity: fc.constantFrom(...SEVERITIES),
        budgeting: budgets,
        accuracy: fc.constant('exact' as const),
        alert_for: fc.integer({ min: 1, max: 60 }).map(n => `${n}m`),
        evidence: fc
          .record({ capsule_ids: ids, trace_ids: ids })
          .filter(e => e.capsule_ids.length + e.trace_ids.length > 0),
      },
      { requiredKeys: ['name', 'sli', 'objective', 'window', 'severity'] },
    )
    // Every evaluation of a threshold is a slice already.
    .map(({ budgeting, alert_for, ...spec }) => ({
      ...spec,
      ...(spec.sli.kind === 'threshold'
        ? alert_for && { alert_for }
        : budgeting && { budgeting }),
    }));

  it('write and read again: the same model, and the same text', () => {
    fc.assert(
      fc.property(specs, spec => {
        const text = writeOpenSlo(spec, 'shop');
        const again = readAgain(text);
        expect(again).toEqual(spec);
        expect(writeOpenSlo(again, 'shop')).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [
      'a file of Sloth',
      `version: prometheus/v1
service: shop
slos:
  - name: a
    objective: 99.99
    sli:
      events:
        error_query: sum(rate(e[{{.window}}]))
        total_query: sum(rate(t[{{.window}}]))
`,
    ],
    [
      'a document of Pyrra',
      `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: a }
spec:
  target: "99.5"
  window: 2w
  indicator:
    latencyNative: { total: { metric: x }, latency: 100ms, grouping: [job] }
`,
    ],
    [
      'OpenSLO v1alpha',
      `apiVersion: openslo/v1alpha
kind: SLO
metadata: { name: a, displayName: A }
spec:
  timeWindows: [{ count: 30, unit: Day }]
  objectives:
    - { displayName: x, target: 0.99, ratioMetrics: { good: { query: a_total }, total: { query: b_total } } }
    - { displayName: y, target: 0.9, ratioMetrics: { good: { query: a }, total: { query: b } } }
`,
    ],
  ])('read, write, read: %s', (_, text) => {
    for (const slo of readDocuments(text).slos) {
      expect(readAgain(writeOpenSlo(specOf(slo)))).toEqual(specOf(slo));
    }
  });

  const ratio = (good: string, counters: [boolean, boolean]): SloSpec => ({
    ...full,
    sli: {
      kind: 'ratio',
      name: 'a',
      good: { query: good, counter: counters[0] },
      total: { query: 'all_total', counter: counters[1] },
    },
  });

  it('says counter for the query that has no range of its own', () => {
    const text = writeOpenSlo(ratio('rate(x[5m])', [false, true]));
    expect(text).toContain('counter: true');
  });

  it('refuses what OpenSLO has no words for', () => {
    expect(() => writeOpenSlo(ratio('x', [false, true]))).toThrow(
      'OpenSLO cannot say that one query of a selects a counter',
    );
  });
});
