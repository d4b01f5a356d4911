import type { SliEvents } from '@slo-scout/backstage-plugin-slo-scout-common';
import { curveOf, meaningOf, nearestOn, stepOn } from './objective';

const DAY = 86_400;

/** A cell a day, of 100 events each where nothing else is said. */
const events = (bad: number[], total = bad.map(() => 100)): SliEvents => ({
  slo: 'a',
  labels: {},
  start: '2026-11-01T00:00:00Z',
  step_seconds: DAY,
  bad,
  total,
});

const meaning = (of: SliEvents, objective: number, window: string) =>
  meaningOf(of, curveOf(of, objective, window));

it('spends the budget of the whole period', () => {
  // 1 bad of 400 events, 4 may be bad.
  expect(meaning(events([0, 1, 0, 0]), 0.99, '4d')).toEqual({
    good: 0.9975,
    spent: expect.closeTo(0.25),
    mostSpent: expect.closeTo(0.25),
  });
});

it('gives back what is older than the window', () => {
  const { spent, mostSpent, ranOut } = meaning(
    events([4, 0, 0, 0]),
    0.99,
    '2d',
  )!;
  expect(spent).toBe(0);
  // Of the first day alone a budget of two days' events is reckoned.
  expect(mostSpent).toBeCloseTo(2);
  expect(new Date(ranOut!).toISOString()).toBe('2026-11-02T00:00:00.000Z');
});

it('takes history for the whole of a longer window', () => {
  const of = events([0, 1, 0, 0]);
  expect(meaning(of, 0.99, '8d')!.spent).toBeCloseTo(0.125);
});

it('has gaps where nothing happened', () => {
  const curve = curveOf(events([0, 0, 0], [0, 100, 0]), 0.99, '3d');
  expect(curve.sli).toEqual([null, 1, null]);
  expect(curve.budget_left).toEqual([null, 1, 1]);
  expect(meaning(events([0], [0]), 0.99, '3d')).toBeUndefined();
});

it('moves on a scale', () => {
  const scale = [0.9, 0.99, 0.999];
  expect(nearestOn(scale, 0.98)).toBe(0.99);
  expect(stepOn(scale, 0.99, 1)).toBe(0.999);
  expect(stepOn(scale, 0.99, 9)).toBe(0.999);
  expect(stepOn(scale, 0.99, -1)).toBe(0.9);
  expect(stepOn(scale, 0.995, 1)).toBe(0.999);
  expect(stepOn(scale, 0.995, -1)).toBe(0.99);
  expect(stepOn(scale, 0.9999, 1)).toBe(0.999);
});
