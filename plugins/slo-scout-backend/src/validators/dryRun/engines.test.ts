import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { HttpPrometheusClient } from '../../prometheus';
import {
  startTestPrometheus,
  type TestHistory,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { startTestVictoriaMetrics } from '../../prometheus/__testUtils__/startTestVictoriaMetrics';
import { firingsAfter, runRules } from './__testUtils__/runRules';

jest.setTimeout(120_000);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const END = Math.floor(Date.now() / 3_600_000) * HOUR - HOUR;
const START = END - 2 * DAY;

const ramp = (time: number, from: number, seconds: number, rate: number) =>
  rate * Math.min(seconds, Math.max(0, time - from));

const HISTORY: TestHistory = {
  start: START - 6 * HOUR,
  end: END,
  step: 30,
  series: [
    {
      name: 'requests_total',
      labels: { code: '200' },
      valueAt: t => 10 * (t - START + DAY),
    },
    {
      name: 'requests_total',
      labels: { code: '500' },
      // Two incidents: half an hour of 10 %, ten minutes of half.
      valueAt: t =>
        Math.round(
          ramp(t, START + 9 * HOUR, 30 * MINUTE, 1) +
            ramp(t, START + 30 * HOUR, 10 * MINUTE, 5),
        ),
    },
    // Born in the middle with a value of its own, and dead again.
    {
      name: 'late_total',
      valueAt: t =>
        t < START + 20 * HOUR || t > START + 26 * HOUR
          ? undefined
          : 500 + 2 * (t - START - 20 * HOUR),
    },
    // Starts anew every six hours.
    { name: 'reset_total', valueAt: t => (t - START + DAY) % (6 * HOUR) },
    {
      name: 'gauge',
      valueAt: t => ((t - START) % (8 * HOUR) < 20 * MINUTE ? 2 : 1),
    },
    {
      name: 'gappy',
      valueAt: t =>
        (t - START + DAY) % (4 * HOUR) < 10 * MINUTE ? undefined : 3,
    },
  ],
};
const RECORDINGS = `
groups:
  - name: slis
    interval: 30s
    rules:
      - { record: "job:bad:rate5m", expr: 'sum(rate(requests_total{code=~"5.."}[5m])) or sum(0 * rate(requests_total[5m]))' }
      - { record: "job:total:rate5m", expr: 'sum(rate(requests_total[5m])) > 0' }
`;
const ratio = (w: string) =>
  `sum_over_time(job:bad:rate5m[${w}]) / sum_over_time(job:total:rate5m[${w}])`;
const RULES = [
  {
    alert: 'Fast',
    expr: `${ratio('1h')} > 0.0144 and ${ratio('5m')} > 0.0144`,
  },
  { alert: 'Slow', expr: `${ratio('6h')} > 0.006 and ${ratio('30m')} > 0.006` },
  { alert: 'RawRate', expr: 'rate(requests_total{code="500"}[5m]) > 0.5' },
  {
    alert: 'Increase',
    expr: 'increase(requests_total{code="500"}[10m]) > 100',
    for: '2m',
  },
  { alert: 'Late', expr: 'increase(late_total[5m]) > 100' },
  { alert: 'Reset', expr: 'rate(reset_total[5m]) < 0.95' },
  { alert: 'Gauge', expr: 'gauge > 1', for: '5m' },
  { alert: 'GaugeMax', expr: 'max_over_time(gauge[10m]) > 1' },
  { alert: 'Gone', expr: 'absent(gappy)', for: '1m' },
];

describe('the same dry run over Prometheus and over VictoriaMetrics', () => {
  let prometheus: TestPrometheus;
  let victoria: TestPrometheus;
  let ofPrometheus: DryRunResult;
  let ofVictoria: DryRunResult;

  const run = (url: string, params?: Record<string, string>) =>
    runRules({
      rules: RULES,
      group: { interval: '30s' },
      recordings: RECORDINGS,
      rangeSeconds: 2 * DAY,
      deadlineMs: 60_000,
      now: END,
      client: new HttpPrometheusClient({ name: 'engine', url, params }),
    });

  beforeAll(async () => {
    prometheus = await startTestPrometheus(HISTORY);
    victoria = await startTestVictoriaMetrics(HISTORY);
    ofPrometheus = await run(prometheus.url);
    // Without it, VictoriaMetrics moves the ticks to where its cache has them.
    ofVictoria = await run(victoria.url, { nocache: '1' });
  });
  afterAll(async () => {
    await victoria?.stop();
    await prometheus?.stop();
  });
  const firingsOf = (result: DryRunResult, alert: string) =>
    firingsAfter(START, {
      ...result,
      alerts: result.alerts.filter(replay => replay.alert === alert),
    });

  // docs/dry-run-engines.md says why, in the same order.
  it.each<[string, { start: number; end: number }]>([
    ['RawRate', { start: 0, end: 0 }],
    ['Increase', { start: 0, end: 0 }],
    ['Reset', { start: 0, end: 0 }],
    ['Gauge', { start: 0, end: 0 }],
    ['GaugeMax', { start: 0, end: -30 }],
    ['Fast', { start: -30, end: -30 }],
    ['Slow', { start: 0, end: -30 }],
    ['Late', { start: -60, end: 0 }],
    ['Gone', { start: -270, end: 0 }],
  ])('%s: the same firings, at most %j seconds apart', async (alert, apart) => {
    const theirs = firingsOf(ofVictoria, alert);
    const ours = firingsOf(ofPrometheus, alert);
    expect(ours.length).toBeGreaterThan(0);
    expect(theirs).toHaveLength(ours.length);
    const differences = theirs.map(([start, end], i) => [
      start - ours[i][0],
      end - ours[i][1],
    ]);
    const largest = (of: 0 | 1) =>
      differences.reduce(
        (a, d) => (Math.abs(d[of]) > Math.abs(a) ? d[of] : a),
        0,
      );
    expect({ start: largest(0), end: largest(1) }).toEqual(apart);
    // No difference goes the other way.
    for (const [start, end] of differences) {
      expect(start <= 0 && end <= 0).toBe(true);
    }
  });

  it('both were evaluated at every tick, and neither gave up', () => {
    for (const { exact, alerts, coverage } of [ofPrometheus, ofVictoria]) {
      expect(exact).toBe(true);
      expect(alerts.flatMap(({ reason }) => reason ?? [])).toEqual([]);
      expect(coverage).toBeGreaterThan(0.1);
    }
  });
});
