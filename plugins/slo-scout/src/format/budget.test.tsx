import { english } from '../__testUtils__/english';
import {
  budgetCell,
  budgetShare,
  budgetWords,
  burnWords,
  sliShare,
  type BudgetFigures,
} from './budget';
import { formatDuration } from './duration';
import { formatUnit } from './unit';

const seconds = (budget_left: number | null, budget: number | null) =>
  ({ budget_left, budget, unit: 'seconds' } as const);

it.each<[BudgetFigures, string]>([
  [
    seconds(0.62, 2592),
    '62 % of the error budget left, 26 min 47 s of 43 min 12 s',
  ],
  [seconds(0, 2592), 'All of the error budget of 43 min 12 s is spent'],
  [
    seconds(-4.84, 2592),
    'All of the error budget of 43 min 12 s is spent, and 3 h 29 min more',
  ],
  // A clock that is behind: more than everything is everything.
  [
    seconds(1.2, 2592),
    '100 % of the error budget left, 43 min 12 s of 43 min 12 s',
  ],
  [seconds(0.5, 0), '50 % of the error budget left'],
  [seconds(0.5, -60), '50 % of the error budget left'],
  // A budget of years is no budget: the share says all there is to say.
  [seconds(0.5, 1e15), '50 % of the error budget left'],
  [seconds(0.5, null), '50 % of the error budget left'],
  [seconds(null, 2592), 'How much of the error budget is left is not known'],
  [seconds(NaN, 2592), 'How much of the error budget is left is not known'],
  [
    { budget_left: -4.5, budget: 100, unit: 'events' },
    'All of the error budget is spent, and 450 % of it more',
  ],
  [
    { budget_left: -1e4, budget: 100, unit: 'events' },
    'All of the error budget is spent, and 10,000 times as much more',
  ],
  [
    { budget_left: 0.99999, budget: 100, unit: 'events' },
    '99.9 % of the error budget left',
  ],
  [
    { budget_left: 0.00001, budget: 100, unit: 'events' },
    '< 0.1 % of the error budget left',
  ],
])('says of %j: %s', (figures, words) => {
  expect(budgetWords(figures, english())).toBe(words);
});

it.each([
  [null, 'no data of the last hour'],
  [Infinity, 'no data of the last hour'],
  [-0, 'nothing of it was spent in the last hour'],
  [-3, 'nothing of it was spent in the last hour'],
  [0.0001, 'in the last hour hardly any of it was spent'],
  [1.0004, 'in the last hour it was spent just as fast as allowed'],
  [14.4, 'in the last hour it was spent 14.4 times as fast as allowed'],
])('says of a burn rate of %p: %s', (rate, words) => {
  expect(burnWords(rate, english())).toBe(words);
});

describe('whatever the figures', () => {
  /** Mulberry32: the same numbers in every run. */
  function seeded(seed: number) {
    let a = seed;
    return () => {
      a = (a + 0x6d2b79f5) % 2 ** 32;
      let x = Math.imul(a ^ (a >>> 15), a | 1);
      x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
      return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
    };
  }
  const ODD = [0, -0, 1, -1, 1e-12, -1e-12, 1e15, -1e15, NaN, Infinity, 59.6];
  const random = seeded(20261128);
  const figure = () =>
    random() < 0.3
      ? ODD[Math.floor(random() * ODD.length)]
      : (random() < 0.4 ? -1 : 1) * 10 ** (random() * 16 - 8);
  const UNIT = { d: 86_400, h: 3_600, min: 60, s: 1 };

  /** Seconds of `3 h 29 min`, at least; undefined where more than two units are said. */
  function read(duration: string): number | undefined {
    const parts = [...duration.matchAll(/([\d,.]+) (d|h|min|s)\b/g)];
    if (parts.length === 0 || parts.length > 2) return undefined;
    return parts.reduce(
      (sum, [, count, unit]) =>
        sum + Number(count.replace(/,/g, '')) * UNIT[unit as keyof typeof UNIT],
      0,
    );
  }

  const nonsense = (words: string): string | undefined => {
    if (/NaN|Infinity|undefined|null|e[+-]?\d/.test(words)) return 'no number';
    if (/(^|[\s(])[-−]\s?\d/.test(words)) return 'negative';
    if (/(?<![\d.,])1 (years|days|hours|times|minutes)\b/.test(words))
      return 'plural';
    if (/(\d+ (d|h|min|s) ){2}\d+ (d|h|min|s)\b/.test(words)) return 'units';
    if (/\d{5,} d\b/.test(words)) return 'absurd';
    const share = /left, (.+) of (.+)$/.exec(words);
    if (share) {
      const [left, whole] = [read(share[1]), read(share[2])];
      if (left === undefined || whole === undefined) return 'unreadable';
      if (left > whole) return 'more than there is';
      if (whole === 0) return 'a part of nothing';
    }
    return undefined;
  };

  it.each([
    ['43 min budget, -3 min left', 'negative'],
    ['error budget left, 4 h 12 min of 43 min', 'more than there is'],
    ['error budget left, 0 s of 0 s', 'a part of nothing'],
    ['NaN % left', 'no number'],
    ['1 days', 'plural'],
    ['1 d 2 h 3 min', 'units'],
    ['11574074074 d', 'absurd'],
    ['error budget left, > 10 years of > 10 years', 'unreadable'],
  ])('nonsense is known: %s', (words, why) => {
    expect(nonsense(words)).toBe(why);
  });

  it('says no nonsense', () => {
    const say = english();
    const faults = Array.from({ length: 20_000 }, () => {
      const figures: BudgetFigures = {
        budget_left: random() < 0.05 ? null : figure(),
        budget: random() < 0.05 ? null : figure(),
        unit: random() < 0.7 ? 'seconds' : 'events',
      };
      return [
        budgetWords(figures, say),
        budgetCell(figures.budget_left, say),
        budgetShare(figures.budget_left ?? 0),
        sliShare(figures.budget_left ?? 0),
        burnWords(figures.budget, say),
        formatDuration(figure()),
        formatUnit(Math.abs(figure()), 's'),
      ]
        .filter(words => nonsense(words) !== undefined)
        .map(words => ({ figures, words, why: nonsense(words) }));
    }).flat();
    expect(faults.slice(0, 5)).toEqual([]);
  });
});
