import { showLanguage } from './language';
import { formatDuration, formatWindow, prometheusSeconds } from './duration';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.4, '< 1 s'],
    [45, '45 s'],
    [60, '1 min'],
    [750, '12 min 30 s'],
    [2592, '43 min 12 s'],
    [3599.6, '1 h'],
    [11_100, '3 h 5 min'],
    [86_400 - 1, '1 d'],
    [187_200, '2 d 4 h'],
    [30 * 86_400, '30 d'],
    [3_652 * 86_400, '3652 d'],
    [3_653 * 86_400, '> 10 years'],
    [1e15, '> 10 years'],
  ])('reads %d seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it.each([NaN, Infinity, -1])('has no words for %d', value => {
    expect(formatDuration(value)).toBe('–');
  });

  it('has a German word where there is a word', () => {
    showLanguage('de-DE');
    expect(formatDuration(1e15)).toBe('> 10 Jahre');
    showLanguage('en-GB');
  });
});

describe('formatWindow', () => {
  it('spells a Prometheus duration', () => {
    expect(formatWindow('30d')).toBe('30 d');
    expect(formatWindow('1h30m')).toBe('1 h 30 min');
  });

  it('leaves alone what it cannot read', () => {
    expect(formatWindow('one month')).toBe('one month');
    expect(prometheusSeconds('3x')).toBeUndefined();
    expect(prometheusSeconds('3d!')).toBeUndefined();
  });
});
