import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { aDryRun } from '../__testUtils__/fixtures';
import { alertRows } from './dryRun';
import {
  cellsWithin,
  curveName,
  daysOf,
  finalBudget,
  isAbout,
  outageSpent,
  readingAt,
  spanOf,
  worstFirst,
} from './sliCurve';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-01T00:00:00Z');

const curve = (over: Partial<SliCurve> = {}): SliCurve => ({
  slo: 'payment_success_rate',
  labels: {},
  objective: 0.999,
  window: '30d',
  start: '2026-11-01T00:00:00Z',
  step_seconds: 3_600,
  sli: [1, 0.99, null, 1],
  budget_left: [1, 0.8, null, 0.75],
  ...over,
});

it('reads the cell that an instant lies in', () => {
  expect(spanOf(curve())).toEqual({ start: START, end: START + 4 * HOUR });
  expect(readingAt(curve(), START + HOUR)).toEqual({
    sli: 0.99,
    budgetLeft: 0.8,
  });
  expect(readingAt(curve(), START + 2 * HOUR).sli).toBeNull();
  expect(readingAt(curve(), START + 4 * HOUR).sli).toBe(1);
  expect(readingAt(curve(), START + 5 * HOUR).sli).toBeUndefined();
  expect(readingAt(curve(), START - 1).sli).toBeUndefined();
});

it('finds the cells of a view', () => {
  const view = { start: START + 1.5 * HOUR, end: START + 2.5 * HOUR };
  expect(cellsWithin(curve(), view)).toEqual({ from: 1, to: 3 });
  expect(cellsWithin(curve(), { start: 0, end: 2 * START })).toEqual({
    from: 0,
    to: 4,
  });
});

it('shows the most burnt first, those without data last', () => {
  const silent = curve({ slo: 'silent', budget_left: [null, null] });
  const quiet = curve({ slo: 'quiet', budget_left: [1, 0.9] });
  const burnt = curve({ slo: 'burnt', budget_left: [0.2, -0.4, null] });
  expect(finalBudget(burnt)).toBe(-0.4);
  expect(finalBudget(silent)).toBeUndefined();
  expect(worstFirst([silent, quiet, burnt]).map(c => c.slo)).toEqual([
    'burnt',
    'quiet',
    'silent',
  ]);
});

it('names parts of an SLO by their labels', () => {
  expect(curveName(curve())).toBe('payment_success_rate');
  expect(curveName(curve({ labels: { region: 'eu', tier: 'gold' } }))).toBe(
    'payment_success_rate · region=eu, tier=gold',
  );
});

it('knows which alerts are about it', () => {
  const [row] = alertRows(aDryRun());
  const labelled = (labels: Record<string, string>) => ({ ...row, labels });
  const eu = curve({ labels: { region: 'eu' } });
  expect(isAbout(labelled({}), eu)).toBe(true);
  expect(isAbout(labelled({ slo: eu.slo, region: 'eu' }), eu)).toBe(true);
  expect(isAbout(labelled({ region: 'us' }), eu)).toBe(false);
  expect(isAbout(labelled({ slo: 'another' }), eu)).toBe(false);
});

it('says what was spent as time of complete outage', () => {
  expect(outageSpent(curve(), 0.75)).toBeCloseTo(0.25 * 2_592);
  expect(outageSpent(curve(), -1)).toBeCloseTo(2 * 2_592);
  expect(outageSpent(curve({ window: 'a month' }), 0.5)).toBeUndefined();
});

it('sums up days of the reader, wherever the reader is', () => {
  const long = curve({
    step_seconds: 6 * 3_600,
    sli: [1, 0.99, 0.95, null, 1, 1, 1, 1],
    budget_left: [1, 0.8, 0.5, null, 0.5, 0.5, 0.4, -0.1],
  });
  const [row] = alertRows(aDryRun());
  const rows = [
    { ...row, firings: [{ ...row.firings[0], start: '2026-11-01T23:30:00Z' }] },
  ];
  expect(daysOf(long, rows, 'UTC')).toEqual([
    { start: START, lowestSli: 0.95, budgetLeft: 0.5, firings: 1 },
    { start: START + 24 * HOUR, lowestSli: 1, budgetLeft: -0.1, firings: 0 },
  ]);
  const inBerlin = daysOf(long, rows, 'Europe/Berlin');
  expect(inBerlin.map(day => day.firings)).toEqual([0, 1]);
  expect(inBerlin[0].start).toBe(START - HOUR);
});
