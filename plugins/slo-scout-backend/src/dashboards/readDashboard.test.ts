import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles } from '../generators';
import type { OutputFormat } from '../generators/types';
import { DashboardUnreadable, readDashboard } from './readDashboard';

function generated(format?: OutputFormat): string {
  const base = input([checkoutLatencyP95, paymentSuccessRate]);
  const { files } = generateFiles(
    { ...base, target: { ...base.target, ...(format ? { format } : {}) } },
    ['grafana_dashboard'],
  );
  return files[0].content;
}

describe('readDashboard', () => {
  it('reads what is generated: place, unit, thresholds, queries', () => {
    const { title, variables, panels } = readDashboard(generated());
    expect(title).toBe('payments-api SLOs (production)');
    expect(variables).toEqual({
      service: 'payments-api',
      environment: 'production',
    });
    expect(
      panels.map(({ type, grid }) => `${type} ${grid.x},${grid.y}`),
    ).toEqual(
      [0, 17].flatMap(y => [
        `row 0,${y}`,
        `timeseries 0,${y + 1}`,
        `timeseries 10,${y + 1}`,
        `gauge 19,${y + 1}`,
        `table 0,${y + 9}`,
      ]),
    );
    const [, value, burnRate, budget, breaches] = panels;
    expect(value).toMatchObject({
      title: 'Measured value',
      unit: 'short',
      thresholds: [
        { value: null, color: 'green' },
        { value: 0.2, color: 'red' },
      ],
      threshold_lines: true,
      queries: [{ refId: 'A', instant: false }],
    });
    expect(burnRate.queries.map(query => query.refId)).toEqual(['A', 'B', 'C']);
    expect(budget).toMatchObject({
      ...{ unit: 'percentunit', min: 0, max: 1, no_value: 'No data' },
      queries: [{ instant: true }],
    });
    expect(breaches.shape).toEqual({
      hidden: ['Time'],
      order: { alertname: 0, severity: 1, 'Value #A': 2, 'Value #B': 3 },
      names: {
        alertname: 'Alert',
        severity: 'Severity',
        'Value #A': 'Fired for',
        'Value #B': 'Fired last',
      },
      units: { 'Fired for': 's', 'Fired last': 'dateTimeAsIso' },
    });
  });

  it.each(['configmap', 'grafana_operator'] as const)(
    'finds it inside of a %s',
    dashboard => {
      const wrapped = generated({ rules: 'prometheus', dashboard, labels: {} });
      expect(wrapped).toContain('apiVersion:');
      expect(readDashboard(wrapped)).toEqual(readDashboard(generated()));
    },
  );

  it('finds the panels of collapsed rows, and keeps to the grid', () => {
    const { panels } = readDashboard(
      JSON.stringify({
        panels: [
          {
            type: 'row',
            panels: [{ type: 'stat', gridPos: { x: 30, y: 2, w: 90, h: 900 } }],
          },
          'not a panel',
        ],
      }),
    );
    expect(panels.map(({ type }) => type)).toEqual(['row', 'unknown', 'stat']);
    expect(panels[2].grid).toEqual({ x: 0, y: 2, w: 24, h: 40 });
  });

  it.each([
    ['{', /is not JSON/],
    ['{}', /no list of panels/],
    ['null', /no list of panels/],
  ])('refuses %s with a sentence', (content, words) => {
    expect(() => readDashboard(content)).toThrow(DashboardUnreadable);
    expect(() => readDashboard(content)).toThrow(words);
  });
});
