import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCurve, aReplay } from '../../__testUtils__/replays';
import { readableTime, zonedTime } from '../../format/time';
import { DryRunView } from './DryRunView';

const show = (over: Partial<DryRunResult> = {}) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <DryRunView result={aReplay(() => true, over)} subject="payments-api" />
    </TestApiProvider>,
  );

const point = () => screen.getByRole('slider', { name: 'Point in time' });
const chart = () =>
  screen.getByRole('img', {
    name: 'payment_success_rate: share of good events',
  });
const firingsShown = () => chart().querySelectorAll('rect').length;
const local = (rfc3339: string) => readableTime(rfc3339)!.local;

/** jsdom lays nothing out; here a chart is 1000 px wide. */
beforeEach(() => {
  jest
    .spyOn(Element.prototype, 'getBoundingClientRect')
    .mockReturnValue({ left: 0, top: 0, width: 1000, height: 100 } as DOMRect);
});
afterEach(() => jest.restoreAllMocks());

it('draws the indicator with its gaps, the objective and the firings', () => {
  show();
  const [line] = chart().querySelectorAll('path');
  // One stroke before the silent hours, one after.
  expect(line.getAttribute('d')!.match(/M/g)).toHaveLength(2);
  expect(screen.getByText('objective 99.9 %')).toBeInTheDocument();
  expect(firingsShown()).toBe(3);
});

it('shows a budget below zero', () => {
  show({
    curves: [aCurve({ budget_left: aCurve().sli.map((_, i) => 1 - i / 300) })],
  });
  expect(
    screen.getByRole('img', {
      name: 'payment_success_rate: error budget left, in percent',
    }),
  ).toBeInTheDocument();
  expect(screen.getByText('budget spent')).toBeInTheDocument();
  expect(screen.getByText(/^-1\d\d %$/)).toBeInTheDocument();
});

it('reads any instant by keyboard', async () => {
  show();
  point().focus();
  await userEvent.keyboard('{Home}');
  expect(point()).toHaveAttribute(
    'aria-valuetext',
    zonedTime('2026-10-24T12:00:00Z'),
  );
  await userEvent.keyboard('{ArrowRight}');
  expect(point()).toHaveAttribute(
    'aria-valuetext',
    zonedTime('2026-10-24T19:12:00Z'),
  );
  await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
  expect(point()).toHaveAttribute(
    'aria-valuetext',
    zonedTime('2026-10-27T19:12:00Z'),
  );
  await userEvent.keyboard('{End}');
  expect(point()).toHaveAttribute(
    'aria-valuetext',
    zonedTime('2026-11-23T12:00:00Z'),
  );
});

it('says in words what an instant was like', async () => {
  show();
  point().focus();
  await userEvent.keyboard('{Home}{PageDown}');
  const words = screen.getByText(/97 % good \(objective 99.9 %\)/);
  expect(words).toHaveTextContent(
    /of the error budget left · spent as much as \d+ min( \d+ s)? of full outage would · fires: PaymentSuccessRateBudgetBurn .*\(from .*, 28 min\)/,
  );
  const times = within(words).getAllByText(local('2026-11-03T08:02:00Z'));
  expect(times.map(time => time.title)).toEqual([
    '2026-11-03 08:02:00 UTC',
    '2026-11-03 08:02:00 UTC',
  ]);
  expect(words).not.toHaveTextContent(/min of \d/);
});

it('tells a screen reader once the point rests', async () => {
  show();
  point().focus();
  await userEvent.keyboard('{Home}');
  const live = () => document.querySelector('[aria-live]');
  expect(live()).toHaveTextContent('');
  expect(
    await screen.findByText(/no alert fires/, { selector: '[aria-live]' }),
  ).toHaveTextContent(zonedTime('2026-10-24T12:00:00Z'));
});

it('zooms by keys and buttons, chart and rows alike', async () => {
  show();
  point().focus();
  await userEvent.keyboard('{Home}{PageDown}+++');
  expect(firingsShown()).toBe(1);
  const row = screen.getByRole('img', {
    name: 'PaymentSuccessRateBudgetBurn: 3 firings',
  });
  expect(row.querySelectorAll('rect')).toHaveLength(1);
  await userEvent.keyboard('-');
  await userEvent.keyboard('{Escape}');
  expect(firingsShown()).toBe(3);
  await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  expect(firingsShown()).toBe(1);
  await userEvent.click(
    screen.getByRole('button', { name: 'Show everything' }),
  );
  expect(firingsShown()).toBe(3);
});

it('zooms to what a hand drags across', async () => {
  show();
  await userEvent.pointer([
    { keys: '[MouseLeft>]', target: point(), coords: { clientX: 300 } },
    { target: point(), coords: { clientX: 350 } },
    { keys: '[/MouseLeft]', target: point(), coords: { clientX: 350 } },
  ]);
  expect(firingsShown()).toBe(1);
});

it('does not take a click for a drag', async () => {
  show();
  await userEvent.pointer([
    { keys: '[MouseLeft>]', target: point(), coords: { clientX: 300 } },
    { keys: '[/MouseLeft]', target: point(), coords: { clientX: 302 } },
  ]);
  expect(firingsShown()).toBe(3);
  expect(screen.getByText(/no alert fires/)).toBeInTheDocument();
});

it('leaves Escape to the dialog around once everything is shown', () => {
  const seen = jest.fn();
  show();
  document.addEventListener('keydown', seen);
  fireEvent.keyDown(point(), { key: 'Escape' });
  expect(seen.mock.calls[0][0].defaultPrevented).toBe(false);
  document.removeEventListener('keydown', seen);
});

it('begins with the worst budget, and lets choose another', async () => {
  show({
    curves: [
      aCurve({ slo: 'quiet', budget_left: aCurve().sli.map(() => 0.9) }),
      aCurve({ labels: { region: 'eu' } }),
    ],
  });
  expect(
    screen.getByRole('img', {
      name: 'payment_success_rate · region=eu: share of good events',
    }),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /^Indicator/ }));
  await userEvent.click(screen.getByRole('option', { name: 'quiet' }));
  const quiet = screen.getByRole('img', {
    name: 'quiet: share of good events',
  });
  // The alert says of which SLO it is: not of this one.
  expect(quiet.querySelectorAll('rect')).toHaveLength(0);
});

it('has a table twin, by days', async () => {
  show();
  await userEvent.click(
    screen.getByRole('button', { name: 'Show the indicator as a table' }),
  );
  const rows = within(
    screen.getByRole('table', { name: 'payment_success_rate by days' }),
  ).getAllByRole('row');
  expect(rows).toHaveLength(32);
  expect(rows.some(row => /97 %\d+(\.\d)? %1$/.test(row.textContent!))).toBe(
    true,
  );
});
