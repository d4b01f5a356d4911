import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  MeasuredDay,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { approvedSlo } from '../__testUtils__/approvedFiles';
import { countingDocument, LATENCY_DOCUMENT } from '../__testUtils__/documents';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';

jest.setTimeout(180_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
const END = Math.floor(Date.now() / 300_000) * 300;
const START = END - 5 * DAY;
/** For an hour 4 % of the requests fail, and the value goes to 0.6. */
const INCIDENT = END - 30 * 60 - HOUR;
/** Nothing is known of these two hours. */
const GAP = END - 2 * DAY;
const inGap = (time: number) => time > GAP && time < GAP + 2 * HOUR;
const inIncident = (time: number) => time >= INCIDENT && time < INCIDENT + HOUR;
const failures = (time: number) =>
  0.4 * Math.min(HOUR, Math.max(0, time - INCIDENT));

const failuresOf = (region: string, time: number) =>
  region === 'a' ? failures(time) : 0;

const ratio = (name: string, objective: number, by = '') => {
  const query = (metric: string) =>
    by ? `sum by (${by}) (rate(${metric}[5m]))` : `sum(rate(${metric}[5m]))`;
  return countingDocument({
    ...{ name, target: objective },
    bad: query('errors_total'),
    total: query('requests_total'),
  });
};

/** In front of Prometheus; answers 503 to some queries until it is told to listen. */
async function deafUntilAsked(
  target: string,
  isRefused: (query: string) => boolean = () => true,
) {
  let deaf = true;
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const asked = new URLSearchParams(body).get('query') ?? '';
    if (deaf && isRefused(asked)) {
      res.writeHead(503).end('busy');
      return;
    }
    const { method, headers } = req;
    const onwards = request(
      new URL(req.url ?? '/', target),
      { method, headers },
      answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    onwards.end(body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    listen: () => {
      deaf = false;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
}

describe('measure-slos', () => {
  let prometheus: TestPrometheus;
  const portals: TestPortal[] = [];

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: 30,
      series: ['a', 'b'].flatMap(region => [
        {
          name: 'requests_total',
          labels: { region },
          valueAt: time => (inGap(time) ? undefined : 5 * (time - START)),
        },
        {
          name: 'errors_total',
          labels: { region },
          valueAt: time => (inGap(time) ? undefined : failuresOf(region, time)),
        },
        ...(region === 'a'
          ? [
              {
                name: 'latency_seconds',
                valueAt: (time: number) => (inIncident(time) ? 0.6 : 0.2),
              },
            ]
          : []),
      ]),
    });
  });

  afterAll(async () => {
    for (const portal of portals) await portal.stop();
    await prometheus?.stop();
  });

  async function portalOver(url: string, config = {}): Promise<TestPortal> {
    const portal = await TestPortal.start({
      config: { prometheus: [{ name: 'production', url }], ...config },
    });
    portals.push(portal);
    return portal;
  }

  const read = async (portal: TestPortal) => {
    const { status, body } = await portal
      .as('stranger')
      .get(`/v1/measurements?entity_ref=${PAYMENTS}`);
    expect([status, body.error]).toEqual([200, undefined]);
    return body.measurements;
  };

  it('fills in what Prometheus has, weighs it by events, and says it once', async () => {
    const portal = await portalOver(prometheus.url);
    const id = await approvedSlo(portal, ratio('orders', 0.999));
    expect(await read(portal)).toMatchObject([
      { slo_id: id, since: null, budget_left: null, days: [] },
    ]);
    await portal.runJob('measure-slos');
    const [measured] = await read(portal);
    expect(measured).toMatchObject({
      ...{ slo_id: id, labels: {}, unit: 'events', window: '28d' },
      environment: 'production',
    });
    // 1,440 bad of ten a second; as many days as there are stand for 28.
    const cells = await portal.db('slo_measurements');
    const bad = cells.reduce((sum, cell) => sum + cell.bad, 0);
    const total = cells.reduce((sum, cell) => sum + cell.total, 0);
    expect(bad).toBeCloseTo(1440, -1);
    expect(total / (10 * (5 * DAY - 2 * HOUR))).toBeCloseTo(1, 2);
    const known = 5 * DAY;
    expect(measured.budget_left).toBeCloseTo(
      1 - bad / ((0.001 * total * 28 * DAY) / known),
      2,
    );
    expect(measured.budget_left).toBeGreaterThan(0.9);
    expect(measured.sli_5m).toBeCloseTo(1, 6);
    // 30 minutes of the last hour were bad by 4 %.
    expect(measured.sli_1h).toBeLessThan(0.985);
    expect(measured.burn_rate_1h).toBeCloseTo((1 - measured.sli_1h) / 0.001, 6);
    const days: MeasuredDay[] = measured.days;
    expect(days.length).toBeGreaterThanOrEqual(5);
    expect(days.reduce((sum, day) => sum + day.bad, 0)).toBeCloseTo(bad, 6);
    expect(days.at(-1)?.budget_left).toBe(measured.budget_left);

    // The overview shows the same, out of what the job has written down.
    const { body } = await portal.as('stranger').get('/v1/overview/slos');
    const { days: _, budget_left: left, budget, ...same } = measured;
    expect(body).toMatchObject({
      counts: { slos: { burning: 1 }, all_services: 1 },
      slos: [{ slo_id: id, state: 'burning', parts: 1, standing: same }],
    });
    expect(body.slos[0].standing.budget_left).toBeCloseTo(left, 4);
    expect(body.slos[0].standing.budget / budget).toBeCloseTo(1, 4);

    // What is missing is no cell: the gap, and what was before there was data.
    const starts = cells.map(({ at }) => at / 1000);
    expect(
      starts.filter(at => at > GAP + 300 && at < GAP + 2 * HOUR - 300),
    ).toEqual([]);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(START - 300);

    await portal.runJob('measure-slos');
    expect(await portal.db('slo_measurements')).toEqual(cells);
  });

  it('measures time for a value with a limit, and each part by itself', async () => {
    const portal = await portalOver(prometheus.url);
    await approvedSlo(portal, LATENCY_DOCUMENT);
    await approvedSlo(portal, ratio('regions', 0.99, 'region'));
    await portal.runJob('measure-slos');
    const [latency, a, b] = await read(portal);
    expect(latency).toMatchObject({ unit: 'seconds', labels: {} });
    const badSeconds = latency.days.reduce(
      (sum: number, day: MeasuredDay) => sum + day.bad,
      0,
    );
    expect(badSeconds).toBeCloseTo(HOUR, -2);
    expect(latency.budget).toBeCloseTo(0.01 * 28 * DAY, -3);
    expect([a.labels, b.labels]).toEqual([{ region: 'a' }, { region: 'b' }]);
    expect(a.budget_left).toBeLessThan(1);
    expect(b.budget_left).toBe(1);
  });

  it('keeps history when numbers change, and begins anew for another SLI', async () => {
    const portal = await portalOver(prometheus.url);
    await approvedSlo(portal, ratio('orders', 0.999));
    await portal.runJob('measure-slos');
    const cells = await portal.db('slo_measurements');
    const [before] = await read(portal);
    await approvedSlo(portal, ratio('orders', 0.99));
    const [loose] = await read(portal);
    expect(loose).toMatchObject({ objective: 0.99, since: before.since });
    expect(loose.budget_left).toBeGreaterThan(before.budget_left);
    await portal.runJob('measure-slos');
    expect(await portal.db('slo_measurements')).toHaveLength(cells.length);

    await approvedSlo(portal, ratio('orders', 0.99, 'region'));
    expect(await read(portal)).toMatchObject([{ since: null }]);
    await portal.runJob('measure-slos');
    expect(await read(portal)).toHaveLength(2);
  });

  it('loses nothing while Prometheus is away', async () => {
    const config = await deafUntilAsked(prometheus.url);
    const portal = await portalOver(config.url);
    await approvedSlo(portal, ratio('orders', 0.999));
    await approvedSlo(portal, LATENCY_DOCUMENT);
    await portal.runJob('measure-slos');
    await portal.runJob('measure-slos');
    expect(await portal.db('measurement_progress')).toEqual([]);
    expect(await read(portal)).toMatchObject([
      { since: null, budget_left: null },
      { since: null, budget_left: null },
    ]);
    config.listen();
    await portal.runJob('measure-slos');
    await config.stop();
    const [latency, orders] = await read(portal);
    expect([latency.since, orders.since]).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    expect(orders.days.length).toBeGreaterThanOrEqual(5);
  });

  it('measures the others where Prometheus fails at one query', async () => {
    const config = await deafUntilAsked(prometheus.url, query =>
      query.includes('latency_seconds'),
    );
    const portal = await portalOver(config.url);
    await approvedSlo(portal, LATENCY_DOCUMENT);
    for (const name of ['orders', 'refunds', 'returns', 'sales']) {
      await approvedSlo(portal, ratio(name, 0.999));
    }
    await portal.runJob('measure-slos');
    const measured: SloMeasurement[] = await read(portal);
    expect(
      measured.map(({ measured_until: until }) => Date.parse(until ?? '')),
    ).toEqual([NaN, ...[1, 2, 3, 4].map(() => END * 1000)]);
    config.listen();
    await portal.runJob('measure-slos');
    await config.stop();
    expect((await read(portal))[0].since).toEqual(expect.any(String));
  });

  it('goes on where a run was ended', async () => {
    const portal = await portalOver(prometheus.url, {
      measurements: { deadline: { milliseconds: 1 } },
    });
    await approvedSlo(portal, ratio('orders', 0.999));
    await portal.runJob('measure-slos');
    expect(await portal.db('slo_measurements')).toEqual([]);
    expect(await portal.db('measurement_progress')).toEqual([]);
  });

  it('forgets cells after the retention, and keeps the days', async () => {
    const portal = await portalOver(prometheus.url, {
      measurements: { retention: { days: 2 } },
    });
    await approvedSlo(portal, ratio('orders', 0.999));
    await portal.runJob('measure-slos');
    const [{ first }] = await portal.db('slo_measurements').min('at as first');
    expect(first / 1000).toBeGreaterThanOrEqual(END - 3 * DAY);
    expect((await read(portal))[0].days.length).toBeLessThanOrEqual(3);
    const { body } = await portal.as('sre').get('/v1/audit/verify');
    expect(body).toMatchObject({ ok: true });
  });

  it('keeps what each stored dry run came to', async () => {
    const portal = await portalOver(prometheus.url, {
      dryRun: { range: { days: 1 } },
    });
    const id = await approvedSlo(portal, ratio('orders', 0.999));
    const { status, body } = await portal
      .as('author')
      .post('/v1/artifacts/generate', {
        slo_ids: [id],
        artifact_types: ['recording_rule', 'alert_rule'],
      });
    expect([status, body.error]).toEqual([201, undefined]);
    const [alerts] = body.artifacts.filter(
      ({ type }: { type: string }) => type === 'alert_rule',
    );
    expect(alerts.dry_run_result.historical_trigger_count).toBeGreaterThan(0);
    expect(await portal.db('dry_run_results')).toEqual([
      {
        artifact_id: alerts.id,
        at: expect.any(Number),
        firings: alerts.dry_run_result.historical_trigger_count,
        alerts_per_month: alerts.dry_run_result.alerts_per_month,
        coverage: alerts.dry_run_result.coverage,
      },
    ]);
  });

  it('is off where configuration says so', async () => {
    const portal = await portalOver(prometheus.url, {
      measurements: { enabled: false },
    });
    await expect(portal.runJob('measure-slos')).rejects.toThrow();
  });

  it.each([
    [{ retention: { minutes: 1 } }, 'must be a day at least'],
    [{ timescale: 'on' }, 'must be auto or off, not on'],
    [{ deadline: { seconds: 0 } }, 'longer than nothing'],
  ])('refuses %j at the start', async (measurements, words) => {
    await expect(portalOver(prometheus.url, { measurements })).rejects.toThrow(
      words,
    );
  });
});
