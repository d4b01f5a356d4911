import { checkDashboard } from './grafanaSchema';

const panel = (id: number, y: number, more: object = {}) => ({
  id,
  type: 'timeseries',
  title: `p95 of $service`,
  gridPos: { x: 0, y, w: 24, h: 8 },
  datasource: { type: 'prometheus', uid: '${datasource}' },
  targets: [
    { refId: 'A', expr: 'job:p95:rate5m{environment="${environment:regex}"}' },
  ],
  ...more,
});

const dashboard = (more: object = {}) => ({
  uid: 'payments-api',
  title: 'payments-api SLOs',
  schemaVersion: 39,
  tags: ['slo'],
  time: { from: 'now-6h', to: 'now' },
  templating: {
    list: [
      { type: 'datasource', name: 'datasource', query: 'prometheus' },
      { type: 'constant', name: 'service', query: 'payments-api' },
      { type: 'constant', name: 'environment', query: 'production' },
    ],
  },
  annotations: { list: [] },
  panels: [panel(1, 0), panel(2, 8)],
  ...more,
});

const check = (value: unknown) => checkDashboard(JSON.stringify(value));

describe('checkDashboard', () => {
  it('passes a dashboard that Grafana shows', () => {
    expect(check(dashboard())).toEqual({ status: 'passed', errors: [] });
  });

  it.each([
    ['no JSON', '{', '/', /Not JSON/],
    ['a list', '[]', '/', /must be object/],
    ['no panels', { panels: undefined }, '/', /required property 'panels'/],
    ['empty panels', { panels: [] }, '/panels', /fewer than 1/],
    ['an unknown field', { pannels: [] }, '/', /additional.*"pannels"/],
    [
      'one id twice',
      { panels: [panel(1, 0), panel(1, 8)] },
      '/panels/1',
      /Panel id 1 is also used at \/panels\/0/,
    ],
    [
      'panels over each other',
      { panels: [panel(1, 0), panel(2, 7)] },
      '/panels/1',
      /lies over the one at \/panels\/0/,
    ],
    [
      'a panel beyond the grid',
      { panels: [panel(1, 0, { gridPos: { x: 12, y: 0, w: 13, h: 8 } })] },
      '/panels/0',
      /beyond column 24/,
    ],
    [
      'a panel that asks nothing',
      { panels: [panel(1, 0, { targets: [] })] },
      '/panels/0',
      /The timeseries panel has no query/,
    ],
    [
      'variables that are not there',
      { templating: { list: [{ type: 'constant', name: 'service' }] } },
      '/panels/0/datasource/uid',
      /The variable \$datasource is not in templating.list/,
    ],
  ])('refuses %s', (_, change, path, words) => {
    const content =
      typeof change === 'string' ? change : JSON.stringify(dashboard(change));
    const { status, errors } = checkDashboard(content);
    expect(status).toBe('failed');
    expect(errors).toContainEqual({
      validator: 'grafana_schema',
      path,
      message: expect.stringMatching(words),
    });
  });

  it('lets rows and texts ask nothing, and collapsed panels lie where they like', () => {
    const row = {
      id: 3,
      type: 'row',
      title: 'More',
      collapsed: true,
      gridPos: { x: 0, y: 16, w: 24, h: 1 },
      panels: [panel(4, 0), panel(5, 8)],
    };
    const text = panel(6, 17, { type: 'text', targets: undefined });
    const panels = [panel(1, 0), panel(2, 8), row, text];
    expect(check(dashboard({ panels })).errors).toEqual([]);
  });

  it("knows Grafana's own variables and the ends of regular expressions", () => {
    const targets = [
      { refId: 'A', expr: 'rate(a{b=~"x$",c="$1"}[$__rate_interval])' },
    ];
    const panels = [panel(1, 0, { targets })];
    expect(check(dashboard({ panels })).errors).toEqual([]);
  });

  it('does not read more than a dashboard can be', () => {
    expect(checkDashboard(' '.repeat(3 * 1024 * 1024))).toMatchObject({
      status: 'failed',
      errors: [{ message: expect.stringContaining('larger than') }],
    });
  });
});
