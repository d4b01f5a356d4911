import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { HttpPrometheusClient, type RangeRequest } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { firingsAfter, runRules } from './__testUtils__/runRules';

jest.setTimeout(30_000);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const END = Math.floor(Date.now() / 3_600_000) * HOUR;
const START = END - DAY;
/** Every fifth request fails, for half an hour. */
const INCIDENT = END - 12 * HOUR;

const clamp = (value: number, most: number) =>
  Math.min(most, Math.max(0, value));

const RECORDINGS = `
groups:
  - name: shop_slis
    interval: 1m
    rules:
      - record: job:shop_bad:rate5m
        expr: sum(rate(errors_total[5m])) or 0 * sum(rate(requests_total[5m]))
        labels: { service: shop, slo: shop }
      - record: job:shop_total:rate5m
        expr: sum(rate(requests_total[5m]))
        labels: { service: shop, slo: shop }
      - record: job:shop_ratio:rate5m
        expr: job:shop_bad:rate5m / job:shop_total:rate5m
`;

const at = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('dryRun', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START - DAY,
      end: END,
      step: 60,
      series: [
        { name: 'requests_total', valueAt: t => 10 * (t - START + DAY) },
        { name: 'errors_total', valueAt: t => 2 * clamp(t - INCIDENT, 1800) },
        {
          name: 'newborn',
          valueAt: t => (t >= END - 6 * HOUR ? 0 : undefined),
        },
        { name: 'young', valueAt: t => (t >= END - 18 * HOUR ? 0 : undefined) },
        {
          name: 'interrupted',
          valueAt: t =>
            t < END - 20 * HOUR || (t >= INCIDENT && t < INCIDENT + 2400)
              ? undefined
              : 1,
        },
        {
          name: 'stuck',
          labels: { when: 'early' },
          valueAt: t => (t < START + HOUR ? 1 : 0),
        },
        {
          name: 'stuck',
          labels: { when: 'late' },
          valueAt: t => (t >= END - HOUR ? 1 : 0),
        },
        ...['a', 'b', 'c', 'd', 'e'].map(pod => ({
          name: 'many',
          labels: { pod },
          valueAt: (t: number) => (pod === 'c' && t === INCIDENT ? 9 : 1.5),
        })),
        {
          name: 'twin',
          labels: { pod: 'one' },
          valueAt: t => (t >= INCIDENT && t < INCIDENT + 600 ? 1 : undefined),
        },
        { name: 'twin', labels: { pod: 'two' }, valueAt: () => 1 },
        {
          name: 'blink',
          valueAt: t => (t % HOUR === 0 && t >= INCIDENT ? 1 : 0),
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  const real = (maxResponseBytes?: number) =>
    new HttpPrometheusClient({
      name: 'real',
      url: prometheus.url,
      maxResponseBytes,
    });

  const run = (
    rules: Array<Record<string, unknown>>,
    options: Partial<Parameters<typeof runRules>[0]> = {},
  ): Promise<DryRunResult> =>
    runRules({
      rangeSeconds: DAY,
      deadlineMs: 20_000,
      client: real(),
      now: END + 17,
      recordings: RECORDINGS,
      ...options,
      rules,
    });

  const BURN = {
    alert: 'ShopBurn',
    expr: 'job:shop_ratio:rate5m > 0.1',
    for: '10m',
    labels: { severity: 'page', slo: 'shop' },
  };

  describe('exactly', () => {
    it('finds the incident, from rules that Prometheus has never seen', async () => {
      // 2 errors in 10 requests a second: after 3 minutes more than half of the 5
      // are bad, which is recorded then and seen by the other group a minute later.
      const start = INCIDENT + 4 * MINUTE + 10 * MINUTE;
      const end = INCIDENT + 30 * MINUTE + 4 * MINUTE;
      await expect(run([BURN])).resolves.toEqual({
        verdict: 'passed',
        exact: true,
        notes: [expect.stringContaining('multiples of the interval')],
        notes_coded: [{ code: 'dry_run.ticks', values: {} }],
        range_days: 1,
        step_seconds: 60,
        coverage: 1,
        windows: [{ window: '5m', coverage: 1, complete: 1 }],
        earliest_sample: at(START - 300),
        retention_seconds: 90 * DAY,
        historical_trigger_count: 1,
        avg_duration_seconds: end - start,
        alerts_per_month: 30,
        instance: 'real',
        instance_version: expect.stringMatching(/^2\.\d+/),
        time_zone: 'UTC',
        start: at(START),
        end: at(END),
        alerts: [
          {
            alert: 'ShopBurn',
            labels: { service: 'shop', slo: 'shop', severity: 'page' },
            firings: [
              {
                start: at(start),
                end: at(end),
                duration_seconds: end - start,
                peak: 0.2,
                breach_start: at(start - 10 * MINUTE),
                seconds_to_fire: 10 * MINUTE,
              },
            ],
            statistics: {
              count: 1,
              avg_duration_seconds: end - start,
              longest_seconds: end - start,
              alerts_per_month: 30,
              night_share: expect.any(Number),
              weekend_share: expect.any(Number),
              flaps: 0,
              overlaps: [],
            },
          },
        ],
      });
    });

    it('finds it in a window over the recorded pair', async () => {
      const window = (name: string) =>
        `sum_over_time(job:shop_${name}:rate5m[2h])`;
      const result = await run([
        {
          alert: 'Slow',
          expr: `${window('bad')} / ${window('total')} > 0.0201`,
        },
      ]);
      expect(result.coverage).toBe(1);
      // The window holds 120 samples of 10, because it does not see the newest: the
      // bad ones must be more than 24.12. They climb by 0.4 a minute to 2, so with
      // the 15th they are 26, which is seen a minute later. Of all 60, those from
      // the 21st on are 24: that is when the 20th leaves.
      expect(firingsAfter(INCIDENT, result)).toEqual([
        [15 * MINUTE + MINUTE, 2 * HOUR + 21 * MINUTE],
      ]);
    });

    it('sees in its own group what was recorded at the same tick', async () => {
      const one = await run([
        { alert: 'Instant', expr: 'job:shop_ratio:rate5m > 0.1' },
      ]);
      expect(firingsAfter(INCIDENT, one)[0][0]).toBe(4 * MINUTE);
      const raw = await run([
        {
          alert: 'Raw',
          expr: 'sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.1',
        },
      ]);
      expect(firingsAfter(INCIDENT, raw)[0][0]).toBe(3 * MINUTE);
    });

    it('evaluates each group at its own interval', async () => {
      const result = await run(
        [{ alert: 'Slow', expr: 'job:shop_ratio:rate5m > 0.1', for: '1m' }],
        { group: { interval: '7m' } },
      );
      expect(result.step_seconds).toBe(420);
      const [[start]] = firingsAfter(0, result);
      // The first tick that sees the breach, and the next, when `for` has passed.
      const seen = Math.ceil((INCIDENT + 4 * MINUTE) / 420) * 420;
      expect(start).toBe(seen + 420);
    });

    it('finds what is shorter than the step of the fast mode', async () => {
      const blink = { alert: 'Blink', expr: 'blink == 1' };
      const exact = await run([blink]);
      // One sample at every full hour.
      expect(exact.historical_trigger_count).toBe(13);
      expect(exact.alerts[0].statistics).toMatchObject({
        count: 13,
        flaps: 13,
        longest_seconds: 60,
      });
    });

    it('looks at the past with the query offset of its group', async () => {
      const raw = {
        alert: 'Raw',
        expr: 'sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.1',
      };
      const result = await run([raw], { group: { query_offset: '2m' } });
      expect(firingsAfter(INCIDENT, result)[0][0]).toBe(5 * MINUTE);
    });

    it('goes on after evaluations that fail, and says how many', async () => {
      const result = await run([
        { alert: 'Twins', expr: 'requests_total * on () twin > 0', for: '1m' },
        {
          alert: 'Asked',
          expr: 'sum(requests_total * on () twin) > 0',
          for: '1m',
        },
      ]);
      expect(result).toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringMatching(
          /failed to evaluate Twins 15 of 1441 times: found duplicate series/,
        ),
        historical_trigger_count: 2,
      });
      // It kept its state while it could not be evaluated.
      expect(firingsAfter(START, result)).toEqual([
        [0, DAY],
        [0, DAY],
      ]);
    });
  });

  describe('fast', () => {
    const fast = (
      rules: Array<Record<string, unknown>>,
      options: Partial<Parameters<typeof runRules>[0]> = {},
    ) => run(rules, { mode: 'fast', ...options });

    it('finds the incident to one step, and calls itself approximate', async () => {
      const result = await fast([BURN]);
      expect(result).toMatchObject({
        verdict: 'passed',
        exact: false,
        step_seconds: 300,
        coverage: 1,
        historical_trigger_count: 1,
      });
      expect(firingsAfter(INCIDENT, result)).toEqual([[300 + 600, 2100]]);
    });

    it('computes windows from fewer samples', async () => {
      const window = (name: string) =>
        `sum_over_time(job:shop_${name}:rate5m[2h])`;
      const result = await fast([
        { alert: 'Slow', expr: `${window('bad')} / ${window('total')} > 0.02` },
      ]);
      const [[start, end]] = firingsAfter(INCIDENT, result);
      expect(Math.abs(start - 15 * MINUTE)).toBeLessThanOrEqual(300);
      expect(Math.abs(end - 2 * HOUR - 22 * MINUTE)).toBeLessThanOrEqual(600);
    });

    it('asks each question once', async () => {
      const client = real();
      const asked: string[] = [];
      const queryRange = client.queryRange.bind(client);
      client.queryRange = (expr: string, range: RangeRequest) => {
        asked.push(expr);
        return queryRange(expr, range);
      };
      const burns = [1, 2, 3].map(n => ({
        ...BURN,
        alert: `Burn${n}`,
        expr: `job:shop_ratio:rate5m > 0.0${n}`,
        for: `${n * 5}m`,
      }));
      await fast(burns, { client });
      expect(asked.sort()).toEqual([
        'group(errors_total)',
        'group(requests_total)',
        'sum(rate(errors_total[5m]))',
        'sum(rate(requests_total[5m]))',
      ]);
    });
  });

  describe.each(['exact', 'fast'] as const)('in the %s mode', mode => {
    const runIt = (
      rules: Array<Record<string, unknown>>,
      options: Partial<Parameters<typeof runRules>[0]> = {},
    ) => run(rules, { mode, ...options });

    it('is sure of a quiet series', async () => {
      await expect(
        runIt([{ alert: 'Quiet', expr: 'sum(rate(requests_total[5m])) < 1' }]),
      ).resolves.toMatchObject({
        verdict: 'passed',
        coverage: 1,
        historical_trigger_count: 0,
        avg_duration_seconds: 0,
        alerts_per_month: 0,
        alerts: [{ alert: 'Quiet', firings: [] }],
      });
    });

    it('does not take a missing metric for a quiet one', async () => {
      const result = await runIt([
        BURN,
        { alert: 'Typo', expr: 'sum(rate(request_total[5m])) < 1' },
      ]);
      expect(result).toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringMatching(
          /no data .* measure: Typo\. Check metric/,
        ),
        coverage: 0,
      });
      expect(result.alerts[0].reason).toBeUndefined();
      expect(result.alerts[1]).toMatchObject({
        reason: expect.stringMatching(/no data/),
        reason_coded: { code: 'dry_run.alert_without_data' },
      });
    });

    it('says what is missing when the recording rules are not there', async () => {
      await expect(
        runIt([BURN], { recordings: 'groups: []' }),
      ).resolves.toMatchObject({ verdict: 'inconclusive', coverage: 0 });
    });

    it('fires on data that went away, not on data that was not there yet', async () => {
      const result = await runIt([
        { alert: 'Gone', expr: 'absent(interrupted)', for: '5m' },
      ]);
      expect(result.verdict).toBe('passed');
      // The last sample, a minute before, stands for 5 minutes; then `for`.
      expect(firingsAfter(INCIDENT, result)).toEqual([
        [5 * MINUTE + 5 * MINUTE, 2400],
      ]);
      expect(result.gaps).toEqual([
        {
          start: at(INCIDENT),
          end: at(INCIDENT + 2400),
          duration_seconds: 2400,
        },
      ]);
    });

    it('begins where history begins, and says so', async () => {
      await expect(
        runIt([{ alert: 'Young', expr: 'young > 0' }]),
      ).resolves.toMatchObject({
        verdict: 'passed',
        reason: `History begins on ${at(
          END - 18 * HOUR,
        )}: 0.75 of 1 days were examined`,
        start: at(END - 18 * HOUR),
        earliest_sample: at(END - 18 * HOUR),
        coverage: expect.closeTo(0.75, 2),
      });
    });

    it('does not judge by too little data', async () => {
      await expect(
        runIt([{ alert: 'Newborn', expr: 'newborn > 0' }]),
      ).resolves.toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringMatching(/only 25.* % of the examined range/),
      });
    });

    it('says how much of the windows there was', async () => {
      const { windows } = await runIt([
        { alert: 'Long', expr: 'sum_over_time(young[12h]) > 0' },
      ]);
      // Nothing for 6 h, then 12 h in which it fills, then 6 h full.
      expect(windows).toEqual([
        {
          window: '12h',
          coverage: expect.closeTo((0.5 * 12 + 6) / 24, 2),
          complete: expect.closeTo(0.25, 1),
        },
      ]);
    });

    it('marks what was active at the edges', async () => {
      const { alerts } = await runIt([
        { alert: 'Stuck', expr: 'stuck > 0', for: '10m' },
      ]);
      expect(alerts).toMatchObject([
        {
          alert: 'Stuck',
          labels: { when: 'early' },
          firings: [
            {
              start: at(START),
              end: at(START + HOUR),
              duration_seconds: HOUR,
              peak: 1,
              open_at_start: true,
            },
          ],
        },
        {
          alert: 'Stuck',
          labels: { when: 'late' },
          firings: [
            {
              start: at(END - HOUR + 600),
              end: at(END),
              duration_seconds: HOUR - 600,
              peak: 1,
              open_at_end: true,
            },
          ],
        },
      ]);
      expect(alerts[0].firings[0].open_at_end).toBeUndefined();
      expect(alerts[1].firings[0].open_at_start).toBeUndefined();
    });

    it('says why one alert could not be replayed, and replays the others', async () => {
      const result = await runIt([
        BURN,
        { alert: 'Template', expr: 'stuck', labels: { x: '{{ humanize 1 }}' } },
        { alert: 'Same', expr: 'stuck > -1', labels: { when: 'always' } },
        { alert: 'Syntax', expr: 'sum(stuck' },
        { alert: 'Long', expr: 'sum_over_time((sum(stuck))[90y:1m]) > 0' },
        { alert: 'Instant', expr: 'rate(stuck)' },
      ]);
      expect(result).toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringContaining('4 of 6 alerts could not be replayed'),
        historical_trigger_count: 1,
      });
      expect(result.alerts.map(alert => alert.reason)).toEqual([
        undefined,
        expect.stringContaining('{{ humanize 1 }}'),
        undefined,
        expect.stringContaining('ends too early'),
        expect.stringContaining('ticks of history'),
        expect.stringContaining('expected type range vector'),
      ]);
    });

    it('says how often two results were the same alert', async () => {
      await expect(
        runIt([
          { alert: 'Same', expr: 'stuck > -1', labels: { when: 'always' } },
        ]),
      ).resolves.toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringContaining(
          'same labelset after applying alert labels',
        ),
        historical_trigger_count: 0,
      });
    });

    it('asks the whole where the parts would be too large', async () => {
      const many = [{ alert: 'Many', expr: 'many > 5' }];
      const [one, other] = await Promise.all([
        runIt(many),
        runIt(many, { client: real(5000) }),
      ]);
      expect(one.historical_trigger_count).toBe(1);
      expect(other.alerts).toEqual(one.alerts);
    });

    it('tells of its progress, up to the end', async () => {
      const progress: number[] = [];
      await runIt([BURN], { onProgress: share => progress.push(share) });
      expect(progress.length).toBeGreaterThan(2);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress[0]).toBeGreaterThan(0);
      expect(progress.at(-1)).toBe(1);
    });

    it('warns of a value in a label', async () => {
      const { notes } = await runIt([
        { ...BURN, labels: { slo: 'shop', value: '{{ $value }}' } },
      ]);
      expect(notes).toContainEqual(
        expect.stringMatching(/stands in a label of ShopBurn/),
      );
    });

    it('is inconclusive when none is configured', async () => {
      await expect(runIt([BURN], { client: undefined })).resolves.toMatchObject(
        {
          verdict: 'inconclusive',
          reason: expect.stringContaining('No Prometheus is configured'),
          reason_coded: { code: 'dry_run.no_prometheus' },
          alerts: [{ reason_coded: { code: 'dry_run.no_prometheus' } }],
          coverage: 0,
          historical_trigger_count: 0,
        },
      );
    });
  });
});
