/** What networks, proxies and other servers do, before a real Prometheus. */
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { HttpPrometheusClient } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import {
  type FaultyProxy,
  startFaultyProxy,
} from './__testUtils__/faultyProxy';
import { firingsAfter, runRules } from './__testUtils__/runRules';

jest.setTimeout(30_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
const END = Math.floor(Date.now() / 3_600_000) * HOUR;
const START = END - DAY;

const RECORDINGS = `
groups:
  - name: slis
    interval: 1m
    rules:
      - { record: job:load:max5m, expr: "max_over_time(load[5m])" }
`;
const RULES = [
  { alert: 'Loaded', expr: 'job:load:max5m > 1', for: '10m' },
  { alert: 'Raw', expr: 'load > 1' },
];

describe('the dry run with a Prometheus that', () => {
  let prometheus: TestPrometheus;
  let proxy: FaultyProxy;
  let undisturbed: DryRunResult;

  const run = (
    options: Partial<Parameters<typeof runRules>[0]> & {
      maxResponseBytes?: number;
    },
  ) =>
    runRules({
      rules: RULES,
      recordings: RECORDINGS,
      rangeSeconds: DAY,
      deadlineMs: 20_000,
      now: END,
      // Another one each time, which has not learnt anything yet.
      client: new HttpPrometheusClient({
        name: 'real',
        url: proxy.url,
        maxResponseBytes: options.maxResponseBytes,
      }),
      ...options,
    });

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START - HOUR,
      end: END,
      step: 60,
      series: [
        {
          name: 'load',
          // Two hours of every six.
          valueAt: t => ((t - START) % (6 * HOUR) < 2 * HOUR ? 2 : 1),
        },
      ],
    });
    proxy = await startFaultyProxy(prometheus.url);
    undisturbed = await run({});
  });
  afterAll(async () => {
    await proxy?.stop();
    await prometheus?.stop();
  });
  beforeEach(() => {
    proxy.fault = () => false;
    proxy.seen.length = 0;
  });

  /** The firings of the undisturbed run, as they look when history ends earlier. */
  function seenUntil({ end }: DryRunResult) {
    const until = Date.parse(end!) / 1000 - START;
    if (until < 2 * HOUR || until > 12 * HOUR)
      throw new Error(`until ${until}`);
    return firingsAfter(START, undisturbed)
      .filter(([start]) => start <= until)
      .map(([start, stop]) => [start, Math.min(stop, until)]);
  }

  it('has nothing wrong with it', () => {
    // Four of each, and the fifth of the raw one begins with the last tick.
    expect(undisturbed.historical_trigger_count).toBe(9);
  });

  it('is slow: what was covered by the deadline is kept', async () => {
    proxy.fault = ({ what, form }) =>
      what === 'query_range' && Number(form.get('start')) > START + 2 * HOUR;
    const result = await run({ deadlineMs: 1500 });
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(
        /^The dry run stopped after 1\.5 s \(sloScout\.dryRun\.deadline\): 0\.\d+ of 1 days were examined$/,
      ),
      reason_coded: {
        code: 'dry_run.stopped',
        values: { deadline_seconds: 1.5, days: 1 },
      },
    });
    // Both alerts fired until then, as they do when nothing is slow.
    expect(firingsAfter(START, result)).toEqual(seenUntil(result));
    expect(result.alerts).toHaveLength(2);
    for (const alert of result.alerts) {
      expect(alert).toMatchObject({
        reason: 'Not finished within the deadline',
        reason_coded: { code: 'dry_run.late' },
      });
    }
  });

  it('is so slow that nothing is known by the deadline', async () => {
    proxy.fault = () => true;
    await expect(run({ deadlineMs: 300 })).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining(': 0 of 1 days were examined'),
      coverage: 0,
      historical_trigger_count: 0,
    });
  });

  it('is given up on: at once, and nothing more is asked', async () => {
    const stop = new AbortController();
    proxy.fault = ({ what }) => {
      if (what !== 'query_range') return false;
      stop.abort(new Error('cancelled'));
      return true;
    };
    await expect(run({ signal: stop.signal })).rejects.toThrow('cancelled');
    // What was on its way arrives; after that there is silence.
    const pause = () => new Promise(done => setTimeout(done, 100));
    await pause();
    const asked = proxy.seen.length;
    await pause();
    expect(proxy.seen).toHaveLength(asked);
  });

  it.each<[string, (response: Parameters<FaultyProxy['fault']>[1]) => void]>([
    [
      'breaks off in the middle of an answer',
      response => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': '1000',
        });
        response.write('{"status":"success","data":{"resultType":"matr');
        setTimeout(() => response.destroy(), 10);
      },
    ],
    [
      'is behind a proxy without room for a moment',
      response => response.writeHead(503).end('Service Unavailable'),
    ],
    [
      'is behind a proxy that counts requests',
      response => response.writeHead(429).end('Too Many Requests'),
    ],
    [
      'closes the connection',
      response => {
        response.destroy();
      },
    ],
  ])('%s: asked again, nothing is lost or doubled', async (_, answer) => {
    proxy.fault = ({ what, before }, response) => {
      if (what !== 'query_range' || ![0, 3].includes(before)) return false;
      answer(response);
      return true;
    };
    await expect(run({})).resolves.toEqual(undisturbed);
  });

  const always = (
    answer: (response: Parameters<FaultyProxy['fault']>[1]) => void,
  ) => {
    proxy.fault = ({ what }, response) => {
      if (what !== 'query_range') return false;
      answer(response);
      return true;
    };
  };

  it.each<
    [string, (response: Parameters<FaultyProxy['fault']>[1]) => void, RegExp]
  >([
    [
      'cannot evaluate the query',
      response =>
        response
          .writeHead(422, { 'content-type': 'application/json' })
          .end(
            '{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory"}',
          ),
      /query processing would load too many samples/,
    ],
    [
      'stays without room',
      response => response.writeHead(503).end('Service Unavailable'),
      /answered HTTP 503 .*“Service Unavailable”/,
    ],
    [
      'is a page of a proxy',
      response =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><h1>Sign in</h1></html>'),
      /does not speak Prometheus' API .* text\/html: “Sign in”/,
    ],
    [
      'sends samples of another kind',
      response =>
        response.end(
          '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,2]]}]}}',
        ),
      /a sample that is not \[time, "value"\]: \[1,2\]/,
    ],
    [
      'sends a vector for a matrix',
      response =>
        response.end(
          '{"status":"success","data":{"resultType":"vector","result":[]}}',
        ),
      /answered a range query with vector/,
    ],
    [
      'breaks off every time',
      response => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"status":');
        setTimeout(() => response.destroy(), 5);
      },
      /cannot be reached: /,
    ],
  ])('%s: the reason is told', async (_, answer, words) => {
    always(answer);
    const result = await run({});
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(words),
      historical_trigger_count: 0,
      coverage: 0,
    });
    expect(result.reason).toContain('2 of 2 alerts could not be replayed');
  });

  it('fails half-way: what was found before stays', async () => {
    proxy.fault = ({ what, form }, response) => {
      const late = Number(form.get('start')) > START + 2 * HOUR;
      if (what !== 'query_range' || !late) return false;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        '{"status":"error","errorType":"bad_data","error":"out of bounds"}',
      );
      return true;
    };
    const result = await run({});
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('out of bounds'),
    });
    expect(firingsAfter(START, result)).toEqual(seenUntil(result));
  });

  it('sends 200 MB: read no further than allowed', async () => {
    let written = 0;
    always(response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const part = Buffer.alloc(1 << 20, 'x');
      const more = () => {
        while (!response.destroyed && written < 200 * part.length) {
          written += part.length;
          if (!response.write(part)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    await expect(
      run({ rules: [RULES[1]], maxResponseBytes: 1 << 20 }),
    ).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('sent more than 1 MB for one query'),
    });
    expect(written).toBeLessThan(200 * (1 << 20));
  });

  it('gives more than is allowed: asked in halves, nothing is lost', async () => {
    const result = await run({ maxResponseBytes: 6000 });
    expect(result).toEqual(undisturbed);
    expect(
      proxy.seen.filter(({ what }) => what === 'query_range').length,
    ).toBeGreaterThan(10);
  });

  /** Answers as the real one does, with a warning beside one of the answers. */
  function warnOnce(warning: string) {
    proxy.fault = ({ what, form, before }, response) => {
      if (what !== 'query_range' || before !== 1) return false;
      void fetch(`${prometheus.url}/api/v1/query_range`, {
        method: 'POST',
        body: form,
      })
        .then(answer => answer.json())
        .then((answer: object) =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ ...answer, warnings: [warning] })),
        );
      return true;
    };
  }

  it('answers with what it has: a part is not the whole', async () => {
    warnOnce('store eu-1 is away');
    const result = await run({});
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      reason:
        'Prometheus warned that its answers may not be whole: store eu-1 is away',
      historical_trigger_count: undisturbed.historical_trigger_count,
    });
  });

  it('warns of the expression: it is said, and nothing else', async () => {
    const warning =
      'PromQL warning: encountered a mix of histograms and floats';
    warnOnce(warning);
    const result = await run({});
    expect(result.verdict).toBe('passed');
    expect(result.notes).toContain(`Prometheus warned: ${warning}`);
  });

  it('gives NaN: a value like any other', async () => {
    const nan = [{ alert: 'Odd', expr: 'load * NaN > 0 or load * NaN' }];
    await expect(run({ rules: nan })).resolves.toMatchObject({
      verdict: 'passed',
      historical_trigger_count: 1,
      alerts: [{ firings: [{ peak: NaN, open_at_start: true }] }],
    });
  });

  it('lies about its version: it is what it does that counts', async () => {
    proxy.fault = ({ what }, response) => {
      if (what !== 'buildinfo') return false;
      response.end('{"status":"success","data":{"version":"3.9.9"}}');
      return true;
    };
    await expect(run({})).resolves.toEqual({
      ...undisturbed,
      instance_version: '3.9.9',
    });
  });

  it('says nothing of itself', async () => {
    proxy.fault = ({ what, form }, response) => {
      if (what === 'query_range' || form.has('query')) return false;
      response.writeHead(404).end('404 page not found');
      return true;
    };
    const { instance_version: _, retention_seconds: __, ...rest } = undisturbed;
    await expect(run({})).resolves.toEqual(rest);
  });

  it('is away', async () => {
    const client = new HttpPrometheusClient({
      name: 'away',
      url: 'http://127.0.0.1:1',
    });
    await expect(run({ client })).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/“away” .* cannot be reached/),
      coverage: 0,
      historical_trigger_count: 0,
    });
  });
});
