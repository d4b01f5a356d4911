import fc from 'fast-check';
import { Decimal } from '../../promql';
import { ceilingOf, floorTo, percent, placesOf } from './ceiling';

/** Objectives as people write them: up to six digits after the point. */
const objective = fc
  .integer({ min: 1, max: 999_999 })
  .map(millionths => ({ millionths, value: millionths / 1e6 }));

describe('ceilingOf', () => {
  it('is the exact product', () => {
    expect(String(ceilingOf([0.999, 0.999]))).toBe('0.998001');
    // In binary this is 0.9970029990000001.
    expect(String(ceilingOf([0.999, 0.999, 0.999]))).toBe('0.997002999');
    expect(String(ceilingOf([0.9995]))).toBe('0.9995');
  });

  it('is the serial availability of any dependencies', () => {
    fc.assert(
      fc.property(
        fc.array(objective, { minLength: 1, maxLength: 12 }),
        objectives => {
          const values = objectives.map(o => o.value);
          const ceiling = ceilingOf(values);
          // The same product, by whole numbers alone.
          const product = objectives.reduce(
            (all, o) => all * BigInt(o.millionths),
            1n,
          );
          const scale = 6 * objectives.length;
          expect(ceiling.compare(Decimal.of(`${product}e-${scale}`))).toBe(0);
          // Never better than the worst of them, in any order, and worse by each.
          for (const value of values) {
            expect(ceiling.compare(Decimal.of(value))).toBeLessThanOrEqual(0);
          }
          expect(ceilingOf([...values].reverse()).compare(ceiling)).toBe(0);
          expect(ceilingOf([...values, 0.5]).compare(ceiling)).toBe(-1);
        },
      ),
    );
  });
});

describe('floorTo', () => {
  it.each([
    ['0.998001', 3, '0.998'],
    ['0.999', 3, '0.999'],
    ['0.9989999', 4, '0.9989'],
    ['0.0004', 3, '0'],
    ['0.5', 6, '0.5'],
  ])('takes %s at %d places for %s', (value, places, floor) => {
    expect(String(floorTo(Decimal.of(value), places))).toBe(floor);
  });

  it('is the highest that is not above', () => {
    fc.assert(
      fc.property(objective, fc.integer({ min: 0, max: 6 }), (o, places) => {
        const value = Decimal.of(o.value);
        const floor = floorTo(value, places);
        const next = Decimal.of(floor.toString()).minus(
          Decimal.of(`-1e-${places}`),
        );
        expect(placesOf(floor.toNumber())).toBeLessThanOrEqual(places);
        expect(floor.compare(value)).toBeLessThanOrEqual(0);
        expect(next.compare(value)).toBe(1);
      }),
    );
  });
});

describe('percent', () => {
  it('never reads like more than there is', () => {
    expect(percent(Decimal.of('0.99899999999'))).toBe('99.899999 %');
    expect(percent(Decimal.of('0.999'))).toBe('99.9 %');
  });
});
