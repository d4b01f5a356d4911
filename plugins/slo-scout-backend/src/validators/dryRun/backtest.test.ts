import { HttpPrometheusClient } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { backtest } from './backtest';
import { compareFirings } from './fidelity';
import { RuleFileError } from './ruleFile';

const HOUR = 3600;
/** Where Prometheus evaluates the group in its minute. */
const PHASE = 17;
const END = Math.floor(Date.now() / 3_600_000) * HOUR;
const START = END - 6 * HOUR;
const minute = (n: number) => START + PHASE + n * 60;

/** Minutes at which the load is high. */
const busy = (n: number) => (n >= 60 && n < 90) || (n >= 200 && n < 230);

const RULES = `
groups:
  - name: load
    interval: 1m
    rules:
      - record: job:load
        expr: load
      - alert: Loaded
        expr: job:load > 1
        for: 5m
        labels: { severity: page }
      - alert: Silent
        expr: job:load < 0
`;

describe('backtest', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    const minuteOf = (t: number) => Math.round((t - minute(0)) / 60);
    // As Prometheus would have recorded it: firing from 5 minutes after it began.
    const fired = (n: number) =>
      (n >= 65 && n < 90) || (n >= 205 && n < 230) || (n >= 300 && n < 310);
    prometheus = await startTestPrometheus({
      start: minute(-60),
      end: minute(6 * 60 - 1),
      step: 60,
      series: [
        { name: 'load', valueAt: t => (busy(minuteOf(t)) ? 2 : 1) },
        { name: 'job:load', valueAt: t => (busy(minuteOf(t)) ? 2 : 1) },
        {
          name: 'ALERTS',
          labels: {
            alertname: 'Loaded',
            alertstate: 'firing',
            severity: 'page',
          },
          valueAt: t => (fired(minuteOf(t)) ? 1 : undefined),
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  const run = (content: string) =>
    backtest({
      content,
      client: new HttpPrometheusClient({ name: 'real', url: prometheus.url }),
      rangeSeconds: 6 * HOUR,
      stepSeconds: 300,
      deadlineMs: 20_000,
      now: END,
    });

  it('replays a rule file at the ticks at which Prometheus evaluates it', async () => {
    const { result } = await run(RULES);
    expect(result).toMatchObject({ verdict: 'passed', exact: true });
    expect(result.notes).toBeUndefined();
    const [loaded, silent] = result.alerts;
    const at = (n: number) => new Date(minute(n) * 1000).toISOString();
    expect(loaded.firings.map(({ start, end }) => [start, end])).toEqual([
      [at(65), at(90)],
      [at(205), at(230)],
    ]);
    expect(silent.firings).toEqual([]);
  });

  it('says how far Prometheus agrees', async () => {
    const { fidelity } = await run(RULES);
    const [only] = fidelity[0].onlyRecorded;
    expect(fidelity).toEqual([
      {
        alert: 'Loaded',
        both: 2,
        onlyReplayed: [],
        // Somebody had another rule then.
        onlyRecorded: [only],
        agreement: expect.closeTo(50 / 60, 1),
      },
    ]);
    expect(Math.abs(only.start - minute(300))).toBeLessThanOrEqual(60);
    expect(Math.abs(only.end - minute(310))).toBeLessThanOrEqual(60);
  });

  it('says nothing of rules that Prometheus does not have', async () => {
    const { result, fidelity } = await run(
      RULES.replaceAll('Loaded', 'Unheard').replaceAll('job:load', 'job:other'),
    );
    expect(fidelity).toEqual([]);
    expect(result.notes).toEqual([
      expect.stringContaining('multiples of the interval'),
    ]);
    expect(result.alerts[0].firings).toHaveLength(2);
  });

  it('refuses what is no rule file', async () => {
    await expect(run('groups: [1]')).rejects.toThrow(RuleFileError);
    await expect(run('{')).rejects.toThrow(RuleFileError);
  });
});

describe('compareFirings', () => {
  const series = (
    labels: Record<string, string>,
    ...firings: Array<[number, number]>
  ) => ({
    alert: 'A',
    labels,
    firings: firings.map(([start, end]) => ({ start, end })),
  });

  it('pairs by labels, and forgives less than a tick', () => {
    expect(
      compareFirings(
        'A',
        [
          series({ pod: 'a' }, [0, 100], [500, 600]),
          series({ pod: 'b' }, [0, 50]),
        ],
        [series({ pod: 'a' }, [10, 110]), series({ pod: 'c' }, [0, 50])],
        15,
      ),
    ).toEqual({
      alert: 'A',
      both: 1,
      onlyReplayed: [
        { start: 500, end: 600 },
        { start: 0, end: 50 },
      ],
      onlyRecorded: [{ start: 0, end: 50 }],
      // 90 of 110 + 100 + 50 + 50 seconds.
      agreement: 90 / 310,
    });
  });

  it('agrees where nobody fires', () => {
    expect(compareFirings('A', [], [], 15).agreement).toBe(1);
  });
});
