import type {
  DashboardData,
  DashboardPanel,
  DashboardRange,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const END = Date.parse('2026-11-23T12:00:00Z') / 1000;

const panel = (over: Partial<DashboardPanel>): DashboardPanel => ({
  ...{ id: 1, type: 'timeseries', title: '', thresholds: [] },
  ...{ threshold_lines: false, targets: [], alerts_not_loaded: false },
  grid: { x: 0, y: 0, w: 24, h: 8 },
  ...over,
});

/** A dashboard of one SLO, as the backend draws it before its rules are deployed. */
export function aDashboard(
  range: DashboardRange,
  over: Partial<DashboardData> = {},
): DashboardData {
  const step = range === '1h' ? 15 : 300;
  const points = Array.from({ length: 5 }, (_, i): [number, number | null] => [
    END - (4 - i) * step,
    i === 2 ? null : 0.99 + i / 1000,
  ]);
  const labels = { service: 'payments-api', slo: 'payment_success_rate' };
  const target = { ref_id: 'A', computed: true, series_left_out: 0 };
  return {
    title: 'payments-api SLOs (production)',
    start: new Date((END - 4 * step) * 1000).toISOString(),
    end: new Date(END * 1000).toISOString(),
    step_seconds: step,
    panels_left_out: 0,
    panels: [
      panel({
        ...{ id: 1, type: 'row', title: 'Payments succeed: 99.9 % over 30d' },
        grid: { x: 0, y: 0, w: 24, h: 1 },
      }),
      panel({
        ...{ id: 2, title: 'Success ratio', unit: 'percentunit' },
        description: 'Share of good events over 5m.',
        grid: { x: 0, y: 1, w: 10, h: 8 },
        thresholds: [
          { value: null, color: 'red' },
          { value: 0.999, color: 'green' },
        ],
        threshold_lines: true,
        targets: [
          {
            ...target,
            expr: '1 - errors / requests',
            series: [{ name: 'Payments succeed', labels, points }],
          },
        ],
      }),
      panel({
        ...{ id: 3, title: 'Burn rate' },
        grid: { x: 10, y: 1, w: 9, h: 8 },
        targets: [
          {
            ...target,
            ...{ expr: 'sum(', computed: false, series: [] },
            error: 'parse error: unclosed left parenthesis',
          },
        ],
      }),
      panel({
        ...{ id: 4, type: 'gauge', title: 'Error budget left' },
        ...{ unit: 'percentunit', min: 0, max: 1, no_value: 'No data' },
        grid: { x: 19, y: 1, w: 5, h: 8 },
        thresholds: [
          { value: null, color: 'red' },
          { value: 0.1, color: 'orange' },
          { value: 0.5, color: 'green' },
        ],
        targets: [
          {
            ...target,
            expr: '1 - bad / total',
            series: [{ name: 'left', labels, points: [[END, 0.42]] }],
          },
        ],
      }),
      panel({
        ...{ id: 5, type: 'table', title: 'Breaches', no_value: 'No breach' },
        grid: { x: 0, y: 9, w: 24, h: 8 },
        targets: [{ ...target, expr: 'ALERTS', computed: false, series: [] }],
        table: { columns: [{ name: 'Alert' }], rows: [] },
        alerts_not_loaded: true,
      }),
    ],
    ...over,
  };
}
