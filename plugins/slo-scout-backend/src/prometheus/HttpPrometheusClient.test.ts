import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpPrometheusClient, type HttpPrometheusClientOptions } from '.';
import {
  startTestPrometheus,
  type TestPrometheus,
} from './__testUtils__/startTestPrometheus';

const STEP = 60;
const END = Math.floor(Date.now() / 300_000) * 300;
const START = END - 3 * 3600;

describe('HttpPrometheusClient with a real Prometheus', () => {
  let prometheus: TestPrometheus;
  const client = (options: Partial<HttpPrometheusClientOptions> = {}) =>
    new HttpPrometheusClient({ name: 'real', url: prometheus.url, ...options });

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: STEP,
      series: [
        { name: 'ticks', valueAt: time => (time - START) / STEP },
        {
          name: 'requests_total',
          labels: { code: '200', route: '/a b' },
          valueAt: () => 1,
        },
        {
          name: 'requests_total',
          labels: { code: '500', route: '/a b' },
          valueAt: () => 1,
        },
        {
          name: 'odd',
          valueAt: time => [NaN, Infinity, -Infinity][(time / STEP) % 3],
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  it('says the version', async () => {
    await expect(client().version()).resolves.toMatch(/^\d+\.\d+\.\d+/);
  });

  it('answers instant queries, scalars too', async () => {
    await expect(client().query('ticks * 2', { time: END })).resolves.toEqual([
      { metric: {}, time: END, value: 360 },
    ]);
    await expect(client().query('1 + 1', { time: END })).resolves.toEqual([
      { metric: {}, time: END, value: 2 },
    ]);
  });

  it.each([7, 60, 61, 181, 10_000])(
    'gives every tick once in chunks of %d points',
    async maxChunkPoints => {
      const [series] = await client({ maxChunkPoints }).queryRange('ticks', {
        start: START,
        end: END,
        step: STEP,
      });
      expect(series.metric).toEqual({ __name__: 'ticks' });
      const ticks = Array.from({ length: 181 }, (_, i) => i);
      expect([...series.times]).toEqual(ticks.map(i => START + i * STEP));
      expect([...series.values]).toEqual(ticks);
    },
  );

  it('asks for more than 11,000 points without being refused', async () => {
    const [series] = await client().queryRange('vector(time())', {
      start: START,
      end: START + 25_000,
      step: 1,
    });
    expect(series.values).toHaveLength(25_001);
    expect(series.values).toEqual(series.times);
  });

  it('keeps NaN and Inf as numbers', async () => {
    const [series] = await client().queryRange('odd', {
      start: START,
      end: START + 2 * STEP,
      step: STEP,
    });
    expect(new Set(series.values)).toEqual(new Set([NaN, Infinity, -Infinity]));
  });

  it.each([
    ['sum(rate(ticks[5m])', 'bad_query', /unclosed left parenthesis/],
    ['ticks + on () {__name__=~".+"}', 'unprocessable', /duplicate series/],
    ['ticks[5m]', 'bad_query', /invalid expression type/],
  ])('gives the own words of Prometheus for %s', async (expr, kind, words) => {
    await expect(
      client().queryRange(expr, { start: END - 60, end: END, step: 60 }),
    ).rejects.toMatchObject({
      name: 'PrometheusError',
      kind,
      message: expect.stringMatching(words),
    });
  });

  it('says how many samples a query read', async () => {
    const at = `ticks[1m] @ ${END}`;
    const [{ value: points }] = await client().query(`count_over_time(${at})`);
    const { samples, samplesRead } = await client().measure(
      `last_over_time(${at})`,
    );
    expect(samples).toHaveLength(1);
    expect(samplesRead).toBe(points);
  });

  it('looks names and values of labels up', async () => {
    const range = { start: START, end: END, limit: 10 };
    await expect(client().labelValues('__name__', range)).resolves.toEqual({
      values: ['odd', 'requests_total', 'ticks'],
      complete: true,
    });
    const match = 'requests_total{route="/a b"}';
    await expect(client().labelNames({ ...range, match })).resolves.toEqual({
      values: ['__name__', 'code', 'route'],
      complete: true,
    });
    await expect(
      client().labelValues('code', { ...range, match }),
    ).resolves.toEqual({ values: ['200', '500'], complete: true });
    await expect(
      client().labelValues('code', { ...range, match: 'requests' }),
    ).resolves.toEqual({ values: [], complete: true });
    await expect(
      client().labelValues('code', { ...range, match: 'requests{' }),
    ).rejects.toMatchObject({ kind: 'bad_query' });
  });

  it('says that there may be more than it was asked for', async () => {
    const range = { start: START, end: END, limit: 2 };
    await expect(client().labelValues('__name__', range)).resolves.toEqual({
      values: ['odd', 'requests_total'],
      complete: false,
    });
  });

  it('sends long expressions', async () => {
    const expr = Array.from({ length: 4000 }, () => 'ticks').join(' + ');
    await expect(client().query(expr, { time: END })).resolves.toMatchObject([
      { value: 180 * 4000 },
    ]);
  });
});

describe('HttpPrometheusClient with something else', () => {
  let server: Server | undefined;

  async function serve(
    listener: RequestListener,
    options: Partial<HttpPrometheusClientOptions> = {},
  ) {
    server = createServer(listener);
    await new Promise<void>(done => server!.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return new HttpPrometheusClient({
      name: 'odd',
      url: `http://127.0.0.1:${port}/prefix/`,
      ...options,
    });
  }

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise(done => server?.close(done) ?? done(undefined));
    server = undefined;
  });

  const range = { start: 0, end: 600, step: 60 };

  it('posts the query as a form, below the path prefix, with its headers', async () => {
    const seen: string[] = [];
    const client = await serve(
      (request, response) => {
        let body = '';
        request.on('data', part => (body += part));
        request.on('end', () => {
          seen.push(
            `${request.method} ${request.url} ${request.headers['x-scope-orgid']} ${body}`,
          );
          response.end(
            '{"status":"success","data":{"resultType":"matrix","result":[]}}',
          );
        });
      },
      { headers: { 'X-Scope-OrgID': 'team-a' } },
    );
    await client.queryRange('a{b="c&d"}', range);
    expect(seen).toEqual([
      'POST /prefix/api/v1/query_range team-a query=a%7Bb%3D%22c%26d%22%7D&start=0&end=600&step=60',
    ]);
  });

  it.each([
    [
      'HTML',
      200,
      'text/html',
      '<html><head><style>x{}</style><title>Sign in</title></head></html>',
      'not_prometheus',
      /HTTP 200 with text\/html: “Sign in”. Check the url/,
    ],
    ['text', 200, 'text/plain', 'hello', 'not_prometheus', /“hello”/],
    ['nothing', 200, '', '', 'not_prometheus', /an empty body/],
    ['a list', 200, 'application/json', '[1]', 'not_prometheus', /\[1\]/],
    ['404', 404, 'text/plain', 'no route', 'not_prometheus', /HTTP 404/],
    ['503', 503, 'text/html', '<h1>No upstream</h1>', 'http', /No upstream/],
    ['401', 401, 'text/plain', 'who?', 'http', /Check the credentials/],
    ['302', 302, '', '', 'not_prometheus', /redirects/],
    [
      '422 of Prometheus',
      422,
      'application/json',
      '{"status":"error","errorType":"execution","error":"too many samples"}',
      'unprocessable',
      /^too many samples$/,
    ],
    [
      'timeout of Prometheus',
      503,
      'application/json',
      '{"status":"error","errorType":"timeout","error":"query timed out"}',
      'timeout',
      /^query timed out$/,
    ],
    [
      'native histograms',
      200,
      'application/json',
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[]}]}}',
      'bad_query',
      /histogram_quantile/,
    ],
    [
      'samples that are none',
      200,
      'application/json',
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}',
      'not_prometheus',
      /a sample that is not/,
    ],
  ])('says what came back: %s', async (_, status, type, body, kind, words) => {
    const client = await serve((__, response) => {
      response.writeHead(status, type ? { 'content-type': type } : {});
      response.end(body);
    });
    await expect(client.queryRange('up', range)).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(words),
    });
  });

  it.each([
    ['a part of the store was away', '["a"],"warnings":["store x is away"]'],
    ['there are as many as were asked for', '["a","b","c"]'],
  ])('does not say that names are complete where %s', async (_, data) => {
    const client = await serve((__, response) =>
      response.end(`{"status":"success","data":${data}}`),
    );
    const answer = await client.labelNames({ start: 0, end: 1, limit: 3 });
    expect(answer.complete).toBe(false);
  });

  it.each([
    '',
    ',"stats":{}',
    ',"stats":{"samples":{"totalQueryableSamples":"7"}}',
  ])(
    'does not guess what a query read where the answer has %j',
    async stats => {
      const client = await serve((_, response) =>
        response.end(
          `{"status":"success","data":{"resultType":"vector","result":[]${stats}}}`,
        ),
      );
      await expect(client.measure('up')).resolves.toEqual({
        samples: [],
        samplesRead: undefined,
      });
    },
  );

  it.each(['{"status":"success","data":{}}', '<h1>Sign in</h1>'])(
    'does not take %s for names',
    async body => {
      const client = await serve((_, response) => response.end(body));
      await expect(
        client.labelNames({ start: 0, end: 1, limit: 3 }),
      ).rejects.toMatchObject({ kind: 'not_prometheus' });
    },
  );

  it('says that the connection was cut', async () => {
    const client = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"status":');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(client.query('up')).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('stops reading an answer that has no end', async () => {
    let sent = 0;
    const part = Buffer.alloc(64 * 1024, 'x');
    const client = await serve(
      (_, response) => {
        const more = () => {
          while (!response.destroyed && sent < 200 * 1024 * 1024) {
            sent += part.length;
            if (!response.write(part)) {
              response.once('drain', more);
              return;
            }
          }
        };
        more();
      },
      { maxResponseBytes: 2 * 1024 * 1024 },
    );
    await expect(client.query('up')).rejects.toMatchObject({
      kind: 'too_large',
      message: expect.stringContaining('more than 2 MB'),
    });
    expect(sent).toBeLessThan(100 * 1024 * 1024);
  });

  it('does not wait longer than it should', async () => {
    const client = await serve(() => {}, { timeoutMs: 50 });
    await expect(client.query('up')).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('0.05 s'),
    });
  });

  it('gives up with the reason of the caller', async () => {
    const client = await serve(() => {});
    const stop = new AbortController();
    const answer = client.queryRange('up', { ...range, signal: stop.signal });
    stop.abort(new Error('the person went away'));
    await expect(answer).rejects.toThrow('the person went away');
  });

  it('has no more requests under way than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const client = await serve(
      (_, response) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= 1;
          response.end(
            '{"status":"success","data":{"resultType":"matrix","result":[]}}',
          );
        }, 5);
      },
      { concurrency: 2, maxChunkPoints: 1 },
    );
    await client.queryRange('up', range);
    expect(most).toBe(2);
  });

  it('says that nobody is there', async () => {
    const client = await serve(() => {});
    const url = client.url;
    await new Promise(done => server!.close(done));
    server = undefined;
    await expect(client.query('up')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`(${url}) cannot be reached`),
    });
  });
});
