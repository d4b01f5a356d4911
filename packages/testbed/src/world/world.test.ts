import { DEMO_INCIDENTS, World } from '.';
import { startWorldExporter, renderMetrics } from './exporter';

const ANCHOR = new Date('2026-03-18T09:30:20Z');
const HOUR = 3600;
const anchorSeconds = ANCHOR.getTime() / 1000;

function valueOf(
  world: World,
  time: number,
  wanted: Record<string, string>,
): number {
  return world
    .samplesAt(wanted.service, time)
    .filter(({ metric, labels }) =>
      Object.entries(wanted).every(
        ([name, value]) =>
          (name === 'metric' ? metric : labels[name]) === value,
      ),
    )
    .reduce((sum, sample) => sum + sample.value, 0);
}

describe('World', () => {
  const world = new World({ anchor: ANCHOR });

  it('counts in whole numbers that never fall', () => {
    for (const { name } of world.services) {
      const series = world.seriesOf(name);
      for (let t = anchorSeconds - 2 * HOUR; t < anchorSeconds; t += 31) {
        const before = world.valuesAt(name, t);
        const after = world.valuesAt(name, t + 31);
        const wrong = series.filter(
          ({ metric }, i) =>
            after[i] < before[i] ||
            !(metric.endsWith('_sum') || Number.isSafeInteger(after[i])),
        );
        expect(wrong).toEqual([]);
      }
    }
  });

  it('keeps one truth: the count, the +Inf bucket and all codes together', () => {
    const route = { service: 'payments-api', route: '/payment' };
    const at = (labels: Record<string, string>) =>
      valueOf(world, anchorSeconds, { ...route, ...labels });
    const requests = at({ metric: 'http_requests_total' });
    expect(requests).toBeGreaterThan(1e8);
    expect(at({ metric: 'http_request_duration_seconds_count' })).toBe(
      requests,
    );
    expect(at({ le: '+Inf' })).toBe(requests);
  });

  it('is the same whatever was asked before', () => {
    const times = [anchorSeconds, anchorSeconds - 40 * HOUR, anchorSeconds + 1];
    for (const time of times) {
      const fresh = new World({ anchor: ANCHOR });
      expect(world.valuesAt('ledger', time)).toEqual(
        fresh.valuesAt('ledger', time),
      );
    }
  });

  it('gives payments-api 12 % of the requests', () => {
    const increase = (service: string) => {
      const metric = 'http_requests_total';
      const week = anchorSeconds - 7 * 24 * HOUR;
      return (
        valueOf(world, anchorSeconds, { service, metric }) -
        valueOf(world, week, { service, metric })
      );
    };
    const total = world.services.reduce((sum, s) => sum + increase(s.name), 0);
    expect(increase('payments-api') / total).toBeCloseTo(0.12, 2);
  });

  it('is busier by day than by night', () => {
    const increaseFrom = (time: string) => {
      const start = new Date(time).getTime() / 1000;
      const wanted = { service: 'ledger', metric: 'http_requests_total' };
      return (
        valueOf(world, start + HOUR, wanted) - valueOf(world, start, wanted)
      );
    };
    const day = increaseFrom('2026-03-17T13:30:00Z');
    const night = increaseFrom('2026-03-17T01:30:00Z');
    expect(day / night).toBeGreaterThan(2);
  });

  it('places incidents before its anchor, on whole minutes', () => {
    expect(world.incidents).toHaveLength(DEMO_INCIDENTS.length);
    expect(world.incident('noisy-neighbour')).toMatchObject({
      kind: 'latency',
      routes: ['/checkout'],
      start: new Date('2026-03-14T09:30:00Z'),
      end: new Date('2026-03-14T09:47:00Z'),
    });
    expect(() => world.incident('flood')).toThrow(
      'No incident flood; there are: slow-database',
    );
  });

  it('fails every eighth payment while the card network is down, and hardly any before', () => {
    const { start, end } = world.incident('card-network-down');
    const payment = {
      service: 'payments-api',
      route: '/payment',
      metric: 'http_requests_total',
    };
    const failedShare = (from: number, to: number) => {
      const increase = (wanted: Record<string, string>) =>
        valueOf(world, to, wanted) - valueOf(world, from, wanted);
      return increase({ ...payment, code: '500' }) / increase(payment);
    };
    const [began, ended] = [start.getTime() / 1000, end.getTime() / 1000];
    expect(failedShare(began, ended)).toBeCloseTo(0.125, 3);
    expect(failedShare(began - HOUR, began)).toBeLessThan(0.0003);
    expect(failedShare(ended, ended + HOUR)).toBeLessThan(0.0003);
  });
});

describe('startWorldExporter', () => {
  it('serves each service in the text format, as it is at that moment', async () => {
    const world = new World({ anchor: ANCHOR, historyDays: 1 });
    const exporter = await startWorldExporter({ world, clock: () => ANCHOR });
    try {
      const address = `${exporter.url}/services/ledger/metrics`;
      const response = await fetch(address);
      const text = await response.text();
      expect(response.headers.get('content-type')).toContain('version=0.0.4');
      expect(text).toBe(renderMetrics(world, 'ledger', anchorSeconds));
      expect(text).toContain('# TYPE http_requests_total counter\n');
      expect(text).toMatch(
        /^http_request_duration_seconds_bucket\{service="ledger",route="\/balance",environment="production",le="0.2"\} \d+$/m,
      );
      expect(text).not.toContain('payments-api');
    } finally {
      await exporter.stop();
    }
    await expect(fetch(exporter.url)).rejects.toThrow('fetch failed');
  });
});
