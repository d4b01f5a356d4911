import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Slo,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleSlo } from '../../__testUtils__/examples';
import { HttpPrometheusClient } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { verify, type VerifyRequest } from './verify';

const STEP = 60;
const END = Math.floor(Date.now() / 300_000) * 300;
const START = END - 6 * 3600;

const counter = true;
const query = (text: string) => ({ query: text, counter });

const ratio = (
  events: { good?: string; bad?: string; total: string },
  change: Partial<SloSpec> = {},
) =>
  exampleSlo({
    sli: {
      kind: 'ratio',
      name: 'payments',
      ...(events.good ? { good: query(events.good) } : {}),
      ...(events.bad ? { bad: query(events.bad) } : {}),
      total: query(events.total),
    },
    ...change,
  });

const value = (text: string) =>
  exampleSlo({
    sli: { kind: 'threshold', name: 'a', query: text, op: 'lt', threshold: 1 },
  });

describe('verify with a real Prometheus', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    const requests = (code: string, route: string) => ({
      name: 'http_requests_total',
      labels: { code, route, service: 'payments-api' },
      valueAt: (time: number) => time - START,
    });
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: STEP,
      series: [
        requests('200', '/checkout'),
        requests('404', '/checkout'),
        requests('200', '/payment'),
        {
          name: 'http_request_duration_seconds_bucket',
          labels: { le: '0.1' },
          valueAt: () => 1,
        },
        {
          name: 'night_job_runs_total',
          valueAt: time => (time < START + 3600 ? 1 : undefined),
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  const run = (slos: Slo[], change: Partial<VerifyRequest> = {}) =>
    verify({
      slos,
      client: new HttpPrometheusClient({
        name: 'production',
        url: prometheus.url,
      }),
      now: END,
      exactMaxSeries: 1000,
      ...change,
    });
  /** What is said of one SLO: doubts, and notes that are none. */
  const said = async (of: Slo) => {
    const { status, doubts, notes, refusal } = await run([of]);
    const messages = doubts.map(({ message }) => message);
    expect(refusal).toBeUndefined();
    expect(status).toBe(doubts.length > 0 ? 'inconclusive' : 'passed');
    expect(notes).toEqual(expect.arrayContaining(messages));
    return {
      doubts: messages,
      information: notes.filter(note => !messages.includes(note)),
    };
  };

  it('has nothing to say where everything is there', async () => {
    const all = 'http_requests_total{service="payments-api"}';
    const good = 'http_requests_total{service="payments-api",code!~"5.."}';
    await expect(run([ratio({ good, total: all })])).resolves.toEqual({
      status: 'passed',
      doubts: [],
      notes: [],
      detail: 'Every metric and label is in Prometheus production',
    });
    expect(
      await said(
        value(
          'histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
        ),
      ),
    ).toEqual({ doubts: [], information: [] });
  });

  it.each([
    [
      'a metric that is misspelt',
      ratio({ total: 'http_request_total', good: 'http_request_total{a="b"}' }),
      'payment_success_rate, all events: http_request_total does not exist in Prometheus production; did you mean http_requests_total?',
    ],
    [
      'a metric like which there is none',
      value('queue_depth'),
      'payment_success_rate, measured value: queue_depth does not exist in Prometheus production.',
    ],
    [
      'the ending of a histogram',
      value('sum(http_request_duration_seconds)'),
      'payment_success_rate, measured value: http_request_duration_seconds does not exist in Prometheus production; did you mean http_request_duration_seconds_bucket?',
    ],
    [
      'a label that is misspelt',
      value('http_requests_total{rout="/checkout"}'),
      'payment_success_rate, measured value: http_requests_total has no label rout in Prometheus production; did you mean route?',
    ],
    [
      'a label that nothing is like',
      value('http_requests_total{tenant=~"a.+"}'),
      'payment_success_rate, measured value: http_requests_total has no label tenant in Prometheus production; it has code, route, service.',
    ],
    [
      'a value that is misspelt',
      value('http_requests_total{route="/chekout",service="payments-api"}'),
      'payment_success_rate, measured value: No series of http_requests_total has route="/chekout" in Prometheus production; did you mean "/checkout"?',
    ],
    [
      'a regular expression that matches no value',
      value('http_requests_total{code=~"9.."}'),
      'payment_success_rate, measured value: No series of http_requests_total has code=~"9.." in Prometheus production; code is "200", "404".',
    ],
    [
      'values that never meet',
      value('http_requests_total{code="404",route="/payment"}'),
      'payment_success_rate, measured value: No series of http_requests_total has code="404", route="/payment" all together in Prometheus production, though there are some for each of them.',
    ],
    [
      'a selector without a name',
      value('sum({job="nobody"})'),
      'payment_success_rate, measured value: Nothing matches {job="nobody"} in Prometheus production.',
    ],
    [
      'a label that excludes nothing because it is misspelt',
      ratio({
        good: 'http_requests_total{cod!~"5.."}',
        total: 'http_requests_total',
      }),
      'payment_success_rate, good events: http_requests_total has no label cod in Prometheus production; did you mean code? So cod!~"5.." holds for every series of it.',
    ],
    [
      'a label that is grouped by and not there',
      value('sum by (rote) (rate(http_requests_total[5m]))'),
      'payment_success_rate, measured value: http_requests_total has no label rote in Prometheus production; did you mean route? So grouping by rote has no effect.',
    ],
    [
      'good events that were never counted',
      ratio({
        good: 'http_requests_total{code="999"}',
        total: 'http_requests_total',
      }),
      'payment_success_rate, good events: No series of http_requests_total has code="999" in Prometheus production; code is "200", "404".',
    ],
    [
      'errors under a misspelt name',
      ratio({
        bad: 'http_request_total{code=~"5.."}',
        total: 'http_requests_total',
      }),
      'payment_success_rate, bad events: http_request_total does not exist in Prometheus production; did you mean http_requests_total?',
    ],
  ])('doubts %s', async (_, of, message) => {
    expect(await said(of)).toEqual({ doubts: [message], information: [] });
  });

  it.each([
    [
      'http_requests_total{code=~"5.."}',
      'No series of http_requests_total has code=~"5.." in Prometheus production; code is "200", "404".',
    ],
    [
      'payments_failed_total',
      'payments_failed_total does not exist in Prometheus production.',
    ],
  ])('takes it for normal that %s is not born yet', async (bad, fact) => {
    expect(await said(ratio({ bad, total: 'http_requests_total' }))).toEqual({
      doubts: [],
      information: [
        `payment_success_rate, bad events: ${fact} That is normal until the first bad event; until then there is none.`,
      ],
    });
  });

  it('tells what is silent from what does not exist', async () => {
    expect(await said(value('night_job_runs_total'))).toEqual({
      doubts: [],
      information: [
        'payment_success_rate, measured value: night_job_runs_total had samples within the last day, but has none at the moment.',
      ],
    });
  });

  it('takes a label that may be absent for information', async () => {
    const { doubts, information } = await said(
      value('http_requests_total{error=""}'),
    );
    expect(doubts).toEqual([]);
    expect(information).toHaveLength(1);
  });

  it('names the SLO of each doubt', async () => {
    const { doubts, detail } = await run([
      ratio({ total: 'nothing_a' }, { name: 'a' }),
      ratio({ total: 'http_requests_total' }, { name: 'b' }),
      ratio({ total: 'nothing_c' }, { name: 'c' }),
    ]);
    expect(doubts.map(d => d.slo_id)).toEqual(['id-a', 'id-c']);
    expect(detail).toMatch(/^a, all events: nothing_a .* And 1 more\.$/);
  });

  describe('accuracy: exact', () => {
    const exact = ratio(
      {
        bad: 'http_requests_total{code="404"}',
        total: 'http_requests_total + http_requests_total',
      },
      { accuracy: 'exact' },
    );

    it('is allowed up to the limit, each selector counted once', async () => {
      const { refusal } = await run([exact], { exactMaxSeries: 4 });
      expect(refusal).toBeUndefined();
    });

    it('is refused above it, with the number', async () => {
      const { refusal } = await run([exact], { exactMaxSeries: 3 });
      expect(refusal).toBe(
        'The SLO payment_success_rate asks for accuracy: exact, but its queries read 4 series; at most 3 are allowed (sloScout.rules.exactMaxSeries). Record their sum by a rule and name that, narrow the selectors, or leave accuracy out: windows above 6 h are then summed up from the recorded pair.',
      );
    });

    it('is refused where nothing can be counted', async () => {
      const { refusal } = await run([exact], { client: undefined });
      expect(refusal).toMatch(/could not be counted: no Prometheus is/);
    });

    it('limits only those who ask for it', async () => {
      const others = ratio({ total: 'http_requests_total' });
      const { refusal } = await run([others], { exactMaxSeries: 0 });
      expect(refusal).toBeUndefined();
    });
  });
});

describe('verify without a Prometheus that answers', () => {
  let server: Server | undefined;

  async function serve(listener: RequestListener) {
    server = createServer(listener);
    await new Promise<void>(done => server!.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    return new HttpPrometheusClient({ name: 'odd', url });
  }

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise(done => server?.close(done) ?? done(undefined));
    server = undefined;
  });

  const run = (change: Partial<VerifyRequest>) =>
    verify({
      slos: [ratio({ bad: 'a_total', total: 'b_total' })],
      client: undefined,
      now: END,
      exactMaxSeries: 1,
      ...change,
    });
  const success = (data: string) => `{"status":"success","data":${data}}`;
  const NOTHING = success('{"resultType":"vector","result":[]}');

  it('says so where none is configured', async () => {
    await expect(run({})).resolves.toEqual({
      status: 'inconclusive',
      doubts: [
        {
          slo_id: 'id-payment_success_rate',
          message:
            'Not verified: no Prometheus is configured for this environment.',
        },
      ],
      notes: [
        'Not verified: no Prometheus is configured for this environment. Whether the metrics and labels of the SLOs exist is unknown.',
      ],
      detail: 'Not verified: no Prometheus is configured for this environment.',
    });
  });

  it('says so where it is away', async () => {
    const client = new HttpPrometheusClient({
      name: 'away',
      url: 'http://127.0.0.1:1',
    });
    await expect(run({ client })).resolves.toMatchObject({
      status: 'inconclusive',
      detail: expect.stringMatching(
        /^Not verified: Prometheus “away” .* cannot be reached/,
      ),
    });
  });

  it('does not wait longer than it should', async () => {
    const client = await serve(() => {});
    await expect(run({ client, deadlineMs: 50 })).resolves.toMatchObject({
      status: 'inconclusive',
      detail:
        'Not verified: Prometheus odd did not answer all questions within 0.05 s.',
    });
  });

  it('ends with the reason of a caller who gives up', async () => {
    const client = await serve(() => {});
    const stop = new AbortController();
    const answer = run({ client, signal: stop.signal });
    stop.abort(new Error('the person went away'));
    await expect(answer).rejects.toThrow('the person went away');
  });

  it('does not call missing what a part of the store may hold', async () => {
    const client = await serve((request, response) =>
      response.end(
        request.url?.includes('/query')
          ? NOTHING
          : '{"status":"success","data":[],"warnings":["store x is away"]}',
      ),
    );
    const { status, doubts } = await run({ client });
    expect(status).toBe('inconclusive');
    expect(doubts).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /all events: {__name__="b_total"} could not be looked up: Prometheus answered only in part/,
        ),
      }),
      expect.objectContaining({
        message: expect.stringMatching(/bad events: .* could not be/),
      }),
    ]);
  });

  it('lets one question that is refused not end the others', async () => {
    const refused =
      '{"status":"error","errorType":"execution","error":"too many samples"}';
    const client = await serve((request, response) => {
      let body = '';
      request.on('data', part => (body += part));
      request.on('end', () => {
        const isTotal = decodeURIComponent(body).includes('b_total');
        response.end(
          isTotal
            ? refused
            : success(
                '{"resultType":"vector","result":[{"metric":{},"value":[0,"1"]}]}',
              ),
        );
      });
    });
    const { doubts, refusal } = await run({
      client,
      slos: [
        ratio({ bad: 'a_total', total: 'b_total' }, { accuracy: 'exact' }),
      ],
    });
    expect(doubts.map(d => d.message)).toEqual([
      'payment_success_rate, all events: {__name__="b_total"} could not be looked up: too many samples',
    ]);
    expect(refusal).toContain('could not be counted: too many samples.');
  });
});
