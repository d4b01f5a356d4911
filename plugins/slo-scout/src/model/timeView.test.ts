import {
  barOf,
  instantAt,
  isWhole,
  positionOf,
  revealing,
  within,
  zoomedBy,
  zoomedTo,
} from './timeView';

const HOUR = 3_600_000;
const bounds = { start: 0, end: 100 * HOUR };

it('keeps the instant of a zoom where it is on the screen', () => {
  const near = zoomedBy(bounds, bounds, 0.5, 20 * HOUR);
  expect(near).toEqual({ start: 10 * HOUR, end: 60 * HOUR });
  expect(positionOf(20 * HOUR, near)).toBe(positionOf(20 * HOUR, bounds));
  expect(zoomedBy(near, bounds, 2, 20 * HOUR)).toEqual(bounds);
});

it('never leaves the examined range', () => {
  const late = { start: 90 * HOUR, end: 100 * HOUR };
  expect(zoomedBy(late, bounds, 3, 100 * HOUR)).toEqual({
    start: 70 * HOUR,
    end: 100 * HOUR,
  });
  expect(zoomedBy(late, bounds, 99, 95 * HOUR)).toEqual(bounds);
  expect(within({ start: -5, end: 5 }, bounds)).toEqual({ start: 0, end: 10 });
});

it('stops at five minutes', () => {
  const least = zoomedBy(bounds, bounds, 1e-9, 50 * HOUR);
  expect(least.end - least.start).toBe(5 * 60_000);
  expect(zoomedTo(HOUR, HOUR, bounds)).toEqual({
    start: HOUR - 150_000,
    end: HOUR + 150_000,
  });
});

it('takes a drag in either direction', () => {
  const dragged = { start: 3 * HOUR, end: 9 * HOUR };
  expect(zoomedTo(3 * HOUR, 9 * HOUR, bounds)).toEqual(dragged);
  expect(zoomedTo(9 * HOUR, 3 * HOUR, bounds)).toEqual(dragged);
});

it('follows the cursor over the rim of what is seen', () => {
  const view = { start: 10 * HOUR, end: 20 * HOUR };
  expect(revealing(view, bounds, 15 * HOUR)).toBe(view);
  expect(revealing(view, bounds, 22 * HOUR)).toEqual({
    start: 12 * HOUR,
    end: 22 * HOUR,
  });
  expect(revealing(view, bounds, 0)).toEqual({ start: 0, end: 10 * HOUR });
});

it('reads instants from positions, not beyond the rims', () => {
  expect(instantAt(0.25, bounds)).toBe(25 * HOUR);
  expect(instantAt(-1, bounds)).toBe(0);
  expect(instantAt(2, bounds)).toBe(100 * HOUR);
  expect(isWhole(bounds, bounds)).toBe(true);
  expect(isWhole({ start: 1, end: bounds.end }, bounds)).toBe(false);
});

it('draws bars that can be seen, cut at the rims', () => {
  const view = { start: 10 * HOUR, end: 20 * HOUR };
  const bar = (start: number, end: number) =>
    barOf({ start: start * HOUR, end: end * HOUR }, view, 1000, 4);
  expect(bar(11, 12)).toEqual({ x: 100, width: 100 });
  expect(bar(5, 12)).toEqual({ x: 0, width: 200 });
  expect(bar(19.999, 30)).toEqual({ x: 996, width: 4 });
  expect(bar(1, 9)).toBeUndefined();
  expect(bar(21, 22)).toBeUndefined();
});
