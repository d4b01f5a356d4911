import { showLanguage } from './language';
import { axisLabel, clockLabel, dayLabel, readableTime } from './time';

describe('readableTime', () => {
  it('shows the zone of the viewer, and UTC beside it', () => {
    expect(readableTime('2026-11-23T15:04:05Z', 'Asia/Tokyo')).toEqual({
      local: '24 Nov 2026, 00:04',
      utc: '2026-11-23 15:04:05 UTC',
    });
  });

  it('knows no time in other texts', () => {
    expect(readableTime('yesterday')).toBeUndefined();
  });
});

it('labels days and clock times', () => {
  const instant = '2026-11-23T15:04:05Z';
  expect(dayLabel(Date.parse(instant), 'UTC')).toBe('23 Nov');
  expect(clockLabel(instant, 'UTC')).toBe('15:04:05');
});

it('names the hour on an axis of few days only', () => {
  const instant = Date.parse('2026-11-03T08:10:00Z');
  expect(axisLabel(instant, 30 * 86_400_000, 'UTC')).toBe('3 Nov');
  expect(axisLabel(instant, 86_400_000, 'UTC')).toBe('3 Nov\n08:10');
});

describe('in German', () => {
  beforeEach(() => showLanguage('de-DE'));
  afterEach(() => showLanguage('en-GB'));

  it('names months in German and keeps UTC as it is in logs', () => {
    expect(readableTime('2026-10-03T08:10:00Z', 'UTC')).toEqual({
      local: '3. Okt. 2026, 08:10',
      utc: '2026-10-03 08:10:00 UTC',
    });
    expect(dayLabel(Date.parse('2026-12-03T08:10:00Z'), 'UTC')).toBe('3. Dez.');
    expect(clockLabel('2026-12-03T08:10:05Z', 'UTC')).toBe('08:10:05');
  });
});
