import type {
  Artifact,
  DashboardData,
  DashboardPanel,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { approvedSlo, generatedFiles } from '../__testUtils__/approvedFiles';
import { countingDocument } from '../__testUtils__/documents';
import { TestPortal } from '../__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';

jest.setTimeout(120_000);

const HOUR = 3600;
const END = Math.floor(Date.now() / 60_000) * 60;
const START = END - 2 * 24 * HOUR;
/** From here on, 1 of 100 requests fails. */
const FAILING = END - 3 * HOUR;

const RECORDED = {
  service: 'payments-api',
  environment: 'production',
  slo: 'orders',
};

/** Of a revision of the SLO with another query. */
const FORMER_RULES = `
groups:
  - name: former
    rules:
      - record: job:orders_bad:rate5m
        expr: vector(5)
      - record: job:orders_total:rate5m
        expr: vector(5)
`;

describe('the dashboard with the data of the service', () => {
  let prometheus: TestPrometheus;
  let portal: TestPortal;
  let files: Artifact[];

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: 30,
      series: [
        { name: 'requests_total', valueAt: time => 10 * (time - START) },
        {
          name: 'errors_total',
          valueAt: time => 0.1 * Math.max(0, time - FAILING),
        },
        // What a rule of a former revision recorded of an SLO of that name.
        {
          name: 'job:stored:rate5m',
          labels: { ...RECORDED, slo: 'stored' },
          valueAt: () => 0.5,
        },
        // What the rules that are loaded record under the names of this revision.
        ...['bad', 'total'].map(part => ({
          name: `job:orders_${part}:rate5m`,
          labels: RECORDED,
          valueAt: () => 5,
        })),
        ...Array.from({ length: 25 }, (_, i) => ({
          name: 'many',
          labels: { number: String(i) },
          valueAt: () => i,
        })),
      ],
      rules: FORMER_RULES,
    });
    portal = await TestPortal.start({
      config: {
        prometheus: [{ name: 'production', url: prometheus.url }],
        dryRun: { range: { days: 1 } },
      },
    });
    const slo = await approvedSlo(portal, countingDocument());
    const types = ['recording_rule', 'grafana_dashboard'];
    files = await generatedFiles(portal, [slo], types);
  });

  afterAll(async () => {
    await portal?.stop();
    await prometheus?.stop();
  });

  const dashboard = () =>
    files.find(file => file.type === 'grafana_dashboard')!;
  const ask = (id: string, range: string) =>
    portal.as('stranger').post(`/v1/artifacts/${id}/panels`, { range });
  async function drawn(id = dashboard().id, range = '1h') {
    const { status, body } = await ask(id, range);
    expect([status, body.error]).toEqual([200, undefined]);
    return body.dashboard as DashboardData;
  }
  const titled = ({ panels }: DashboardData, title: string): DashboardPanel =>
    panels.find(panel => panel.title === title)!;
  /** Puts other panels into the stored file. */
  async function withPanels(panels: object[]): Promise<string> {
    const { id, content } = dashboard();
    await portal
      .db('artifacts')
      .where({ id })
      .update({ content: JSON.stringify({ ...JSON.parse(content), panels }) });
    return id;
  }
  const restore = () =>
    portal
      .db('artifacts')
      .where({ id: dashboard().id })
      .update({ content: dashboard().content });

  it('computes what no rule records yet, whatever others recorded, and says so', async () => {
    const data = await drawn();
    expect(data.step_seconds).toBe(15);
    const [target] = titled(data, 'Success ratio').targets;
    expect(target).toMatchObject({ ref_id: 'A', computed: true });
    const [series] = target.series;
    expect(series.points.length).toBeGreaterThan(200);
    expect(series.points.length).toBeLessThan(301);
    // 0.1 of 10 a second.
    const values = series.points.map(([, value]) => value);
    expect(Math.min(...values.map(Number))).toBeCloseTo(0.99, 6);
    expect(Math.max(...values.map(Number))).toBeCloseTo(0.99, 6);
  });

  it('answers with what Prometheus answers to the query that it names', async () => {
    const data = await drawn();
    for (const panel of [
      titled(data, 'Success ratio'),
      titled(data, 'Burn rate'),
    ]) {
      for (const { expr, series } of panel.targets) {
        const form = new URLSearchParams({
          ...{ query: expr, step: String(data.step_seconds) },
          start: String(Date.parse(data.start) / 1000),
          end: String(Date.parse(data.end) / 1000),
        });
        const answer = await fetch(
          `${prometheus.url}/api/v1/query_range?${form}`,
        );
        const { data: found } = (await answer.json()) as {
          data: { result: Array<{ values: Array<[number, string]> }> };
        };
        expect(found.result).toHaveLength(1);
        expect(series.map(({ points }) => points)).toEqual(
          found.result.map(({ values }) =>
            values.map(([time, value]) => [time, Number(value)]),
          ),
        );
      }
    }
  });

  it('has the burn rate of each window, and the budget as one number', async () => {
    const data = await drawn();
    const last = titled(data, 'Burn rate').targets.map(({ series }) =>
      series[0].points.at(-1)?.[1]?.toFixed(1),
    );
    // 1 % bad is 1 times the 1 % allowed; over a day, three hours of it.
    expect(last.slice(0, 2)).toEqual(['1.0', '0.5']);
    const [budget] = titled(data, 'Error budget left').targets;
    expect(budget.computed).toBe(true);
    expect(budget.series[0].points).toHaveLength(1);
    // Three of 48 hours at the rate that the objective allows.
    expect(budget.series[0].points[0][1]).toBeCloseTo(1 - 3 / 48, 1);
  });

  it('does not take alerts that nobody evaluates for silent ones', async () => {
    const breaches = titled(await drawn(), 'Breaches');
    expect(breaches.alerts_not_loaded).toBe(true);
    expect(breaches.table?.rows).toEqual([]);
    expect(titled(await drawn(), 'Burn rate').alerts_not_loaded).toBe(false);
  });

  it.each([
    ['1h', 15],
    ['24h', 300],
    ['30d', 9000],
  ])(
    'keeps %s to a number of points that can be drawn',
    async (range, step) => {
      const data = await drawn(dashboard().id, range);
      expect(data.step_seconds).toBe(step);
      const span = Date.parse(data.end) - Date.parse(data.start);
      expect(span / 1000 / step).toBeLessThanOrEqual(300);
      expect(Date.now() - Date.parse(data.end)).toBeLessThan(120_000);
      for (const { targets } of data.panels) {
        for (const { error } of targets) expect(error).toBeUndefined();
      }
    },
  );

  describe('with other panels in the stored file', () => {
    afterEach(restore);
    const panel = (expr: string, more: object = {}) => ({
      ...{ type: 'timeseries', title: expr },
      targets: [{ refId: 'A', expr, ...more }],
    });

    it('takes what is recorded as it stands', async () => {
      const id = await withPanels([
        panel('job:stored:rate5m{slo="stored",service="$service"}', {
          legendFormat: '{{slo}}',
        }),
      ]);
      const [{ targets }] = (await drawn(id)).panels;
      expect(targets[0]).toMatchObject({
        computed: false,
        expr: 'job:stored:rate5m{slo="stored",service="payments-api"}',
        series: [{ name: 'stored' }],
      });
    });

    it('cuts many series and says how many', async () => {
      const id = await withPanels([panel('many')]);
      const [{ targets }] = (await drawn(id)).panels;
      expect(targets[0].series).toHaveLength(20);
      expect(targets[0].series_left_out).toBe(5);
    });

    it('gives each query the error that is its own', async () => {
      const id = await withPanels([panel('sum('), panel('sum(many)')]);
      const [broken, sound] = (await drawn(id)).panels;
      expect(broken.targets[0].error).toMatch(/parse error/);
      expect(sound.targets[0].error).toBeUndefined();
      expect(sound.targets[0].series[0].points[0][1]).toBe(300);
    });

    it('joins the queries of a table', async () => {
      const id = await withPanels([
        {
          type: 'table',
          title: 'Table',
          targets: [
            {
              refId: 'A',
              expr: 'max by (number) (many{number="3"})',
              instant: true,
            },
            {
              refId: 'B',
              expr: 'max by (number) (many{number="3"}) * 2',
              instant: true,
            },
          ],
        },
      ]);
      const [{ table }] = (await drawn(id)).panels;
      expect(table).toEqual({
        columns: [
          { name: 'number' },
          { name: 'Value #A' },
          { name: 'Value #B' },
        ],
        rows: [['3', 3, 6]],
      });
    });

    it('draws no more panels than a person would look at', async () => {
      const id = await withPanels(
        Array.from({ length: 103 }, () => ({ type: 'text', options: {} })),
      );
      const data = await drawn(id);
      expect([data.panels.length, data.panels_left_out]).toEqual([100, 3]);
    });

    it('refuses a file that is no dashboard with a sentence', async () => {
      const { id } = dashboard();
      await portal.db('artifacts').where({ id }).update({ content: '{' });
      const { status, body } = await ask(id, '1h');
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/cannot be drawn: it is not JSON/);
    });
  });

  it('runs the queries of the stored dashboard and no others', async () => {
    const { id } = dashboard();
    const { status, body } = await portal
      .as('author')
      .post(`/v1/artifacts/${id}/panels`, { range: '1h', query: 'up' });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('must NOT have additional properties'),
    ]);
    expect((await ask(id, '90d')).status).toBe(400);
    const rules = files.find(file => file.type === 'recording_rule')!;
    expect((await ask(rules.id, '1h')).body.error.message).toMatch(
      /is no dashboard/,
    );
    expect((await ask('none', '1h')).status).toBe(404);
  });

  it('stores nothing', async () => {
    const before = await portal.contents();
    await drawn();
    expect(await portal.contents()).toEqual(before);
  });

  it('says what is deployed at the path of a file', async () => {
    const deployedAt = async (id: string) =>
      (await portal.as('author').get(`/v1/artifacts/${id}/deployed`)).body;
    const { id } = dashboard();
    expect(await deployedAt(id)).toEqual({ artifact: null });
    await portal
      .db('artifacts')
      .where({ id })
      .update({ deployment_status: 'deployed' });
    expect((await deployedAt(id)).artifact).toMatchObject({ id });
    const rules = files.find(file => file.type === 'recording_rule')!;
    expect(await deployedAt(rules.id)).toEqual({ artifact: null });
    expect((await deployedAt('none')).error.name).toBe('NotFoundError');
  });
});
