import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { choosePort, LOOPBACK, startChild, waitForUrl } from 'testbed';
import { kinds } from './__fixtures__/kinds';
import { serveNativeHistogram } from './__testUtils__/nativeHistogram';
import { rulesOf } from './__testUtils__/rules';

jest.setTimeout(120_000);

// promtool 2.42 cannot be fed native histograms, so a real Prometheus scrapes
// them from an exporter and evaluates the rules, each second instead of half a
// minute.

const answers = { fast: 1000, slow: 1000 };
const stops: Array<() => Promise<unknown>> = [];
let url = '';

beforeAll(async () => {
  const exporter = await serveNativeHistogram(
    'http_request_duration_seconds',
    () => answers,
  );
  stops.push(exporter.stop);
  const folder = await mkdtemp(join(tmpdir(), 'native-histogram-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const { 'payments_api_slis.yaml': slis } = rulesOf([kinds.native_latency]);
  await writeFile(
    join(folder, 'slis.yaml'),
    slis.replace('interval: 30s', 'interval: 1s'),
  );
  await writeFile(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s' },
      rule_files: ['slis.yaml'],
      scrape_configs: [
        {
          job_name: 'payments-api',
          static_configs: [{ targets: [`${LOOPBACK}:${exporter.port}`] }],
        },
      ],
    }),
  );
  const port = await choosePort('Prometheus');
  const child = await startChild({
    name: 'Prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--enable-feature=native-histograms',
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
  });
  stops.push(() => child.stop());
  url = `http://${LOOPBACK}:${port}`;
  await waitForUrl(`${url}/-/ready`, child);
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function valuesOf(expr: string): Promise<number[]> {
  const answer = await fetch(
    `${url}/api/v1/query?query=${encodeURIComponent(expr)}`,
  );
  const { data } = (await answer.json()) as {
    data: { result: Array<{ value: [number, string] }> };
  };
  return data.result.map(({ value }) => Number(value[1]));
}

/** The first answer of an expression that has one. */
async function eventually(expr: string): Promise<number> {
  for (;;) {
    const [value] = await valuesOf(expr);
    if (value !== undefined) return value;
    await sleep(200);
  }
}

/** Until every rule has seen what Prometheus knows now. */
async function evaluated() {
  const asked = Date.now();
  for (;;) {
    const answer = await fetch(`${url}/api/v1/rules`);
    const { data } = (await answer.json()) as {
      data: { groups: Array<{ rules: Array<{ lastEvaluation: string }> }> };
    };
    const [{ rules }] = data.groups;
    if (rules.every(rule => Date.parse(rule.lastEvaluation) > asked)) return;
    await sleep(200);
  }
}

describe('rules over a native histogram, in a real Prometheus', () => {
  it('record nothing without requests, then the share within the limit', async () => {
    // Nobody asks: the counts stand still, the share of nothing is NaN.
    const metric = 'http_request_duration_seconds';
    await eventually(`histogram_count(rate(${metric}[5m])) == 0`);
    expect(
      await eventually(`histogram_fraction(0, 0.2, sum(rate(${metric}[5m])))`),
    ).toBeNaN();
    await evaluated();
    expect(await valuesOf('{__name__=~"job:.+"}')).toEqual([]);

    // Three of four answers are fast.
    const traffic = setInterval(() => {
      answers.fast += 30;
      answers.slow += 10;
    }, 200);
    stops.push(async () => clearInterval(traffic));
    expect(await eventually('job:native_latency_total:rate5m')).toBeGreaterThan(
      0,
    );
    await evaluated();
    expect(await eventually('job:native_latency:rate5m')).toBeCloseTo(0.75, 5);
    expect(
      await eventually(
        'job:native_latency_bad:rate5m / job:native_latency_total:rate5m',
      ),
    ).toBeCloseTo(0.25, 5);
    // no sample of the whole run was anything but a number
    for (const name of ['', '_bad', '_total']) {
      const sum = await eventually(
        `sum_over_time(job:native_latency${name}:rate5m[5m])`,
      );
      expect(sum).toBeGreaterThan(0);
      expect(sum).toBeLessThan(Infinity);
    }
  });
});
