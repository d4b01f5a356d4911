import type {
  DocumentCheck,
  DocumentHistory,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { countingDocument } from '../__testUtils__/documents';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';

jest.setTimeout(120_000);

const HOUR = 3600;
const END = Math.floor(Date.now() / 300_000) * 300;
const START = END - 3 * 24 * HOUR;
const INCIDENT = END - 24 * HOUR;
const labels = { service: 'payments-api', code: '200' };

/** For an hour every 10th request fails. */
const failures = (time: number) =>
  Math.min(HOUR, Math.max(0, time - INCIDENT)) / 10;

const ERRORS = 'sum(http_requests_total{service="payments-api",code=~"5.."})';
const document = (bad = ERRORS, target = 0.99) =>
  countingDocument({
    ...{ bad, target },
    total: 'sum(http_requests_total{service="payments-api"})',
  });

describe('help for whoever writes a document', () => {
  let prometheus: TestPrometheus;
  let portal: TestPortal;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: 30,
      series: [
        {
          name: 'http_requests_total',
          labels,
          valueAt: time => time - START - failures(time),
        },
        {
          name: 'http_requests_total',
          labels: { ...labels, code: '500' },
          valueAt: failures,
        },
        {
          name: 'http_requests_total',
          labels: { service: 'ledger', code: '200' },
          valueAt: time => time - START,
        },
        { name: 'queue_length', labels: {}, valueAt: () => 1 },
      ],
    });
    portal = await TestPortal.start({
      config: {
        prometheus: [{ name: 'production', url: prometheus.url }],
        dryRun: { range: { days: 2 } },
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await prometheus?.stop();
  });

  const ask = (path: string, text: string) =>
    portal
      .as('author')
      .post(`/v1/slos/${path}`, { entity_ref: PAYMENTS, document: text });
  const look = (query: string) =>
    portal
      .as('author')
      .get(`/v1/metrics?entity_ref=${encodeURIComponent(PAYMENTS)}&${query}`);

  describe('check', () => {
    const check = async (text: string) => {
      const { status, body } = await ask('check', text);
      expect(status).toBe(200);
      return body as DocumentCheck;
    };

    it('says what would be saved and what each query gives, and stores nothing', async () => {
      const before = await portal.contents();
      const answer = await check(document());
      expect(answer).toMatchObject({
        slos: [{ name: 'orders', objective: 0.99, window: '28d' }],
        faults: [],
        warnings: [],
        notes: [],
        queries: [
          { slo: 'orders', role: 'total', series: 1 },
          { slo: 'orders', role: 'bad', series: 1 },
        ],
      });
      expect(await portal.contents()).toEqual(before);
    });

    it('says that a query gives nothing, and what was probably meant', async () => {
      const answer = await check(document('sum(http_request_total)'));
      expect(answer.queries[1]).toMatchObject({ role: 'bad', series: 0 });
      expect(answer.notes.join()).toContain(
        'did you mean http_requests_total?',
      );
    });

    it("has the words of Prometheus for a query that doesn't parse", async () => {
      const answer = await check(document('sum(http_requests_total'));
      expect(answer.queries[1].series).toBeUndefined();
      expect(answer.queries[1].error).toMatch(/parse error|unclosed/);
      expect(answer.queries[0]).toMatchObject({ series: 1 });
    });

    it('names every fault, as saving would', async () => {
      const faulty = document(ERRORS, 99).replace('28d', '28h');
      const answer = await check(faulty);
      const saved = await portal
        .as('author')
        .post('/v1/slos', { entity_ref: PAYMENTS, document: faulty });
      expect(saved.status).toBe(400);
      expect(answer.faults).toHaveLength(2);
      expect(answer.faults).toEqual(saved.body.details);
      expect((await check('kind: [')).faults[0].path).toBe('document[0]');
    });

    it('evaluates nothing of more than somebody waits for', async () => {
      const many = Array.from({ length: 40 }, (_, i) =>
        document().replaceAll('orders', `orders-${i}`),
      );
      const answer = await check(many.join('---'));
      expect(answer.slos).toHaveLength(40);
      expect(answer.reason).toContain('The text has 80 queries');
    });
  });

  describe('history', () => {
    const history = async (text: string) => {
      const { status, body } = await ask('history', text);
      expect([status, body.error]).toEqual([200, undefined]);
      return body as DocumentHistory;
    };
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

    it('has the events of every cell, the bad ones where they were', async () => {
      const { events, range_days } = await history(document());
      expect(range_days).toBe(2);
      expect(events).toHaveLength(1);
      const [{ start, step_seconds, bad, total }] = events;
      expect(sum(bad) / sum(total)).toBeCloseTo(0.1 / 48, 4);
      const at = (cell: number) =>
        Date.parse(start) / 1000 + cell * step_seconds;
      const failed = bad.flatMap((count, cell) =>
        count > 0 ? [at(cell)] : [],
      );
      expect(Math.min(...failed)).toBeGreaterThanOrEqual(INCIDENT - 600);
      expect(Math.max(...failed)).toBeLessThanOrEqual(INCIDENT + HOUR + 600);
    });

    it('is the same for every objective', async () => {
      const [strict, lenient] = await Promise.all([
        history(document(ERRORS, 0.9999)),
        history(document(ERRORS, 0.5)),
      ]);
      expect(strict).toEqual(lenient);
    });

    it('says why there is nothing to draw', async () => {
      const nothing = document('nothing_total').replace(
        /sum\(http_requests_total\{service="payments-api"\}\)/,
        'nothing_at_all_total',
      );
      expect(await history(nothing)).toMatchObject({
        events: [],
        reason: expect.stringContaining('has no data for these queries'),
      });
      expect((await history(document('sum('))).reason).toContain(
        'ends too early',
      );
    });

    it('refuses a document with faults', async () => {
      const { status, body } = await ask('history', document(ERRORS, 99));
      expect(status).toBe(400);
      expect(body.details).toHaveLength(1);
    });
  });

  describe('names for completion', () => {
    it.each([
      ['of=names', ['http_requests_total', 'queue_length']],
      ['of=names&prefix=http', ['http_requests_total']],
      ['of=names&prefix=.*', []],
      ['of=labels&metric=http_requests_total', ['__name__', 'code', 'service']],
      [
        'of=values&metric=http_requests_total&label=service',
        ['ledger', 'payments-api'],
      ],
      ['of=values&metric=queue_length&label=service', []],
    ])('%s', async (query, values) => {
      const { status, body } = await look(query);
      expect([status, body.error]).toEqual([200, undefined]);
      expect(body).toMatchObject({ values, complete: true });
    });

    it.each(['of=values', 'of=everything', 'of=names&prefix=a%00b'])(
      'refuses %s',
      async query => {
        expect((await look(query)).status).toBe(400);
      },
    );
  });

  it('makes templates of the metrics that the service has', async () => {
    const { status, body } = await portal
      .as('author')
      .get(`/v1/slos/templates?entity_ref=${encodeURIComponent(PAYMENTS)}`);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.templates).toMatchObject([
      { kind: 'availability', metric: 'http_requests_total', label: 'code' },
    ]);
    const { body: checked } = await ask('check', body.templates[0].document);
    expect(checked).toMatchObject({
      faults: [],
      notes: [],
      queries: [{ series: 1 }, { series: 1 }],
    });
  });

  describe('without an answer of Prometheus', () => {
    let away: TestPortal;
    beforeAll(async () => {
      away = await TestPortal.start({
        config: {
          prometheus: [{ name: 'production', url: 'http://127.0.0.1:9' }],
        },
      });
    });
    afterAll(() => away?.stop());
    const body = { entity_ref: PAYMENTS, document: document() };

    it('says so everywhere, in words', async () => {
      const author = away.as('author');
      const checked = await author.post('/v1/slos/check', body);
      expect(checked.body.queries[0].error).toContain('cannot be reached');
      const drawn = await author.post('/v1/slos/history', body);
      expect(drawn.body).toMatchObject({
        events: [],
        reason: expect.stringContaining('cannot be reached'),
      });
      const ref = `entity_ref=${encodeURIComponent(PAYMENTS)}`;
      const templates = await author.get(`/v1/slos/templates?${ref}`);
      expect(templates.body.reason).toContain('cannot be reached');
      const names = await author.get(`/v1/metrics?${ref}&of=names`);
      expect(names.status).toBe(503);
      expect(names.body.error.message).toContain('cannot be reached');
    });
  });
});
