import { sloStateOf, wasMeasured, worstPartsFirst } from './standing';
import type { SloMeasurement } from './types/measurement';

const part = (
  region: string,
  budget_left: number | null,
  burn_rate_1h: number | null,
  seen: Partial<SloMeasurement> = {},
): SloMeasurement => ({
  ...{ slo_id: 'slo', environment: 'production', labels: { region } },
  ...{ unit: 'events', objective: 0.99, window: '28d' },
  ...{ since: '2026-03-01T00:00:00.000Z', measured_until: null },
  ...{ sli_5m: null, sli_1h: null, burn_rate_1h, budget_left },
  ...{ budget: 10, days: [], ...seen },
});
const OLD_DAY = { day: '2026-01-01', bad: 1, total: 10, sli: 0.9 };
/** Without data for longer than its window. */
const gone = (region: string) =>
  part(region, null, null, {
    since: null,
    days: [{ ...OLD_DAY, budget_left: 0.5 }],
  });
const never = part('never', null, null, { since: null });

it.each([
  [0.5, 0, 'healthy'],
  [0.5, 1, 'healthy'],
  [0.5, 1.01, 'burning'],
  [0, 0, 'overspent'],
  [-4.5, null, 'overspent'],
  [-0.1, 20, 'overspent'],
  [null, 0, 'unknown'],
  [null, 5, 'unknown'],
  // Yesterday's figure says nothing of tonight.
  [1, null, 'unknown'],
] as const)(
  '%p left, burning at %p: %s',
  (budget_left, burn_rate_1h, state) => {
    expect(sloStateOf({ budget_left, burn_rate_1h })).toBe(state);
  },
);

it('never calls healthy what nobody measured', () => {
  expect(sloStateOf(undefined)).toBe('unknown');
  expect(wasMeasured(never)).toBe(false);
  expect(worstPartsFirst([never])).toEqual([]);
});

const worst = (...parts: SloMeasurement[]) =>
  worstPartsFirst(parts).map(({ labels }) => labels.region);

it.each([
  [
    'one that is overspent',
    [part('a', 0.5, 3), part('b', -1, 0), part('c', 0.1, 0)],
    ['b', 'a', 'c'],
  ],
  [
    'one that burns before one with less left, and quiet',
    [part('a', 0.2, 0.1), part('b', 0.9, 5)],
    ['b', 'a'],
  ],
  [
    'one that nobody knows of before one that is all right',
    [part('a', 0.2, 0.1), part('b', 0.9, null)],
    ['b', 'a'],
  ],
  [
    'none that has no data for longer than the window',
    [gone('a'), part('b', 0.9, 0)],
    ['b'],
  ],
  ['nobody where none has data', [gone('a'), gone('b')], []],
  [
    'the one with less left',
    [part('a', 0.2, 0.1), part('b', 0.1, 0.1)],
    ['b', 'a'],
  ],
  [
    'the first by name of equals',
    [part('b', 0.5, 0), part('a', 0.5, 0)],
    ['a', 'b'],
  ],
])('puts first %s', (_, parts, regions) => {
  expect(worst(...parts)).toEqual(regions);
});
