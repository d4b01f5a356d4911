import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen } from '@testing-library/react';
import { aDashboard } from '../../__testUtils__/dashboard';
import { PanelTableView } from './PanelTableView';

it('scrolls by keyboard', () => {
  const panel: DashboardPanel = {
    ...aDashboard('24h').panels.find(({ type }) => type === 'table')!,
    table: { columns: [{ name: 'Alert' }], rows: [['PaymentsBurnRate1h']] },
  };
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <PanelTableView panel={panel} />
    </TestApiProvider>,
  );
  expect(
    screen.getByRole('table', { name: 'Values of Breaches' }).parentElement,
  ).toHaveAttribute('tabindex', '0');
});
