import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDryRun } from '../../__testUtils__/fixtures';
import { DryRunView } from './DryRunView';

const show = (over: Partial<DryRunResult> = {}) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <DryRunView result={aDryRun(over)} />
    </TestApiProvider>,
  );

it('draws every firing and tells it to those who do not see', () => {
  show();
  const first = screen.getAllByRole('img', {
    name: 'PaymentSuccessRateBudgetBurn: 2 firings',
  })[0];
  expect(first.querySelectorAll('rect')).toHaveLength(2);
  expect(
    screen.getByRole('img', { name: 'PaymentSuccessRateNoData: no firing' }),
  ).toBeInTheDocument();
});

it('sums up each alert and all of them', () => {
  show();
  const rows = within(
    screen.getByRole('table', { name: 'Dry run over 30 d' }),
  ).getAllByRole('row');
  expect(rows[1]).toHaveTextContent(/severity=critical222 min 30 s2$/);
  expect(rows[3]).toHaveTextContent(/NoData 0–0$/);
  expect(rows[4]).toHaveTextContent(/^All alerts325 min3$/);
});

it('has a table twin of the timeline', async () => {
  show();
  await userEvent.click(
    screen.getByRole('button', { name: 'Show firings as a table' }),
  );
  const twin = screen.getByRole('table', { name: 'Timeline of firings' });
  expect(within(twin).getAllByRole('row')).toHaveLength(4);
  expect(twin).toHaveTextContent('30 min22.4');
});

it('says how exact it is', () => {
  show();
  expect(
    screen.getByText(
      'Approximate: evaluated every 5 min, so shorter firings may be missed.',
    ),
  ).toBeInTheDocument();
  show({ exact: true, step_seconds: 30 });
  expect(
    screen.getByText('Exact: evaluated as Prometheus would, every 30 s.'),
  ).toBeInTheDocument();
});

it('marks what was active at the rim of the range', async () => {
  const [burn] = aDryRun().alerts;
  show({
    alerts: [
      { ...burn, firings: [{ ...burn.firings[0], open_at_start: true }] },
    ],
  });
  await userEvent.click(
    screen.getByRole('button', { name: 'Show firings as a table' }),
  );
  expect(
    screen.getByText(/already active when the range began/),
  ).toBeInTheDocument();
});

it('names the alert that could not be replayed', () => {
  const [burn] = aDryRun().alerts;
  show({
    verdict: 'inconclusive',
    reason: 'one alert has no data',
    alerts: [{ ...burn, firings: [], reason: 'no sample in 30 d' }],
  });
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Inconclusive: one alert has no data',
  );
  expect(
    screen.getAllByText('Not replayed: no sample in 30 d').length,
  ).toBeGreaterThan(0);
});
