import { mkdtemp, readFile, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { demoPlatformDirectory } from '../demoFiles';
import { query, queryOne, storedSamples, until } from '../testSupport/query';
import { DEMO_INCIDENTS, IncidentSpec, World } from '../world';
import { renderMetrics } from '../world/exporter';
import { createHistory } from './history';
import { writeOpenMetrics } from './openMetrics';
import { PrometheusHandle, startPrometheus } from './startPrometheus';

jest.setTimeout(120_000);

const MINUTE = 60_000;

const P95 =
  'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{service="payments-api", route="/checkout"}[5m])))';
const SUCCESS =
  'sum(rate(http_requests_total{service="payments-api", route="/payment", code!~"5.."}[5m])) / sum(rate(http_requests_total{service="payments-api", route="/payment"}[5m]))';

/** The demo's incidents, moved into the last two days. */
const HOURS_BEFORE: Record<string, number> = {
  'slow-database': 40,
  'card-network-down': 26,
  'noisy-neighbour': 9,
};
const incidents: IncidentSpec[] = DEMO_INCIDENTS.map(spec => ({
  ...spec,
  hoursBefore: HOURS_BEFORE[spec.name],
}));

function minutesAfter(date: Date, minutes: number): Date {
  return new Date(date.getTime() + minutes * MINUTE);
}

describe('startPrometheus', () => {
  let directory: string;
  let prometheus: PrometheusHandle;
  let world: World;
  let now: Date;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'testbed-prometheus-'));
    now = new Date();
    const history = {
      cacheDir: join(directory, 'cache'),
      historyDays: 2,
      incidents,
    };
    // An earlier run left its history: the one under test starts from that.
    await createHistory(join(directory, 'earlier'), {
      ...history,
      now: minutesAfter(now, -90),
    });
    prometheus = await startPrometheus({
      ...history,
      now,
      dataDir: join(directory, 'data'),
      scrapeIntervalSeconds: 1,
    });
    world = prometheus.world;
  });

  afterAll(async () => {
    await prometheus?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('has both latency incidents, at their times and in their size', async () => {
    const slow = world.incident('slow-database');
    const middle = minutesAfter(slow.start, slow.minutes / 2);
    expect(await queryOne(prometheus.url, P95, middle)).toBeCloseTo(0.45, 2);

    const noisy = world.incident('noisy-neighbour');
    const late = minutesAfter(noisy.end, -1);
    expect(await queryOne(prometheus.url, P95, late)).toBeCloseTo(0.28, 2);
  });

  it('has the failing payments', async () => {
    const { start, minutes } = world.incident('card-network-down');
    const middle = minutesAfter(start, minutes / 2);
    expect(await queryOne(prometheus.url, SUCCESS, middle)).toBeCloseTo(
      0.875,
      3,
    );
  });

  it('is quiet before and after', async () => {
    for (const { start, end } of world.incidents) {
      for (const calm of [minutesAfter(start, -1), minutesAfter(end, 6)]) {
        const p95 = await queryOne(prometheus.url, P95, calm);
        expect(p95).toBeGreaterThan(0.12);
        expect(p95).toBeLessThan(0.18);
        const success = await queryOne(prometheus.url, SUCCESS, calm);
        expect(success).toBeGreaterThan(0.9995);
      }
    }
  });

  it('breaks no objective outside the incidents', async () => {
    const minutesAbove = await queryOne(
      prometheus.url,
      `sum_over_time((${P95} > bool 0.2)[47h:1m])`,
      now,
    );
    const latency = world.incidents.filter(({ kind }) => kind === 'latency');
    const minutes = latency.reduce(
      (sum, incident) => sum + incident.minutes,
      0,
    );
    // A rate over 5 minutes sees each one up to 5 minutes longer.
    expect(minutesAbove).toBeGreaterThanOrEqual(minutes);
    expect(minutesAbove).toBeLessThanOrEqual(minutes + 2 * 5);
  });

  it('has no gap where the kept history ends', async () => {
    const expr =
      'count_over_time(http_requests_total{service="ledger", route="/balance", code="200"}[3h])';
    expect(await queryOne(prometheus.url, expr, now)).toBe(180);
  });

  it('goes on scraping what the history began, without a reset', async () => {
    const scraped = 'count_over_time(http_requests_total[1m]) > 4';
    await until(
      async () => (await query(prometheus.url, scraped)).length === 24,
    );
    const up = await query(prometheus.url, 'up');
    expect(up.map(({ metric, value }) => [metric.instance, value])).toEqual([
      ['checkout-web:3000', 1],
      ['ledger:9000', 1],
      ['payments-api:8080', 1],
    ]);
    expect(
      await queryOne(prometheus.url, 'sum(resets(http_requests_total[2d]))'),
    ).toBe(0);
    expect(await queryOne(prometheus.url, 'count(http_requests_total)')).toBe(
      24,
    );
  });

  it('stores what the world says, on both sides of the seam', async () => {
    const [{ metric, labels }] = world.seriesOf('ledger');
    const selector = `${metric}{route="${labels.route}", code="${labels.code}"}`;
    const samples = await storedSamples(prometheus.url, `${selector}[5m]`);
    const seam = now.getTime() / 1000;
    const before = samples.filter(([time]) => time <= seam);
    const after = samples.filter(([time]) => time > seam);
    const valueAt = (time: number) => world.valuesAt('ledger', time)[0];

    expect(before.length).toBeGreaterThan(2);
    expect(before).toEqual(before.map(([time]) => [time, valueAt(time)]));
    expect(after.length).toBeGreaterThan(2);
    for (const [time, value] of after) {
      // The exporter answers some time after the scrape began.
      expect(value).toBeGreaterThanOrEqual(valueAt(time));
      expect(value).toBeLessThanOrEqual(valueAt(time + 10));
    }
  });

  it('answers each query of the demo documents with data', async () => {
    const file = join(demoPlatformDirectory, 'slos/payments-api.yaml');
    const text = await readFile(file, 'utf8');
    const queries = [...text.matchAll(/^ +query: (.*)$/gm)].map(([, q]) => q);
    expect(parseAllDocuments(text)).toHaveLength(6);
    expect(queries).toHaveLength(4);
    for (const expr of queries) {
      expect(await query(prometheus.url, expr, now)).not.toEqual([]);
    }
  });
});

describe('startPrometheus with a port that is taken', () => {
  it('says so before it makes any history', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'testbed-prometheus-'));
    const options = { historyDays: 1 / 24, dataDir: directory };
    const first = await startPrometheus(options);
    try {
      const port = Number(new URL(first.url).port);
      const second = startPrometheus({
        ...options,
        dataDir: join(directory, 'second'),
        port,
      });
      await expect(second).rejects.toThrow(
        `Port ${port} on 127.0.0.1, wanted by Prometheus, is in use`,
      );
    } finally {
      await first.stop();
      await rm(directory, { recursive: true });
    }
  });
});

describe('the history', () => {
  it('and a live scrape of the same second are equal', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'testbed-openmetrics-'));
    const end = 1_770_000_000;
    const world = new World({ anchor: new Date(end * 1000), historyDays: 1 });
    try {
      const file = join(directory, 'history.om');
      await writeOpenMetrics(world, { start: end - 600, end, step: 60 }, file);
      const history = (await readFile(file, 'utf8')).split('\n');
      const scraped = renderMetrics(world, 'ledger', end)
        .split('\n')
        .filter(line => line.startsWith('http_'));

      expect(scraped).toHaveLength(32);
      for (const line of scraped) {
        expect(history).toContain(
          `${line.replace(
            '}',
            ',instance="ledger:9000",job="ledger"}',
          )} ${end}`,
        );
      }
      expect(history.slice(-2)).toEqual(['# EOF', '']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
