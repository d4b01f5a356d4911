import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { HttpPrometheusClient, type RangeRequest } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { dryRun, type DryRunRequest } from './dryRun';
import { readRuleFile } from './ruleFile';

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
        labels: { service: shop }
      - record: job:shop_total:rate5m
        expr: sum(rate(requests_total[5m]))
        labels: { service: shop }
      - record: job:shop_ratio:rate5m
        expr: job:shop_bad:rate5m / job:shop_total:rate5m
        labels: { service: shop, slo: shop }
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

  async function run(
    rules: Array<Record<string, unknown>>,
    options: Partial<DryRunRequest> & { recordings?: never } = {},
    recordings = RECORDINGS,
  ): Promise<DryRunResult> {
    const { alerts } = readRuleFile(
      JSON.stringify({ groups: [{ name: 'g', rules }] }),
    );
    const results = await dryRun({
      rangeSeconds: DAY,
      stepSeconds: 300,
      deadlineMs: 20_000,
      alerts: new Map([['alerts.yaml', alerts]]),
      client: real(),
      now: END + 17,
      ...options,
      recordings: readRuleFile(recordings).recordings,
    });
    return results.get('alerts.yaml')!;
  }

  const BURN = {
    alert: 'ShopBurn',
    expr: 'job:shop_ratio:rate5m{slo="shop"} > 0.1',
    for: '10m',
    labels: { severity: 'page' },
  };

  it('finds the incident, from rules that Prometheus has never seen', async () => {
    await expect(run([BURN])).resolves.toEqual({
      verdict: 'passed',
      exact: false,
      range_days: 1,
      step_seconds: 300,
      coverage: 1,
      historical_trigger_count: 1,
      avg_duration_seconds: 1200,
      alerts_per_month: 30,
      instance: 'real',
      start: at(START),
      end: at(END),
      alerts: [
        {
          alert: 'ShopBurn',
          labels: { service: 'shop', slo: 'shop', severity: 'page' },
          firings: [
            {
              // The first tick with errors in its 5 minutes, and then `for`.
              start: at(INCIDENT + 300 + 600),
              end: at(INCIDENT + 2100),
              duration_seconds: 1200,
              peak: 0.2,
            },
          ],
        },
      ],
    });
  });

  it('finds it in a window over the recorded pair, computed here', async () => {
    const window = (name: string) =>
      `sum_over_time(job:shop_${name}:rate5m[2h])`;
    const { alerts, coverage } = await run([
      { alert: 'Slow', expr: `${window('bad')} / ${window('total')} > 0.02` },
    ]);
    expect(coverage).toBe(1);
    const [firing] = alerts[0].firings;
    // 2 % of 2 h are 12 minutes of every fifth request; then 2 h to forget them.
    const start = Date.parse(firing.start) / 1000 - INCIDENT;
    const end = Date.parse(firing.end) / 1000 - INCIDENT;
    expect(start).toBeGreaterThanOrEqual(12 * 60);
    expect(start).toBeLessThanOrEqual(12 * 60 + 600);
    expect(end).toBeGreaterThanOrEqual(2 * HOUR + 1800 - 12 * 60 - 600);
    expect(end).toBeLessThanOrEqual(2 * HOUR + 1800 - 12 * 60 + 600);
  });

  it('is sure of a quiet series', async () => {
    await expect(
      run([{ alert: 'Quiet', expr: 'sum(rate(requests_total[5m])) < 1' }]),
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
    const result = await run([
      BURN,
      { alert: 'Typo', expr: 'sum(rate(request_total[5m])) < 1' },
    ]);
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/no data .* measure: Typo\. Check metric/),
      coverage: 0,
    });
    expect(result.alerts[0].reason).toBeUndefined();
    expect(result.alerts[1].reason).toMatch(/no data/);
  });

  it('says what is missing when the recording rules are not there', async () => {
    await expect(run([BURN], {}, 'groups: []')).resolves.toMatchObject({
      verdict: 'inconclusive',
      coverage: 0,
    });
  });

  it('fires on data that went away, not on data that was not there yet', async () => {
    const { alerts, verdict } = await run([
      { alert: 'Gone', expr: 'absent(interrupted)', for: '5m' },
    ]);
    expect(verdict).toBe('passed');
    expect(alerts).toEqual([
      {
        alert: 'Gone',
        labels: {},
        firings: [
          {
            // The last sample stands for 5 minutes, then `for`.
            start: at(INCIDENT + 300 + 300),
            end: at(INCIDENT + 2400),
            duration_seconds: 1800,
            peak: 1,
          },
        ],
      },
    ]);
  });

  it('begins where history begins, and says so', async () => {
    await expect(
      run([{ alert: 'Young', expr: 'young > 0' }]),
    ).resolves.toMatchObject({
      verdict: 'passed',
      reason: `History begins on ${at(
        END - 18 * HOUR,
      )}: 0.75 of 1 days were examined`,
      start: at(END - 18 * HOUR),
      coverage: expect.closeTo(0.75, 2),
    });
  });

  it('does not judge by too little data', async () => {
    await expect(
      run([{ alert: 'Newborn', expr: 'newborn > 0' }]),
    ).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/only 25.* % of the examined range/),
    });
  });

  it('marks what was active at the edges', async () => {
    const { alerts } = await run([
      { alert: 'Stuck', expr: 'stuck > 0', for: '10m' },
    ]);
    expect(alerts).toEqual([
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
  });

  it('says why one alert could not be replayed, and replays the others', async () => {
    const result = await run([
      BURN,
      { alert: 'Broken', expr: 'stuck + on () stuck > 0' },
      { alert: 'Template', expr: 'stuck', labels: { x: '{{ humanize 1 }}' } },
      { alert: 'Same', expr: 'stuck > -1', labels: { when: 'always' } },
      { alert: 'Syntax', expr: 'sum(stuck' },
      { alert: 'Long', expr: 'sum_over_time((sum(stuck))[90y:1m]) > 0' },
    ]);
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('5 of 6 alerts could not be replayed'),
      historical_trigger_count: 1,
    });
    expect(result.alerts.map(alert => alert.reason)).toEqual([
      undefined,
      expect.stringContaining('found duplicate series'),
      expect.stringContaining('{{ humanize 1 }}'),
      expect.stringContaining('same labelset after applying alert labels'),
      expect.stringContaining('ends too early'),
      expect.stringContaining('A window needs'),
    ]);
  });

  it('asks the whole where the parts would be too large', async () => {
    const many = [{ alert: 'Many', expr: 'many > 5' }];
    const [one, other] = await Promise.all([
      run(many),
      run(many, { client: real(20_000) }),
    ]);
    expect(one.historical_trigger_count).toBe(1);
    expect(other.alerts).toEqual(one.alerts);
  });

  it('asks each question once, and tells of its progress', async () => {
    const client = real();
    const asked: string[] = [];
    const queryRange = client.queryRange.bind(client);
    client.queryRange = (expr: string, range: RangeRequest) => {
      asked.push(expr);
      return queryRange(expr, range);
    };
    const progress: string[] = [];
    const burns = [1, 2, 3].map(n => ({
      ...BURN,
      alert: `Burn${n}`,
      expr: `job:shop_ratio:rate5m > 0.0${n}`,
      for: `${n * 5}m`,
    }));
    await run(burns, {
      client,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(asked.sort()).toEqual([
      'sum(rate(errors_total[5m]))',
      'sum(rate(requests_total[5m]))',
    ]);
    expect(progress).toEqual(['1/3', '2/3', '3/3']);
  });

  describe('without an answer', () => {
    let server: Server;
    let client: HttpPrometheusClient;

    beforeAll(async () => {
      // Answers what it is asked first, and then never again.
      let questions = 0;
      server = createServer((request, response) => {
        questions += 1;
        if (request.url?.endsWith('buildinfo')) {
          response.end('{"status":"success","data":{"version":"2.42.0"}}');
        } else if (questions === 2) {
          response.end(
            `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[${START},"1"]]}]}}`,
          );
        }
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      client = new HttpPrometheusClient({
        name: 'slow',
        url: `http://127.0.0.1:${port}`,
        concurrency: 1,
      });
    });
    afterAll(async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    });

    it('stops at the deadline and says what was covered', async () => {
      const rules = ['one', 'two', 'three'].map(expr => ({
        alert: expr,
        expr,
      }));
      await expect(
        run(rules, { client, deadlineMs: 300 }),
      ).resolves.toMatchObject({
        verdict: 'inconclusive',
        reason:
          'The dry run stopped after 0.3 s (sloScout.dryRun.deadline): 1 of 3 alerts were replayed',
        alerts: [
          { alert: 'one', firings: [{ start: at(START) }] },
          { alert: 'two', reason: 'Not finished within the deadline' },
          { alert: 'three', reason: 'Not finished within the deadline' },
        ],
      });
    });

    it('gives up when the caller does', async () => {
      const stop = new AbortController();
      const answer = run([BURN], { client, signal: stop.signal });
      setTimeout(() => stop.abort(new Error('cancelled')), 50);
      await expect(answer).rejects.toThrow('cancelled');
    });

    it('is inconclusive when Prometheus is away', async () => {
      const away = new HttpPrometheusClient({
        name: 'away',
        url: 'http://127.0.0.1:1',
      });
      await expect(run([BURN], { client: away })).resolves.toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringMatching(/“away” .* cannot be reached/),
        coverage: 0,
        historical_trigger_count: 0,
      });
    });

    it('is inconclusive when none is configured', async () => {
      await expect(run([BURN], { client: undefined })).resolves.toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringContaining('No Prometheus is configured'),
      });
    });
  });
});
