import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { aSlo } from '../../__testUtils__/fixtures';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const slo = aSlo();
const measured = (over: Partial<SloMeasurement> = {}): SloMeasurement => ({
  ...{ slo_id: slo.id, environment: 'production', labels: {} },
  ...{ unit: 'events', objective: 0.999, window: '30d' },
  since: '2026-03-01T00:00:00.000Z',
  measured_until: '2026-03-03T12:00:00.000Z',
  ...{ sli_5m: 1, sli_1h: 0.998, burn_rate_1h: 2, budget_left: 0.62 },
  budget: 2592,
  days: [
    { day: '2026-03-01', bad: 1, total: 1000, sli: 0.999, budget_left: 0.9 },
    { day: '2026-03-03', bad: 9, total: 1000, sli: 0.991, budget_left: 0.62 },
  ],
  ...over,
});
const card = () => screen.findByRole('article', { name: slo.name });

it('says what to do while nothing was measured', async () => {
  renderTab(
    { slos: [slo], measurements: [measured({ since: null, days: [] })] },
    '/slos',
  );
  expect(
    await within(await card()).findByText(/No measurements yet: the portal/),
  ).toBeInTheDocument();
});

it('asks nothing of a draft', async () => {
  const draft = aSlo({ status: 'draft' });
  renderTab({ slos: [draft], measurements: [measured()] }, '/slos');
  expect(await card()).not.toHaveTextContent(/error budget left|measure/);
});

it.each([
  [{}, '62 % of the error budget left'],
  [
    { unit: 'seconds' as const },
    '62 % of the error budget left, 26 min 47 s of 43 min 12 s',
  ],
  [
    { unit: 'seconds' as const, budget_left: -4.5 },
    'The error budget is overspent by 450 % of it',
  ],
  [{ budget_left: null }, 'How much of the error budget is left is not known'],
  [{ labels: { region: 'eu' } }, 'region eu: 62 % of the error budget left'],
])('says of %j: %s', async (over, words) => {
  renderTab({ slos: [slo], measurements: [measured(over)] }, '/slos');
  expect(await within(await card()).findByText(words)).toBeInTheDocument();
});

it('says how fast the budget is spent, and by what data', async () => {
  renderTab({ slos: [slo], measurements: [measured()] }, '/slos');
  expect(
    await within(await card()).findByText(
      /spent 2 times as fast as allowed; by data since .*2026/,
    ),
  ).toBeInTheDocument();
});

it('draws the days and lists them, by keyboard', async () => {
  renderTab({ slos: [slo], measurements: [measured()] }, '/slos');
  const button = await within(await card()).findByRole('button', {
    name: /^Show budget by day/,
  });
  button.focus();
  await userEvent.keyboard('{Enter}');
  expect(
    screen.getByRole('img', { name: /Error budget left at the end/ }),
  ).toBeInTheDocument();
  const rows = within(
    screen.getByRole('table', { name: /Error budget of/ }),
  ).getAllByRole('row');
  expect(rows.map(row => row.textContent)).toEqual([
    'Day (UTC)SLIBudget left',
    '2026-03-0399.1 %62 %',
    '2026-03-0199.9 %90 %',
  ]);
});
