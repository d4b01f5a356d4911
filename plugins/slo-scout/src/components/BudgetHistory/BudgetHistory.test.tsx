import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aMeasurement, aSlo } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const slo = aSlo();
const measured = aMeasurement;
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
    'All of the error budget of 43 min 12 s is spent, and 3 h 14 min more',
  ],
  [{ budget_left: null }, 'How much of the error budget is left is not known'],
  [{ labels: { region: 'eu' } }, 'region eu: 62 % of the error budget left'],
])('says of %j: %s', async (over, words) => {
  renderTab({ slos: [slo], measurements: [measured(over)] }, '/slos');
  expect(await within(await card()).findByText(words)).toBeInTheDocument();
});

it('says how fast the budget is spent, and by what data', async () => {
  renderTab({ slos: [slo], measurements: [measured()] }, '/slos');
  const words = await within(await card()).findByText(/spent 2 times as fast/);
  expect(words).toHaveTextContent(
    /spent 2 times as fast as allowed; by data since .*2026/,
  );
  expect(within(words).getByTitle('2026-03-01 00:00:00 UTC')).toBeVisible();
});

it('draws the days and lists them, by keyboard', async () => {
  renderTab({ slos: [slo], measurements: [measured()] }, '/slos');
  const button = await within(await card()).findByRole('button', {
    name: /^Show budget by day/,
  });
  button.focus();
  await userEvent.keyboard('{Enter}');
  expect(
    await screen.findByRole('img', { name: /Error budget left at the end/ }),
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

it('asks once for all SLOs of the entity', async () => {
  const backend = new InMemorySloScout({
    slos: ['a', 'b', 'c'].map(name => aSlo({ name })),
    measurements: [measured({ slo_id: 'slo-b' })],
  });
  const asked = jest.spyOn(backend, 'getMeasurements');
  renderTab(backend, '/slos');
  expect(
    await screen.findByRole('meter', { name: 'Error budget left of b' }),
  ).toBeInTheDocument();
  expect(asked).toHaveBeenCalledTimes(1);
});

it('says in the words of the server why there are no measurements', async () => {
  const backend = new InMemorySloScout({ slos: [slo] });
  jest
    .spyOn(backend, 'getMeasurements')
    .mockRejectedValue(await refusal(503, 'the database is away'));
  renderTab(backend, '/slos');
  expect(
    await within(await card()).findByText(
      'The measurements could not be read: the database is away',
    ),
  ).toBeInTheDocument();
});
