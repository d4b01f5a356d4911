import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/test-utils';
import type { BlastRadius } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDecision } from '../../__testUtils__/fixtures';
import { BlastRadiusView } from './BlastRadiusView';

const show = (over: Partial<BlastRadius> = {}) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <BlastRadiusView radius={{ ...aDecision().blast_radius, ...over }} />
    </TestApiProvider>,
  );

it('shows each figure with where it came from, and unknown where it is', async () => {
  show({
    pages_per_week: { value: 1.5, source: 'dry run of alerts.yaml' },
    vanishing_alerts: { value: ['PaymentsNoData'], source: 'deployed files' },
    teams_paged: { value: ['payments'], source: 'label owner' },
    query_samples_per_day: {
      value: null,
      source: 'statistics of Prometheus',
      unknown_reason: 'it was away',
    },
  });
  expect(screen.getByText('Pages a week').nextSibling).toHaveTextContent('1.5');
  expect(screen.getByText('Alerts that vanish').nextSibling).toHaveTextContent(
    'PaymentsNoData',
  );
  expect(
    screen.getByText('Teams that would be paged').nextSibling,
  ).toHaveTextContent('payments');
  expect(screen.getByText('Samples read a day').nextSibling).toHaveTextContent(
    'unknown: it was away',
  );
  expect(screen.queryByText('dry run of alerts.yaml')).not.toBeInTheDocument();
  await userEvent.click(
    screen.getByRole('button', { name: 'Where the figures come from' }),
  );
  expect(
    screen.getByText('dry run of alerts.yaml').previousSibling,
  ).toHaveTextContent('Pages a week');
  expect(screen.getByText('statistics of Prometheus')).toBeVisible();
});

it('leaves out what earlier versions did not measure', () => {
  show();
  expect(screen.queryByText('Pages a week')).not.toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'How they are connected' }),
  ).not.toBeInTheDocument();
});

const SHOP = 'component:default/checkout-web';

it('draws who is touched and how, with the same as links', async () => {
  // jsdom measures nothing; any size makes the layout run.
  Object.assign(SVGElement.prototype, {
    getBBox: () => ({ x: 0, y: 0, width: 100, height: 36 }),
  });
  const { services } = aDecision().blast_radius;
  const [own] = services.value!;
  const { container } = await renderInTestApp(
    <BlastRadiusView
      radius={{
        ...aDecision().blast_radius,
        services: { value: [own, 'component:default/ledger'], source: '' },
        dependent_chains: { value: [[own, SHOP]], source: 'catalog relations' },
      }}
    />,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  await waitFor(() =>
    expect(
      [...container.querySelectorAll('svg title')].map(n => n.textContent),
    ).toEqual([own, 'component:default/ledger', SHOP]),
  );
  expect(container.querySelector('svg:has(title)')).toHaveTextContent(
    'is needed by',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'How they are connected' }),
  );
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual(
    [
      'payments-api reads series of ledger',
      'payments-api is needed by checkout-web',
    ],
  );
  expect(screen.getByRole('link', { name: 'checkout-web' })).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout-web',
  );
});
