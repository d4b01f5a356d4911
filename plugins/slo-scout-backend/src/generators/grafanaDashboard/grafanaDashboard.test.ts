import type {
  Dashboard,
  Panel,
  RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import Ajv from 'ajv';
import { withWindow } from '../../promql';
import { grafanaDashboardSchema } from '../../schemas';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
} from '../__fixtures__/paymentsApi';
import { grafanaDashboard } from './grafanaDashboard';

const slos = [checkoutLatencyP95, confirmAvailability, paymentSuccessRate];

function render(changes = {}): { content: string; dashboard: Dashboard } {
  const { files } = grafanaDashboard.generate(input(slos, changes));
  const [{ content }] = files;
  return { content, dashboard: JSON.parse(content) };
}

function panelsOf({ panels = [] }: Dashboard): Array<Panel | RowPanel> {
  return panels;
}

describe('grafanaDashboard', () => {
  it('is a dashboard of Grafana 10', () => {
    const { content, dashboard } = render();
    const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(
      grafanaDashboardSchema,
    );
    validate(dashboard);
    expect(validate.errors).toBeNull();
    expect(dashboard.schemaVersion).toBe(39);
    expect(content.endsWith('}\n')).toBe(true);
  });

  it('has for each SLO its value with the limit, burn rate, budget and breaches', () => {
    const { dashboard } = render();
    expect(panelsOf(dashboard).map(p => `${p.type}: ${p.title}`)).toEqual(
      [
        ['Checkout latency (p95): 99 % over 30d', 'Measured value'],
        ['confirm.availability: 95 % over 28d', 'Success ratio'],
        ['Payment success rate: 99.9 % over 30d', 'Success ratio'],
      ].flatMap(([title, value]) => [
        `row: ${title}`,
        `timeseries: ${value}`,
        'timeseries: Burn rate',
        'gauge: Error budget left',
        'table: Breaches',
      ]),
    );
    const [, value] = panelsOf(dashboard) as Panel[];
    expect(value.fieldConfig?.defaults.thresholds?.steps).toEqual([
      { value: null, color: 'green' },
      { value: 0.2, color: 'red' },
    ]);
    expect(value.fieldConfig?.defaults.custom.thresholdsStyle.mode).toBe(
      'dashed+area',
    );
  });

  it('numbers panels once and lets none overlap', () => {
    const panels = panelsOf(render().dashboard);
    expect(new Set(panels.map(panel => panel.id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos }) => {
      const { x, y, w, h } = gridPos!;
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, i) =>
        [x + (i % w), y + Math.floor(i / w)].join(),
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('asks in PromQL', () => {
    for (const panel of panelsOf(render().dashboard)) {
      const targets = ('targets' in panel ? panel.targets : []) ?? [];
      for (const target of targets as unknown as Array<{ expr: string }>) {
        const filled = target.expr.replaceAll('$__range', '7d');
        expect(withWindow(filled, '7d')).toContain('$environment');
      }
    }
  });

  it('lets people choose, and shows deployments and firing alerts', () => {
    const { dashboard } = render();
    expect(
      dashboard.templating.list?.map(v => [v.name, v.current?.value]),
    ).toEqual([
      ['datasource', undefined],
      ['service', 'payments-api'],
      ['environment', 'production'],
    ]);
    expect(dashboard.annotations.list).toMatchObject([
      {
        name: 'Deployments',
        target: { tags: ['deployment', '$service', '$environment'] },
      },
      {
        name: 'Firing alerts',
        expr: 'ALERTS{alertstate="firing",service="$service",environment="$environment"}',
      },
    ]);
  });

  it('has one identity for each entity and environment', () => {
    expect(render().dashboard.uid).not.toBe(
      render({ environment: 'staging' }).dashboard.uid,
    );
  });
});
