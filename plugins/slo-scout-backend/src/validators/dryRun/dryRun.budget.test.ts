import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { HttpPrometheusClient, type RangeRequest } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { runRules } from './__testUtils__/runRules';

jest.setTimeout(60_000);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** A Saturday, 02:00 in Berlin: night and weekend. */
const INCIDENT = Date.UTC(2026, 6, 4, 0) / 1000;
const END = INCIDENT + 12 * HOUR;
const START = END - DAY;

const pair = (by: string) => `
groups:
  - name: slis
    interval: 1m
    rules:
      - record: job:shop_bad:rate5m
        expr: sum ${by} (rate(errors_total[5m]))
        labels: { slo: shop }
      - record: job:shop_total:rate5m
        expr: sum ${by} (rate(requests_total[5m]))
        labels: { slo: shop }
`;

const ratio = (window: string) =>
  `sum_over_time(job:shop_bad:rate5m[${window}]) / sum_over_time(job:shop_total:rate5m[${window}])`;

const RULES = [
  { alert: 'Fast', expr: `${ratio('10m')} > 0.1`, labels: { slo: 'shop' } },
  {
    alert: 'Slow',
    expr: `${ratio('2h')} > 0.02`,
    labels: { slo: 'shop', long: '2h' },
  },
  { alert: 'Other', expr: `${ratio('10m')} > 0.1`, labels: { slo: 'other' } },
];

const BUDGET = {
  slo: 'shop',
  objective: 0.95,
  periodSeconds: DAY,
  bad: 'job:shop_bad:rate5m{slo="shop"}',
  total: 'job:shop_total:rate5m{slo="shop"}',
};

describe('the error budget in a dry run', () => {
  let prometheus: TestPrometheus;
  const PODS = 1000;

  beforeAll(async () => {
    const errors = (t: number) => 2 * Math.min(1800, Math.max(0, t - INCIDENT));
    prometheus = await startTestPrometheus({
      start: START - DAY,
      end: END,
      step: 60,
      series: [
        {
          name: 'requests_total',
          labels: { region: 'eu' },
          valueAt: t => 10 * (t - START + DAY),
        },
        { name: 'errors_total', labels: { region: 'eu' }, valueAt: errors },
        {
          name: 'requests_total',
          labels: { region: 'us' },
          valueAt: t => 10 * (t - START + DAY),
        },
        { name: 'errors_total', labels: { region: 'us' }, valueAt: () => 0 },
        ...Array.from({ length: PODS }, (_, pod) => ({
          name: 'busy',
          labels: { pod: String(pod) },
          valueAt: (t: number) =>
            t < END - 6 * HOUR || t % 300 !== 0
              ? undefined
              : (t / 300 + pod) % 7,
        })),
      ],
    });
  });
  afterAll(() => prometheus.stop());

  const run = (
    options: Partial<Parameters<typeof runRules>[0]> = {},
  ): Promise<DryRunResult> =>
    runRules({
      rules: RULES,
      recordings: pair('by (region)'),
      client: new HttpPrometheusClient({ name: 'real', url: prometheus.url }),
      rangeSeconds: DAY,
      deadlineMs: 50_000,
      now: END,
      budgets: [BUDGET],
      timeZone: 'Europe/Berlin',
      ...options,
    });

  it('draws the SLI and the budget of each part, the most burnt first', async () => {
    const { curves = [] } = await run();
    expect(curves.map(({ slo, labels }) => [slo, labels])).toEqual([
      ['shop', { region: 'eu' }],
      ['shop', { region: 'us' }],
    ]);
    const [eu, us] = curves;
    expect(eu).toMatchObject({ objective: 0.95, window: '1d' });
    expect(Date.parse(eu.start)).toBe(START * 1000);
    expect(eu.sli).toHaveLength(DAY / eu.step_seconds);
    // For half an hour 2 of 10 requests a second were bad.
    const during = (INCIDENT + 15 * MINUTE - START) / eu.step_seconds;
    expect(eu.sli[Math.floor(during)]).toBeCloseTo(0.8, 2);
    expect(eu.sli[0]).toBe(1);
    // 3600 of the 43,200 that may be bad
    expect(eu.budget_left[0]).toBe(1);
    expect(eu.budget_left.at(-1)).toBeCloseTo(1 - 3600 / 43_200, 2);
    expect(new Set(us.sli)).toEqual(new Set([1]));
  });

  it('says what each firing burnt, and what was left when it began', async () => {
    const { alerts, time_zone } = await run();
    expect(time_zone).toBe('Europe/Berlin');
    const find = (name: string) => alerts.find(a => a.alert === name)!;
    // 5 % of a day's 864,000 requests in eu may be bad: 43,200. Of the 3600 that
    // were, some came before the alert.
    const [fast] = find('Fast').firings;
    const [slow] = find('Slow').firings;
    expect(find('Fast').labels).toEqual({ region: 'eu', slo: 'shop' });
    expect(fast.budget_burnt).toBeGreaterThan(2400 / 43_200);
    expect(fast.budget_burnt).toBeLessThan(3600 / 43_200);
    expect(fast.budget_burnt! + (1 - fast.budget_left!)).toBeCloseTo(
      3600 / 43_200,
      3,
    );
    // The slow one fires until all of it is over.
    expect(slow.budget_burnt! + (1 - slow.budget_left!)).toBeCloseTo(
      3600 / 43_200,
      3,
    );
    // More than 5 % of 10 a second is reached two minutes in, when the rate over 5
    // minutes is 0.8; minute by minute, it takes longer to fire.
    const breach = new Date((INCIDENT + 2 * MINUTE) * 1000).toISOString();
    expect(fast.breach_start).toBe(breach);
    expect(slow.breach_start).toBe(breach);
    expect(fast.seconds_to_fire).toBe(
      Date.parse(fast.start) / 1000 - INCIDENT - 2 * MINUTE,
    );
    expect(slow.seconds_to_fire).toBeGreaterThan(fast.seconds_to_fire!);
    expect(find('Other').firings[0].budget_burnt).toBeUndefined();
  });

  it('compares the alerts of the SLO with each other', async () => {
    const { alerts } = await run();
    const [fast, slow, other] = alerts;
    const { start, end } = fast.firings[0];
    const shared = (Date.parse(end) - Date.parse(slow.firings[0].start)) / 1000;
    expect(Date.parse(slow.firings[0].start)).toBeGreaterThan(
      Date.parse(start),
    );
    expect(fast.statistics!.overlaps).toEqual([
      {
        alert: 'Slow',
        seconds: shared,
        share: expect.closeTo(shared / fast.firings[0].duration_seconds, 3),
      },
    ]);
    expect(slow.statistics!.overlaps).toMatchObject([{ alert: 'Fast' }]);
    expect(other.statistics!.overlaps).toEqual([]);
    expect(fast.statistics).toMatchObject({
      count: 1,
      night_share: 1,
      weekend_share: 1,
    });
  });

  it('does without where nothing is recorded', async () => {
    const { alerts, verdict } = await run({
      budgets: [{ ...BUDGET, total: 'nothing_of_the_kind' }],
    });
    expect(verdict).toBe('passed');
    expect(alerts[0].firings[0].budget_left).toBeUndefined();
  });

  it('asks for a thousand series in small parts, and finds the same', async () => {
    const client = new HttpPrometheusClient({
      name: 'real',
      url: prometheus.url,
    });
    const ticks: number[] = [];
    const queryRange = client.queryRange.bind(client);
    client.queryRange = async (expr: string, range: RangeRequest) => {
      const answer = await queryRange(expr, range);
      if (answer.length >= PODS) {
        ticks.push((range.end - range.start) / range.step + 1);
      }
      return answer;
    };
    const busy = (records: string) =>
      run({
        client,
        rangeSeconds: 6 * HOUR,
        budgets: [],
        recordings: records,
        rules: [
          {
            alert: 'Many',
            expr: 'max_over_time(job:busy[30m]) == 6 and job:busy == 0',
          },
        ],
        group: { interval: '15s' },
      });
    const result = await busy(
      'groups: [{ name: g, interval: 15s, rules: [{ record: "job:busy", expr: busy }] }]',
    );
    expect(result.verdict).toBe('passed');
    expect(result.alerts).toHaveLength(PODS);
    // A thousand series are a million samples in 1000 ticks.
    expect(Math.max(...ticks)).toBeLessThanOrEqual(1000);
    // At its tick the alert sees what was recorded a tick before, which is what
    // Prometheus itself saw then.
    const tick = END - 3 * HOUR;
    const asked = await queryRange(
      'max_over_time((busy)[1785s:15s] offset 15s) == 6 and busy offset 15s == 0',
      { start: tick, end: tick, step: 15 },
    );
    const firing = result.alerts.filter(({ firings }) =>
      firings.some(
        ({ start, end }) =>
          Date.parse(start) <= tick * 1000 && tick * 1000 < Date.parse(end),
      ),
    );
    expect(asked.length).toBeGreaterThan(PODS / 10);
    expect(firing.map(({ labels }) => labels.pod).sort()).toEqual(
      asked.map(({ metric }) => metric.pod).sort(),
    );
  });
});
