import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDryRun } from '../../__testUtils__/fixtures';
import { aReplay } from '../../__testUtils__/replays';
import { downloadText } from '../../browser/download';
import { DryRunView } from './DryRunView';

jest.mock('../../browser/download');

const show = (over: Partial<DryRunResult> = {}) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <DryRunView result={aDryRun(over)} subject="payments-api" />
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
  expect(rows[1]).toHaveTextContent(/severity=critical222 min 30 s2–––––$/);
  expect(rows[3]).toHaveTextContent(/NoData 0–0–––––$/);
  expect(rows[4]).toHaveTextContent(/^All alerts325 min3$/);
});

it('has a table twin of the timeline', async () => {
  show();
  await userEvent.click(
    screen.getByRole('button', { name: 'Show firings as a table' }),
  );
  const twin = screen.getByRole('table', { name: 'Timeline of firings' });
  expect(within(twin).getAllByRole('row')).toHaveLength(4);
  expect(twin).toHaveTextContent('30 min22.4–––');
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

it('says how long, when and with what else an alert fires', () => {
  show(aReplay(() => true));
  const table = screen.getByRole('table', { name: 'Dry run over 30 d' });
  expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
    /315 min 40 s328 min25 %50 %1PaymentSuccessRateSlowBurn \(40 % of its time\)$/,
  );
  expect(
    screen.getByText(/from 22:00 to 06:00 \(Europe\/Berlin\)/),
  ).toBeVisible();
});

it('says what each firing cost, and how long it took to fire', async () => {
  const replay = aReplay(() => true);
  const [burn] = replay.alerts;
  const overspent = { ...burn.firings[1], budget_left: -0.4 };
  show({
    ...replay,
    alerts: [{ ...burn, firings: [burn.firings[0], overspent] }],
  });
  await userEvent.click(
    screen.getByRole('button', { name: 'Show firings as a table' }),
  );
  const rows = within(
    screen.getByRole('table', { name: 'Timeline of firings' }),
  ).getAllByRole('row');
  expect(rows[1]).toHaveTextContent(/28 min302 min3 %62 %$/);
  expect(rows[2]).toHaveTextContent(/overspent by 40 %$/);
});

it('shows what the verdict rests on', async () => {
  show({
    ...aReplay(() => true),
    approximations: ['Long windows were summed up.'],
    notes: [
      'Groups are evaluated on the grid of Prometheus.',
      'Of the server.',
    ],
    notes_coded: [
      { code: 'dry_run.newer', values: {} },
      { code: 'dry_run.retention', values: { kept: 15, days: 30 } },
    ],
  });
  await userEvent.click(
    screen.getByRole('button', { name: 'How far this can be trusted' }),
  );
  expect(screen.getByText('Prometheus keeps data for')).toBeInTheDocument();
  expect(screen.getByText('35 d')).toBeInTheDocument();
  expect(screen.getByText('Long windows were summed up.')).toBeInTheDocument();
  expect(screen.getByText(/grid of Prometheus/)).toBeInTheDocument();
  expect(
    screen.getByText('Prometheus keeps data for 15 of the 30 days.'),
  ).toBeInTheDocument();
  expect(
    within(
      screen.getByRole('table', { name: 'Data by alert window' }),
    ).getAllByRole('row')[2],
  ).toHaveTextContent('1 h99 %98 %');
  expect(
    screen.getByRole('table', { name: 'Times without data' }),
  ).toHaveTextContent('2 h');
});

it('does not take an unrecorded gap for none', async () => {
  show();
  await userEvent.click(
    screen.getByRole('button', { name: 'How far this can be trusted' }),
  );
  expect(
    screen.getByText('Times without data were not recorded.'),
  ).toBeInTheDocument();
});

it('is there to take away', async () => {
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Download JSON' }));
  expect(downloadText).toHaveBeenLastCalledWith(
    'payments-api-dry-run-2026-11-23.json',
    `${JSON.stringify(aDryRun(), undefined, 2)}\n`,
    'application/json',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Download firings as CSV' }),
  );
  expect(downloadText).toHaveBeenLastCalledWith(
    'payments-api-dry-run-2026-11-23.csv',
    expect.stringMatching(/^alert,labels,start(.|\s)*,22\.41,/),
    'text/csv;charset=utf-8',
  );
});
