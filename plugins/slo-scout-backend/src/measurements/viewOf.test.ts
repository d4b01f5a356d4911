import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { StoredDay } from './stored';
import { viewOf } from './viewOf';

const DAY = 86_400;
/** Midnight, so that every day is a whole one. */
const NOW = Date.UTC(2026, 5, 1) / 1000;
const SLO = { id: 'slo', objective: 0.999, window: '30d' } as Slo;

const dayOf = (time: number) =>
  new Date(time * 1000).toISOString().slice(0, 10);

/** 1,000 events a day, so many of them bad, from `ago` days ago on. */
const days = (ago: number, count: number, bad: number): StoredDay[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ series_id: 1, bad, total: 1000, cells: 288 },
    day: dayOf(NOW - (ago - index) * DAY),
  }));

const sumsOf = (stored: StoredDay[], first: number, end: number) => ({
  ...{ series_id: 1, first, last: end - 300 },
  bad: stored.reduce((sum, { bad }) => sum + bad, 0),
  total: stored.reduce((sum, { total }) => sum + total, 0),
  ...{ bad_hour: null, total_hour: null },
});

const at = (until = NOW) => ({ now: NOW, until });

it('lets two days of a month that is still being read stand for two days', () => {
  const stored = days(30, 2, 2);
  const view = viewOf(
    SLO,
    'production',
    { days: stored, sums: sumsOf(stored, NOW - 30 * DAY, NOW - 28 * DAY) },
    at(NOW - 28 * DAY),
  );
  // 4 bad events; 2,000 in two days are 30,000 in thirty, of which 30 may be bad.
  expect(view.budget).toBeCloseTo(30, 6);
  expect(view.budget_left).toBeCloseTo(1 - 4 / 30, 6);
  expect(view.days.at(-1)?.budget_left).toBeCloseTo(1 - 4 / 30, 6);
});

it('begins anew after a pause that is longer than the window', () => {
  const stored = [...days(63, 10, 0), ...days(3, 3, 2)];
  const { days: shown } = viewOf(SLO, 'production', { days: stored }, at());
  expect(shown.slice(-3).map(({ budget_left: left }) => left)).toEqual([
    expect.closeTo(1 - 2 / 30),
    expect.closeTo(1 - 4 / 30),
    expect.closeTo(1 - 6 / 30),
  ]);
});

it('takes a day in the middle for a whole one, however much of it was measured', () => {
  const stored = days(40, 40, 1);
  stored[10] = { ...stored[10], cells: 12 };
  const { days: shown } = viewOf(SLO, 'production', { days: stored }, at());
  expect(shown.at(-1)?.budget_left).toBeCloseTo(0, 6);
});

it('shows 400 days, the first with the budget of the month before it', () => {
  const stored = [...days(450, 40, 0), ...days(410, 410, 1)];
  const { days: shown } = viewOf(SLO, 'production', { days: stored }, at());
  expect(shown).toHaveLength(399);
  // Of the thirty days that end with it, twelve had a bad event.
  expect(shown[0].budget_left).toBeCloseTo(1 - 12 / 30, 6);
});
