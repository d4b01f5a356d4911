import { showLanguage } from './language';
import { formatUnit } from './unit';

it.each([
  [0.999345678, 'percentunit', '99.9346 %'],
  [1, 'percentunit', '100 %'],
  [-0.5, 'percentunit', '-50 %'],
  [42, 'percent', '42 %'],
  [0.187, 's', '187 ms'],
  [1.5, 's', '1.5 s'],
  [3600, 's', '1 h'],
  [-90, 's', '-1 min 30 s'],
  [1.7e9, 's', '53.9 years'],
  [-1.7e9, 's', '-53.9 years'],
  [0, 's', '0 s'],
  [250, 'ms', '250 ms'],
  [12.34, 'reqps', '12.3 req/s'],
  [2048, 'bytes', '2 KiB'],
  [0, 'bytes', '0 B'],
  [14.4, 'short', '14.4'],
  [14.4, undefined, '14.4'],
  [3, 'rpm', '3 rpm'],
  [null, 's', '–'],
  [NaN, 's', '–'],
])('%s %s is %s', (value, unit, text) => {
  expect(formatUnit(value, unit)).toBe(text);
});

it('writes shares as the language of the texts does', () => {
  showLanguage('de-DE');
  expect(formatUnit(0.9995, 'percentunit')).toBe('99,95 %');
  expect(formatUnit(-1234.5, 'percent')).toBe('-1234,5 %');
  showLanguage('en-GB');
});
