import { Decimal } from '../promql';
import { kinds } from './__fixtures__/kinds';
import { namesOf } from './names';
import { countedAs, percent, span } from './wording';

describe('countedAs', () => {
  it.each([
    ['counters', 'events'],
    ['up_now', 'measurements'],
    ['threshold', 'measurements'],
    ['slices', 'slices of 1m'],
    ['ratio_slices', 'events, as a mean over slices of 5m'],
    ['raw_failure', 'events, as a mean'],
  ] as const)('%s are shares of %s', (kind, words) => {
    const { what, how } = countedAs(kinds[kind], namesOf(kinds[kind]));
    expect(`${what}${how}`).toBe(words);
  });
});

describe('span', () => {
  it.each([
    ['1h', 'hour'],
    ['90m', '90 minutes'],
    ['24h', 'day'],
    ['30d', '30 days'],
    ['30s', '30s'],
  ])('%s is the last %s', (duration, words) => {
    expect(span(duration)).toBe(words);
  });
});

it('prints percentages exactly', () => {
  expect(percent(Decimal.of(0.0005))).toBe('0.05 %');
});
