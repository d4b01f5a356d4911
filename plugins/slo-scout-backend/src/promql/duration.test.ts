import fc from 'fast-check';
import { formatDuration, parseDuration, tryParseDuration } from './duration';

describe('durations', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2w', 1_209_600_000],
    ['500ms', 500],
    ['-5m', -300_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '5', 'm', '5x', '30m1h', '1m1m', '1.5h', '-', '5M'])(
    'refuses %j',
    text => {
      expect(tryParseDuration(text)).toBeUndefined();
      expect(() => parseDuration(text)).toThrow('is not a duration');
    },
  );

  it('prints what it can read again', () => {
    fc.assert(
      fc.property(fc.integer(), milliseconds => {
        const text = formatDuration(milliseconds);
        expect(parseDuration(text)).toBe(milliseconds);
      }),
    );
  });

  it('speaks of days, as objectives do', () => {
    expect(formatDuration(30 * 86_400_000)).toBe('30d');
    expect(formatDuration(0)).toBe('0s');
  });
});
