import { Clock, flapsIn, overlapsOf, shareOf } from './statistics';

const minutes = (...pairs: Array<[number, number]>) =>
  pairs.map(([start, end]) => ({ start: start * 60, end: end * 60 }));

describe('flapsIn', () => {
  it.each<[string, Array<[number, number]>, number]>([
    ['none', [[0, 30]], 0],
    ['one of five minutes is long enough', [[0, 5]], 0],
    ['one that is shorter', [[0, 4]], 1],
    [
      'one that comes back within a quarter of an hour',
      [
        [0, 30],
        [45, 60],
      ],
      1,
    ],
    [
      'one that comes back later',
      [
        [0, 30],
        [46, 60],
      ],
      0,
    ],
    [
      'each once, whatever the order',
      [
        [33, 36],
        [0, 30],
      ],
      1,
    ],
  ])('counts %s', (_, firings, flaps) => {
    expect(flapsIn(minutes(...firings))).toBe(flaps);
  });
});

describe('overlapsOf', () => {
  it('says how much of a firing others fired too', () => {
    expect(
      overlapsOf(
        minutes([0, 60], [50, 100]),
        new Map([
          ['Short', minutes([10, 20], [15, 30])],
          ['Long', minutes([90, 500])],
          ['Elsewhere', minutes([100, 200])],
          ['Half', minutes([50, 100])],
        ]),
      ),
    ).toEqual([
      { alert: 'Half', seconds: 3000, share: 0.5 },
      { alert: 'Short', seconds: 1200, share: 0.2 },
      { alert: 'Long', seconds: 600, share: 0.1 },
    ]);
  });
});

describe('Clock', () => {
  const seconds = (text: string) => Date.parse(text) / 1000;

  it.each([
    ['2026-07-01T20:00:00Z', true],
    ['2026-07-01T19:59:59Z', false],
    ['2026-07-02T03:59:59Z', true],
    ['2026-07-02T04:00:00Z', false],
    // In winter, Berlin is one hour ahead only.
    ['2026-01-10T20:30:00Z', false],
    ['2026-01-10T21:00:00Z', true],
  ])('knows whether %s is at night in Berlin', (text, night) => {
    expect(new Clock('Europe/Berlin').isNight(seconds(text))).toBe(night);
  });

  it('begins the weekend where people live', () => {
    const friday = seconds('2026-07-03T22:30:00Z');
    expect(new Clock('UTC').isWeekend(friday)).toBe(false);
    expect(new Clock('Europe/Berlin').isWeekend(friday)).toBe(true);
    const sunday = seconds('2026-07-05T23:30:00Z');
    expect(new Clock('UTC').isWeekend(sunday)).toBe(true);
    expect(new Clock('Europe/Berlin').isWeekend(sunday)).toBe(false);
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => new Clock('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('shareOf', () => {
  it('is 0 of nothing', () => {
    expect(shareOf<number>([], n => n > 0)).toBe(0);
    expect(shareOf([1, -1, 2, -2], n => n > 0)).toBe(0.5);
  });
});
