import fc from 'fast-check';
import { type Grid, type Series, tickAt } from './vector';
import {
  slide,
  spansOf,
  type TimeWindow,
  type WindowFunction,
} from './windows';

/** The definition, sample by sample. */
function byDefinition(
  series: Series,
  inner: Grid,
  tick: number,
  { length, offset, leftOpen, delay }: TimeWindow,
  fn: WindowFunction,
): number | undefined {
  const end = tick - offset;
  const values = [...series.values].filter((_, i) => {
    const time = tickAt(inner, i);
    const begun = leftOpen ? time > end - length : time >= end - length;
    const written = delay === undefined || time < tick - delay;
    return series.present[i] === 1 && begun && time <= end && written;
  });
  const sum = values.reduce((a, b) => a + b, 0);
  if (values.length === 0) return undefined;
  switch (fn) {
    case 'sum_over_time':
      return sum;
    case 'avg_over_time':
      return sum / values.length;
    case 'min_over_time':
      return Math.min(...values);
    case 'max_over_time':
      return Math.max(...values);
    case 'count_over_time':
      return values.length;
    case 'last_over_time':
      return values.at(-1);
    default:
      return 1;
  }
}

const FUNCTIONS: WindowFunction[] = [
  'sum_over_time',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'count_over_time',
  'present_over_time',
  'last_over_time',
];

/** Slides over one series, all grids and windows given. */
function slid(
  series: Series,
  grids: { inner: Grid; outer: Grid },
  window: TimeWindow,
  fn: WindowFunction,
  weight = 1,
): Series {
  const { inner, outer } = grids;
  return slide(series, spansOf(inner, outer, window), outer, { fn, weight });
}

const full = (values: number[]): Series => ({
  labels: {},
  values: Float64Array.from(values),
  present: new Uint8Array(values.length).fill(1),
});

const closed = (length: number) => ({ length, offset: 0, leftOpen: false });

describe('slide', () => {
  it.each(FUNCTIONS)('computes %s as it is defined', fn => {
    fc.assert(
      fc.property(
        // Whole numbers, so that the order of additions makes no difference.
        fc.array(fc.option(fc.integer({ min: -9, max: 9 })), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.record({
          length: fc.integer({ min: 0, max: 300 }),
          offset: fc.integer({ min: 0, max: 90 }),
          leftOpen: fc.boolean(),
          delay: fc.constantFrom(undefined, 0, 0, 20),
        }),
        fc.constantFrom(10, 15, 30),
        fc.constantFrom(10, 30, 45),
        (samples, window, innerStep, outerStep) => {
          const inner = { start: 90, step: innerStep, count: samples.length };
          const outer = { start: 0, step: outerStep, count: 40 };
          const series = {
            labels: {},
            values: Float64Array.from(samples, s => s ?? 0),
            present: Uint8Array.from(samples, s => (s === null ? 0 : 1)),
          };
          const found = slid(series, { inner, outer }, window, fn);
          for (let i = 0; i < outer.count; i++) {
            const tick = tickAt(outer, i);
            expect(found.present[i] === 1 ? found.values[i] : undefined).toBe(
              byDefinition(series, inner, tick, window, fn),
            );
          }
        },
      ),
    );
  });

  it('leaves no rounding error behind: a sum of zeros is zero', () => {
    const grid = { start: 0, step: 60, count: 7 };
    const { values: sums } = slid(
      full([0.1, 0.2, 0.3, 0, 0, 0, 0]),
      { inner: grid, outer: grid },
      closed(120),
      'sum_over_time',
    );
    expect(sums[6]).toBe(0);
  });

  it('does not drift over a month of samples', () => {
    const count = 86_400;
    const grid = { start: 0, step: 30, count };
    // Thousandths from 0 to 999, with a huge burst that comes and goes.
    const thousandths = Array.from({ length: count }, (_, i) =>
      i > 1000 && i < 1100 ? 1e13 : (i * 7919) % 1000,
    );
    const { values } = slid(
      full(thousandths.map(n => n / 1000)),
      { inner: grid, outer: grid },
      closed(86_400),
      'sum_over_time',
    );
    let exact = 0;
    let worst = 0;
    for (let i = 0; i < count; i++) {
      exact += thousandths[i] - (thousandths[i - 2881] ?? 0);
      // While the burst is in the window, its digits are too few for thousandths.
      if (i > 5000) {
        worst = Math.max(worst, Math.abs(values[i] - exact / 1000));
      }
    }
    expect(worst).toBeLessThan(1e-9);
  });

  it('lets a NaN and an infinity go when they leave the window', () => {
    const grid = { start: 0, step: 60, count: 6 };
    const of = (fn: WindowFunction) => [
      ...slid(
        full([NaN, 1, 2, Infinity, 4, 5]),
        { inner: grid, outer: grid },
        closed(60),
        fn,
      ).values,
    ];
    expect(of('sum_over_time')).toEqual([NaN, NaN, 3, Infinity, Infinity, 9]);
    expect(of('max_over_time')).toEqual([NaN, 1, 2, Infinity, Infinity, 5]);
    expect(of('min_over_time')).toEqual([NaN, 1, 1, 2, 4, 4]);
  });

  it('lets each sample stand for as many as were recorded', () => {
    const grid = { start: 0, step: 300, count: 13 };
    const window = { length: 3600, offset: 0, leftOpen: true };
    const at = (fn: WindowFunction) =>
      slid(
        full(Array(13).fill(2)),
        { inner: grid, outer: grid },
        window,
        fn,
        10,
      ).values[12];
    expect(at('count_over_time')).toBe(120);
    expect(at('sum_over_time')).toBe(240);
    expect(at('avg_over_time')).toBe(2);
  });
});
