import { rangeAround, thinned, valueScale } from './curvePoints';

const points = (...values: Array<number | null>) =>
  values.map((value, index) => ({ x: index * 10, value }));
const y = valueScale({ low: 0, high: 1 }, 100);

it('draws what is more, higher', () => {
  expect([0, 0.25, 1].map(y)).toEqual([100, 75, 0]);
  expect(y(7)).toBe(0);
  expect(y(-7)).toBe(100);
});

it('leaves room around the values, none above the most', () => {
  const range = rangeAround([0.9, null, 1], 1);
  expect(range.low).toBeCloseTo(0.892);
  expect(range.high).toBe(1);
  expect(rangeAround([])).toEqual({ low: 0, high: 1 });
  const flat = rangeAround([0.5, 0.5]);
  expect(flat.low).toBeLessThan(0.5);
  expect(flat.high).toBeGreaterThan(0.5);
});

it('takes as many cells as a curve may have', () => {
  const many = Array.from({ length: 400_000 }, () => 0.5);
  many[7] = 0.1;
  expect(rangeAround(many).low).toBeLessThan(0.1);
});

it('keeps the worst and every gap of a long curve', () => {
  const cells = Array.from({ length: 8_640 }, (_, index) => ({
    x: (index / 8_640) * 1000,
    value: index === 4_321 ? 0.2 : 0.999,
  })) as Array<{ x: number; value: number | null }>;
  cells[6_000].value = null;
  const kept = thinned(cells, 1000, 500);
  expect(kept.length).toBeLessThan(1_600);
  expect(kept).toContain(cells[4_321]);
  expect(kept).toContain(cells[6_000]);
  expect(kept.map(p => p.x)).toEqual(kept.map(p => p.x).sort((a, b) => a - b));
  expect(thinned(points(1, 2), 1000, 500)).toHaveLength(2);
});
