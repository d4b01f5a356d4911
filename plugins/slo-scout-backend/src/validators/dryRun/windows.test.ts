import fc from 'fast-check';
import { type Grid, type Series, tickAt } from './vector';
import { slide, WINDOW_FUNCTIONS, type WindowFunction } from './windows';

/** The definition, sample by sample. */
function byDefinition(
  series: Series,
  inner: Grid,
  at: number,
  length: number,
  leftOpen: boolean,
  fn: WindowFunction,
): number | undefined {
  const values = [...series.values].filter((_, i) => {
    const time = tickAt(inner, i);
    const begun = leftOpen ? time > at - length : time >= at - length;
    return series.present[i] === 1 && begun && time <= at;
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
    default:
      return 1;
  }
}

describe('slide', () => {
  it.each(WINDOW_FUNCTIONS)('computes %s as it is defined', fn => {
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
          innerStep: fc.constantFrom(10, 15, 30),
          outerStep: fc.constantFrom(10, 30, 45),
          leftOpen: fc.boolean(),
        }),
        (samples, { length, offset, innerStep, outerStep, leftOpen }) => {
          const inner = { start: 90, step: innerStep, count: samples.length };
          const outer = { start: 0, step: outerStep, count: 40 };
          const series = {
            labels: {},
            values: Float64Array.from(samples, s => s ?? 0),
            present: Uint8Array.from(samples, s => (s === null ? 0 : 1)),
          };
          const slid = slide(
            series,
            inner,
            outer,
            { length, offset, leftOpen },
            fn,
            1,
          );
          for (let i = 0; i < outer.count; i++) {
            const expected = byDefinition(
              series,
              inner,
              tickAt(outer, i) - offset,
              length,
              leftOpen,
              fn,
            );
            expect(slid.present[i] === 1 ? slid.values[i] : undefined).toBe(
              expected,
            );
          }
        },
      ),
    );
  });

  it('leaves no rounding error behind: a sum of zeros is zero', () => {
    const values = Float64Array.from([0.1, 0.2, 0.3, 0, 0, 0, 0]);
    const grid = { start: 0, step: 60, count: 7 };
    const { values: sums } = slide(
      { labels: {}, values, present: new Uint8Array(7).fill(1) },
      grid,
      grid,
      { length: 120, offset: 0, leftOpen: false },
      'sum_over_time',
      1,
    );
    expect(sums[6]).toBe(0);
  });

  it('lets a NaN go when it leaves the window', () => {
    const grid = { start: 0, step: 60, count: 4 };
    const series = {
      labels: {},
      values: Float64Array.from([NaN, 1, 2, 3]),
      present: new Uint8Array(4).fill(1),
    };
    const window = { length: 60, offset: 0, leftOpen: false };
    expect([
      ...slide(series, grid, grid, window, 'sum_over_time', 1).values,
    ]).toEqual([NaN, NaN, 3, 5]);
    expect([
      ...slide(series, grid, grid, window, 'max_over_time', 1).values,
    ]).toEqual([NaN, 1, 2, 3]);
  });

  it('lets each sample stand for as many as were recorded', () => {
    const grid = { start: 0, step: 300, count: 13 };
    const series = {
      labels: {},
      values: new Float64Array(13).fill(2),
      present: new Uint8Array(13).fill(1),
    };
    const window = { length: 3600, offset: 0, leftOpen: true };
    const at = (fn: WindowFunction) =>
      slide(series, grid, grid, window, fn, 10).values[12];
    expect(at('count_over_time')).toBe(120);
    expect(at('sum_over_time')).toBe(240);
    expect(at('avg_over_time')).toBe(2);
  });
});
