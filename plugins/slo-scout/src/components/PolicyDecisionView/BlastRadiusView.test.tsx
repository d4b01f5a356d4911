import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { BlastRadius } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDecision } from '../../__testUtils__/fixtures';
import { BlastRadiusView } from './BlastRadiusView';

const show = (over: Partial<BlastRadius> = {}) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <BlastRadiusView radius={{ ...aDecision().blast_radius, ...over }} />
    </TestApiProvider>,
  );

it('shows each figure with where it came from, and unknown where it is', () => {
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
  expect(screen.getByTitle('dry run of alerts.yaml')).toBeVisible();
  expect(screen.getByText('Alerts that vanish').nextSibling).toHaveTextContent(
    'PaymentsNoData',
  );
  expect(
    screen.getByText('Teams that would be paged').nextSibling,
  ).toHaveTextContent('payments');
  expect(screen.getByText('Samples read a day').nextSibling).toHaveTextContent(
    'unknown: it was away',
  );
});

it('leaves out what earlier versions did not measure', () => {
  show();
  expect(screen.queryByText('Pages a week')).not.toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'How they depend on it' }),
  ).not.toBeInTheDocument();
});

it('says how the dependents come to depend on it', async () => {
  show({
    dependent_chains: {
      value: [
        ['component:default/payments-api', 'component:default/checkout-web'],
      ],
      source: 'catalog relations',
    },
  });
  await userEvent.click(
    screen.getByRole('button', { name: 'How they depend on it' }),
  );
  expect(screen.getByText('payments-api ← checkout-web')).toBeVisible();
});
