import {
  HttpPrometheusClient,
  labelKey,
  type RangeSeries,
} from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { evaluate, type EvaluationRules } from './evaluate';
import { fetchLeaf } from './fetchLeaf';
import { planExpression } from './plan';
import { StreamSet } from './StreamSet';
import { TickFailures } from './TickFailures';
import { gridBetween, lastTick, tickAt, type Vector } from './vector';

const STEP = 60;
const END = Math.floor(Date.now() / 3_600_000) * 3600;
const START = END - 6 * 3600;

const RULES: EvaluationRules = {
  defaultResolution: 60,
  minWindowSamples: Infinity,
  leftOpen: false,
  lookback: 300,
};

/** Gaps, births, deaths, NaN and zeros: whatever series do. */
const wave = (period: number, height: number, gap?: [number, number]) =>
  function valueAt(time: number) {
    const minute = (time - START) / 60;
    if (gap && minute >= gap[0] && minute < gap[1]) return undefined;
    return Math.floor(height * (1 + Math.sin(minute / period)));
  };

describe('evaluate, beside Prometheus itself', () => {
  let prometheus: TestPrometheus;
  let client: HttpPrometheusClient;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: STEP,
      series: [
        { name: 'a', labels: { pod: 'x', zone: '1' }, valueAt: wave(10, 5) },
        {
          name: 'a',
          labels: { pod: 'y', zone: '1' },
          valueAt: wave(17, 3, [60, 140]),
        },
        {
          name: 'a',
          labels: { pod: 'z', zone: '2' },
          valueAt: wave(23, 4, [0, 200]),
        },
        { name: 'b', labels: { pod: 'x' }, valueAt: wave(13, 4) },
        {
          name: 'b',
          labels: { pod: 'y' },
          valueAt: wave(7, 2, [100, 220]),
        },
        {
          name: 'odd',
          valueAt: time => ((time - START) % 1800 === 0 ? NaN : 1),
        },
      ],
    });
    client = new HttpPrometheusClient({ name: 'real', url: prometheus.url });
  });
  afterAll(() => prometheus.stop());

  const grid = gridBetween(START - 600, END, 300);

  const point = (labels: Record<string, string>, time: number, value: number) =>
    `${labelKey(labels)} ${time - START} ${Number(value.toPrecision(12))}`;

  const points = (vector: Vector) =>
    vector
      .flatMap(({ labels, values, present }) =>
        [...values].flatMap((value, i) =>
          present[i] === 1 ? [point(labels, tickAt(grid, i), value)] : [],
        ),
      )
      .sort();

  async function ours(expr: string, rules = RULES): Promise<string[]> {
    const plan = planExpression(expr);
    // Whole expressions in one leaf would prove nothing.
    expect(plan.op).not.toBe('leaf');
    const streams = new StreamSet(
      {
        planOf: () => plan,
        beatOf: () => ({ step: grid.step, phase: 0 }),
      },
      rules,
    );
    const beat = { step: grid.step, phase: 0 };
    streams.prepare(plan);
    streams.add({ plan, beat, from: grid.start, behind: 0 });
    const { signal } = new AbortController();
    for (const leaf of streams.leavesWanted()) {
      const ticks = leaf.ticksIn(leaf.from, lastTick(grid) + 1);
      const answer = await fetchLeaf(client, leaf.query, ticks, signal);
      if ('error' in answer) throw answer.error;
      leaf.append(ticks, answer.answer, answer.failures);
    }
    const failures = new TickFailures(grid.count);
    const vector = evaluate(plan, grid, rules, streams.sources, failures);
    if (failures.message) throw new Error(failures.message);
    return points(vector);
  }

  async function theirs(expr: string): Promise<string[]> {
    const answer: RangeSeries[] = await client.queryRange(expr, {
      start: grid.start,
      end: lastTick(grid),
      step: grid.step,
    });
    return answer
      .flatMap(({ metric, times, values }) =>
        Array.from(times, (time, i) => point(metric, time, values[i])),
      )
      .sort();
  }

  it.each([
    'a > 3',
    '3 < a',
    'a >= bool 3',
    'a * 2 - 1',
    '10 / a',
    'a % 3 == 1',
    '2 ^ a',
    'a / on (pod) b',
    'a - ignoring (zone) b',
    'a > ignoring (zone) b',
    'a != bool on (pod) b',
    'sum(a) / sum(b) > 0.5',
    'sum by (pod) (a) / sum by (pod) (b)',
    'a and a > 3',
    'a and on (pod) b',
    'a unless on (pod) b',
    'a > 2 or on (pod) b',
    'a or b',
    'sum(a) > 4 and on () sum(b) < 6',
    'a or a * on (pod) group_left () b',
    'max_over_time((a)[5m:1m]) * on (pod) group_left () b',
    'sum_over_time((b)[5m:1m]) * on (pod) group_right (zone) a > 9',
    'abs(min_over_time((a - 4)[5m:1m])) + ceil(avg_over_time((a)[5m:1m]))',
    'round(avg_over_time((a)[7m:1m]), 0.1) - floor(avg_over_time((a)[7m:1m]))',
    'clamp_max(clamp_min(avg_over_time((a)[7m:1m]), 2), 4)',
    '-max_over_time((a)[5m:1m]) atan2 2',
    'last_over_time((a)[3m:1m] offset 1m) - stddev_over_time((a)[30m:1m])',
    'stdvar_over_time((b)[30m:1m]) > 0',
    'quantile_over_time(0.9, (a)[30m:1m]) + quantile_over_time(0, (a)[30m:1m])',
    'absent_over_time((b{pod="y"} > 2)[30m:1m])',
    'label_replace(a, "short", "$1-", "pod", "(x|y)") > 0',
    'label_replace(a, "zone", "", "", "") > 0',
    'absent((a{pod="z"} > 3))',
    'vector(2) > 1',
    'sum_over_time((a)[30m:1m])',
    'sum_over_time((sum(a))[1h:5m])',
    'avg_over_time((a > 2)[45m:1m]) > 3.5',
    'max_over_time((a)[7m:2m])',
    'min_over_time((b)[20m:1m] offset 10m)',
    'count_over_time((a)[10m:1m]) / 11',
    'max_over_time((odd)[10m:1m])',
    'present_over_time((b)[10m:1m])',
    'sum by (zone) (sum_over_time((a)[30m:1m]))',
    'avg without (pod) (max_over_time((a)[30m:1m]))',
    'min(min_over_time((a)[30m:1m])) + max(max_over_time((a)[30m:1m]))',
    'count(sum_over_time((a)[30m:1m]))',
    'max_over_time((sum_over_time((a)[10m:1m]) / 10)[1h:5m])',
    'sum_over_time((sum(b) or 0 * sum(a))[1h:1m]) / sum_over_time((sum(a) > 0)[1h:1m]) > 0.3',
  ])('gives the same as Prometheus for %s', async expr => {
    const expected = await theirs(expr);
    expect(expected.length).toBeGreaterThan(0);
    await expect(ours(expr)).resolves.toEqual(expected);
  });

  it.each([
    ['a + on (zone) a', /found duplicate series for the match group/],
    [
      'label_replace(a, "pod", "one", "", "") > 0',
      /metrics with the same labelset/,
    ],
  ])('refuses %s, as Prometheus does', async (expr, words) => {
    await expect(theirs(expr)).rejects.toThrow(words);
    await expect(ours(expr)).rejects.toThrow(words);
  });

  it.each([
    'sum_over_time((sum(a))[1h:1m])',
    'count_over_time((sum(a))[1h:1m])',
    'avg_over_time((sum(a))[1h:1m])',
  ])('comes close with fewer samples: %s', async expr => {
    const value = (text: string) => Number(text.split(' ')[2]);
    // Windows that reach before the first sample are left out.
    const inside = (text: string) => Number(text.split(' ')[1]) >= 3600;
    const expected = (await theirs(expr)).filter(inside);
    const fast = { ...RULES, minWindowSamples: 3 };
    const found = (await ours(expr, fast)).filter(inside);
    expect(found).toHaveLength(expected.length);
    found.forEach((text, i) => {
      expect(value(text) / value(expected[i])).toBeGreaterThan(2 / 3);
      expect(value(text) / value(expected[i])).toBeLessThan(3 / 2);
    });
  });

  it('counts what would have been recorded, not what was fetched', async () => {
    const fast = { ...RULES, minWindowSamples: 3 };
    const found = await ours('count_over_time((sum(b))[1h:1m])', fast);
    expect(found.at(-1)?.split(' ')[2]).toBe('61');
  });

  it('leaves out the beginning of a window for Prometheus 3', async () => {
    const expr = 'count_over_time((sum(b))[5m:1m])';
    const counts = async (leftOpen: boolean) => {
      const found = await ours(expr, { ...RULES, leftOpen });
      return found.map(text => text.split(' ')[2]);
    };
    expect((await counts(false)).at(-1)).toBe('6');
    expect((await counts(true)).at(-1)).toBe('5');
  });
});
