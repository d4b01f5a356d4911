import { formatNumber, formatPercent } from './number';

it.each([
  [0.999, '99.9 %'],
  [0.9995, '99.95 %'],
  [0.99999, '99.999 %'],
  [0.95, '95 %'],
])('writes the ratio %d as %s', (ratio, words) => {
  expect(formatPercent(ratio)).toBe(words);
});

it.each([
  [12, '12'],
  [1234567, '1,234,567'],
  [12.3456, '12.3'],
  [0.000123456, '0.000123'],
  [NaN, '–'],
])('writes the figure %d as %s', (value, words) => {
  expect(formatNumber(value)).toBe(words);
});
