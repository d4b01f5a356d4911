import { showLanguage } from './language';
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

describe('in German', () => {
  beforeEach(() => showLanguage('de-DE'));
  afterEach(() => showLanguage('en-GB'));

  it('has a comma before decimals and a point between thousands', () => {
    expect(formatPercent(0.9995)).toBe('99,95 %');
    expect(formatNumber(1234567)).toBe('1.234.567');
    expect(formatNumber(12.3456)).toBe('12,3');
  });
});
