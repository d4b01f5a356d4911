import {
  objectiveScale,
  readNumber,
  scalePosition,
  shareOf,
  thresholdScale,
  windowScale,
} from './whatIfScale';

it('gives every nine the same room', () => {
  const scale = objectiveScale(0.999);
  expect(scale[0]).toBe(0.9);
  expect(scale[scale.length - 1]).toBe(0.9999);
  const at = (objective: number) => scale.indexOf(objective);
  expect(at(0.99) - at(0.9)).toBe(18);
  expect(at(0.999) - at(0.99)).toBe(18);
  expect(at(0.9999) - at(0.999)).toBe(18);
  expect(scale[at(0.999) + 1]).toBe(0.99905);
  expect(scale[at(0.999) - 1]).toBe(0.9985);
});

it('reaches as far as the present objective', () => {
  expect(objectiveScale(0.99995).slice(-1)).toEqual([0.99999]);
  expect(objectiveScale(0.42)[0]).toBe(0.42);
});

it('offers limits around the present one', () => {
  const scale = thresholdScale(0.2);
  expect(scale[0]).toBe(0.02);
  expect(scale[scale.length - 1]).toBe(2);
  expect(scale).toContain(0.2);
  expect(scale).toContain(0.25);
  expect(thresholdScale(0.217)).toContain(0.217);
  expect(thresholdScale(0)).toEqual([]);
  expect(thresholdScale(-3)).toEqual([]);
});

it('keeps the present window among the usual ones', () => {
  expect(windowScale('30d')).toEqual(['7d', '28d', '30d', '90d']);
  expect(windowScale('14d')).toEqual(['7d', '14d', '28d', '30d', '90d']);
});

it('finds the place of any value', () => {
  expect(scalePosition([1, 2, 4], 2)).toBe(1);
  expect(scalePosition([1, 2, 4], 3)).toBe(1.5);
  expect(scalePosition([1, 2, 4], 9)).toBe(2);
  expect(scalePosition([1, 2, 4], 0)).toBe(0);
});

it.each([
  ['99.95', 99.95],
  [' 99,95 % ', 99.95],
  ['-1', -1],
  ['1e-3', 0.001],
  ['.5', 0.5],
  ['', undefined],
  ['1.2.3', undefined],
  ['0x10', undefined],
  ['Infinity', undefined],
])('reads %j as %j', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

it('reads percent without noise', () => {
  expect(shareOf(99.95)).toBe(0.9995);
  expect(shareOf(99.9)).toBe(0.999);
  expect(shareOf(100)).toBe(1);
});
