/**
 * Cases for the oracle: series of every shape, and rules over them that record,
 * wait, keep firing and refer to each other in every way that files do.
 */
import fc from 'fast-check';

/** Evaluations of each case. */
export const TICKS = 60;

/** One distance of samples and one of evaluations: promtool knows one of each. */
export interface Rhythm {
  sampleSeconds: number;
  evaluationSeconds: number;
}

export const RHYTHMS: Rhythm[] = [
  { sampleSeconds: 15, evaluationSeconds: 15 },
  { sampleSeconds: 60, evaluationSeconds: 60 },
  { sampleSeconds: 30, evaluationSeconds: 60 },
  { sampleSeconds: 60, evaluationSeconds: 30 },
  // Longer than a recorded sample is visible.
  { sampleSeconds: 60, evaluationSeconds: 360 },
  // A recorded sample is seen at the very end of its five minutes.
  { sampleSeconds: 60, evaluationSeconds: 300 },
];

export interface OracleRule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
  labels?: Record<string, string>;
}

export interface OracleGroup {
  name: string;
  rules: OracleRule[];
}

export interface OracleCase {
  id: number;
  rhythm: Rhythm;
  /** What it is about, for people. */
  shape: string;
  groups: OracleGroup[];
  /** Samples by series, at each sample tick; undefined is none. */
  series: Array<{
    name: 'm' | 'c';
    pod: string;
    samples: Array<number | undefined>;
  }>;
}

type Samples = Array<number | undefined>;

/** Runs of equal samples with gaps, as real series have them. */
const gauge = fc
  .array(
    fc.record({
      value: fc.constantFrom<number | undefined>(0, 1, 2, 3, 5, 8, undefined),
      length: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 6, maxLength: 24 },
  )
  .map(runs =>
    runs.flatMap(r => Array<number | undefined>(r.length).fill(r.value)),
  );

/** A counter that rises in steps, is not scraped for a while, and begins anew. */
const counter = fc
  .array(
    fc.record({
      step: fc.constantFrom<number | 'gap' | 'reset'>(
        0,
        0,
        1,
        3,
        7,
        30,
        'gap',
        'reset',
      ),
      length: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 6, maxLength: 24 },
  )
  .map(runs => {
    let value = 0;
    return runs.flatMap(({ step, length }) => {
      if (step === 'reset') value = 0;
      return Array.from({ length }, () => {
        if (step === 'gap') return undefined;
        value += step === 'reset' ? 1 : step;
        return value;
      });
    });
  });

interface Draw {
  shape: number;
  pods: Array<{ gauge: Samples; counter: Samples; born: number }>;
  threshold: number;
  other: number;
  window: number;
  longWindow: number;
  uneven: boolean;
  holds: number;
  keeps: number;
  placement: 'in order' | 'alert first' | 'backwards' | 'groups';
  labels: 'none' | 'static' | 'template' | 'value' | 'override';
}

const draw: fc.Arbitrary<Draw> = fc.record<Draw>({
  shape: fc.nat({ max: 10_000 }),
  pods: fc.array(
    fc.record({ gauge, counter, born: fc.constantFrom(0, 0, 0, 7, 20) }),
    { minLength: 1, maxLength: 3 },
  ),
  threshold: fc.integer({ min: 0, max: 4 }),
  other: fc.integer({ min: 0, max: 3 }),
  window: fc.constantFrom(1, 2, 3, 4),
  longWindow: fc.constantFrom(5, 8, 13),
  uneven: fc.boolean(),
  holds: fc.constantFrom(0, 0, 0, 1, 2, 3, 1.5),
  keeps: fc.constantFrom(0, 0, 0, 1, 2, 4, 2.5),
  placement: fc.constantFrom('in order', 'alert first', 'backwards', 'groups'),
  labels: fc.constantFrom('none', 'static', 'template', 'value', 'override'),
});

/** What expressions are written with. */
interface Words {
  m: string;
  c: string;
  /** Name of the n-th recorded series. */
  r(n: number): string;
  k: number;
  j: number;
  w: string;
  long: string;
  step: string;
}

interface Shape {
  name: string;
  /** Expressions of recorded series, in dependency order. */
  records: Array<{ expr: string; labels?: Record<string, string> }>;
  alert: string;
  /** Only where the alert sees what is recorded at its own tick. */
  inOrderOnly?: boolean;
  /** Values whose last digit depends on the order of additions: not for labels. */
  fractional?: boolean;
}

const SHAPES: Array<(words: Words) => Shape> = [
  ({ m, k }) => ({ name: 'raw instant', records: [], alert: `${m} > ${k}` }),
  ({ m, k, w }) => ({
    name: 'raw window',
    records: [],
    alert: `max_over_time(${m}[${w}]) > ${k}`,
  }),
  ({ m, c, k, j, w, long }) => ({
    name: 'raw rates',
    fractional: true,
    records: [],
    alert: `sum by (pod) (rate(${c}[${w}])) * 60 > ${k} and increase(${c}[${long}]) > ${j} or ${m} > 7`,
  }),
  ({ m, r, k }) => ({
    name: 'recorded sum',
    records: [{ expr: `sum(${m})`, labels: { slo: 'x' } }],
    alert: `${r(1)}{slo="x"} > ${k}`,
  }),
  ({ m, r, k }) => ({
    name: 'recorded filter that comes and goes',
    records: [{ expr: `${m} > ${k}` }],
    alert: `${r(1)} > 0`,
  }),
  ({ m, r, k, long }) => ({
    name: 'window over a recorded series',
    records: [{ expr: m }],
    alert: `sum_over_time(${r(1)}[${long}]) > ${k * 8}`,
  }),
  ({ m, c, r, k, w, long }) => ({
    name: 'burn rate over a recorded pair',
    fractional: true,
    records: [
      { expr: `sum(rate(${c}[${w}])) or 0 * sum(${m})`, labels: { slo: 'x' } },
      { expr: `sum(${m}) > 0`, labels: { slo: 'x' } },
    ],
    alert: `sum_over_time(${r(1)}[${long}]) / sum_over_time(${r(
      2,
    )}[${long}]) > 0.0${k + 1} and ${r(1)} / ${r(2)} > 0.01`,
  }),
  ({ m, r, k, j, w }) => ({
    name: 'chain of three',
    fractional: true,
    records: [
      { expr: `${m} >= ${j}`, labels: { tier: 'a' } },
      { expr: `avg_over_time(${r(1)}{tier="a"}[${w}])` },
      { expr: `sum without (pod) (${r(2)})`, labels: { tier: '' } },
    ],
    alert: `${r(3)}{tier=""} > ${k}`,
  }),
  ({ m, r, k }) => ({
    name: 'absence of a recorded series',
    records: [{ expr: `${m} > ${k}` }],
    alert: `absent(${r(1)}{pod="0",slo="x"})`,
  }),
  ({ m, r, k, w }) => ({
    name: 'absence over a window',
    records: [{ expr: `${m} > ${k}` }],
    alert: `absent_over_time(${r(1)}{pod="0"}[${w}])`,
  }),
  ({ m, r, k, step }) => ({
    name: 'recorded series some time ago',
    records: [{ expr: m }],
    alert: `${r(1)} offset ${step} > ${k}`,
  }),
  ({ m, r, k, j, long }) => ({
    name: 'how often something was recorded',
    records: [{ expr: `${m} > ${j}` }],
    alert: `count_over_time(${r(1)}[${long}]) > ${k}`,
  }),
  ({ m, r, k, w }) => ({
    name: 'joined with group_left',
    fractional: true,
    records: [
      { expr: m },
      {
        expr: `sum by (case) (max_over_time(${m}[${w}]))`,
        labels: { of: 'all' },
      },
    ],
    alert: `${r(1)} / on (case) group_left (of) (${r(2)} > 0) > 0.${k}`,
  }),
  ({ m, r, k, j }) => ({
    name: 'set operations',
    records: [{ expr: `${m} > ${k}` }, { expr: `${m} < ${j}` }],
    alert: `(${r(1)} unless on (case) ${r(2)}) or ${r(2)} == 0`,
  }),
  ({ m, r, k, w }) => ({
    name: 'last and largest of a window',
    records: [{ expr: m }],
    alert: `last_over_time(${r(1)}[${w}]) >= ${k} and max_over_time(${r(
      1,
    )}[${w}]) > ${k}`,
  }),
  ({ m, r, k, long }) => ({
    name: 'spread of a window',
    fractional: true,
    records: [{ expr: m }],
    alert: `stddev_over_time(${r(1)}[${long}]) > 0.${
      k + 3
    } and quantile_over_time(0.75, ${r(1)}[${long}]) > ${k}`,
  }),
  ({ m, r, k, j }) => ({
    name: 'regular expressions',
    records: [{ expr: m, labels: { zone: 'eu-1' } }],
    alert: `max without (pod) ({__name__="${r(
      1,
    )}",pod=~"0|2",zone!~"us.*"}) - ${j} > ${k}`,
  }),
  ({ m, r, k, long, step }) => ({
    name: 'subquery over a recorded series',
    records: [{ expr: m }],
    alert: `max_over_time((${r(1)} * 2)[${long}:${step}]) - min_over_time(${r(
      1,
    )}[${long}:${step}]) > ${k}`,
    inOrderOnly: true,
  }),
  ({ m, c, r, k, w, long }) => ({
    name: 'time slices',
    fractional: true,
    records: [
      { expr: `sum(increase(${c}[${w}]))` },
      { expr: `${r(1)} > bool ${k}` },
      { expr: `sum(${m}) * 0 + 1` },
    ],
    alert: `1 - sum_over_time(${r(2)}[${long}]) / sum_over_time(${r(
      3,
    )}[${long}]) < 0.${9 - k}`,
  }),
  ({ m, r, k, long }) => ({
    name: 'smallest values',
    records: [
      { expr: `sum by (pod, case) (${m})` },
      { expr: `min(${r(1)}) + count(${r(1)})` },
    ],
    alert: `min_over_time(${r(2)}[${long}]) > ${k} or avg(${r(1)}) > 4`,
  }),
];

function seconds(value: number): string {
  return `${Math.round(value)}s`;
}

function build(id: number, rhythm: Rhythm, drawn: Draw): OracleCase {
  const { evaluationSeconds: step, sampleSeconds } = rhythm;
  const unit = Math.max(step, sampleSeconds);
  const uneven = drawn.uneven ? Math.round(unit / 3) : 0;
  const shape = SHAPES[drawn.shape % SHAPES.length]({
    m: `m{case="${id}"}`,
    c: `c{case="${id}"}`,
    r: n => `case${id}:r${n}`,
    k: drawn.threshold,
    j: drawn.other,
    w: seconds(drawn.window * unit + unit + uneven),
    long: seconds(drawn.longWindow * unit + uneven),
    step: seconds(step),
  });
  const records = shape.records.map(({ expr, labels }, n) => ({
    record: `case${id}:r${n + 1}`,
    expr,
    ...(labels && { labels }),
  }));
  const labels = labelsOf(
    shape.fractional && drawn.labels === 'value' ? 'template' : drawn.labels,
  );
  const alert: OracleRule = {
    alert: `Case${id}`,
    expr: shape.alert,
    for: seconds(drawn.holds * step),
    keep_firing_for: seconds(drawn.keeps * step),
    ...(labels && { labels }),
  };
  const placement = shape.inOrderOnly ? 'in order' : drawn.placement;
  const ticks = Math.ceil((TICKS * step) / sampleSeconds);
  return {
    id,
    rhythm,
    shape: `${shape.name}, ${records.length > 0 ? placement : 'alone'}`,
    groups: place(id, records, alert, placement),
    series: drawn.pods.flatMap(({ gauge: m, counter: c, born }, pod) =>
      (['m', 'c'] as const).map(name => ({
        name,
        pod: String(pod),
        // There is something to judge by from the first tick on.
        samples: stretch(name === 'm' ? m : c, ticks, pod === 0 ? 0 : born),
      })),
    ),
  };
}

function labelsOf(kind: Draw['labels']): Record<string, string> | undefined {
  switch (kind) {
    case 'static':
      return { severity: 'page' };
    case 'template':
      return { severity: 'page', where: 'pod {{ $labels.pod }}' };
    case 'value':
      return { value: '{{ $value }}' };
    case 'override':
      return { case: '', severity: '{{$labels.case}}' };
    default:
      return undefined;
  }
}

function place(
  id: number,
  records: OracleRule[],
  alert: OracleRule,
  placement: Draw['placement'],
): OracleGroup[] {
  const one = (rules: OracleRule[]) => [{ name: `case${id}`, rules }];
  switch (placement) {
    case 'in order':
      return one([...records, alert]);
    case 'alert first':
      return one([alert, ...records]);
    case 'backwards':
      return one([...records].reverse().concat(alert));
    default:
      return [...records, alert].map((rule, n) => ({
        name: `case${id}_${n}`,
        rules: [rule],
      }));
  }
}

/** Samples for every tick, none before its birth, and one at the very first of a case. */
function stretch(samples: Samples, ticks: number, born: number): Samples {
  const all = Array.from({ length: ticks }, (_, i) =>
    i < born ? undefined : samples[i % samples.length],
  );
  if (born === 0) all[0] ??= 1;
  return all;
}

/** The same cases for the same seed. */
export function oracleCases(seed: number, count: number): OracleCase[] {
  return fc.sample(draw, { numRuns: count, seed }).map((drawn, id) =>
    build(id, RHYTHMS[id % RHYTHMS.length], {
      ...drawn,
      shape: Math.floor(id / RHYTHMS.length),
    }),
  );
}
