import fc from 'fast-check';
import { Decimal, printNumber } from './decimal';

describe('Decimal', () => {
  it('computes thresholds without the noise of doubles', () => {
    const budget = Decimal.of(1).minus(Decimal.of(0.999));
    expect(String(Decimal.of(14.4).times(budget))).toBe('0.0144');
    expect(14.4 * (1 - 0.999)).not.toBe(0.0144);
  });

  it.each([
    ['0.02 of 28 days over an hour', 0.02 * 100, 100, 28 * 24, '13.44'],
    ['a tenth of 31 days over three', 1, 10, (31 * 24) / 72, '1.033333333333'],
  ])('divides: %s', (_, numerator, denominator, times, expected) => {
    const share = Decimal.of(numerator).dividedBy(Decimal.of(denominator), 20);
    const product =
      times === 28 * 24
        ? share.times(Decimal.of(times))
        : share.times(Decimal.of(31 * 24)).dividedBy(Decimal.of(72));
    expect(String(product)).toBe(expected);
  });

  it.each([
    ['2.0000001', 3],
    ['2', 2],
    ['-2.5', -2],
    ['0', 0],
  ])('rounds %s up to %d', (text, expected) => {
    expect(Decimal.of(text).ceil()).toBe(expected);
  });

  it('rounds half away from zero', () => {
    expect(String(Decimal.of(2).dividedBy(Decimal.of(3), 2))).toBe('0.67');
    expect(String(Decimal.of(-2).dividedBy(Decimal.of(3), 2))).toBe('-0.67');
    expect(String(Decimal.of(1).dividedBy(Decimal.of(3), 2))).toBe('0.33');
  });

  it('orders', () => {
    expect(Decimal.of('0.1').compare(Decimal.of('0.10'))).toBe(0);
    expect(Decimal.of('0.09').compare(Decimal.of('0.1'))).toBe(-1);
    expect(Decimal.of('1').compare(Decimal.of('-2'))).toBe(1);
  });
});

describe('printNumber', () => {
  it.each([
    [0.2, '0.2'],
    [1e-7, '0.0000001'],
    [1.5e21, '1500000000000000000000'],
    [-0.25, '-0.25'],
    [0, '0'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
  ])('prints %d as %s', (value, expected) => {
    expect(printNumber(value)).toBe(expected);
  });

  it('loses nothing and never uses an exponent', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        value => {
          const printed = printNumber(value);
          expect(printed).toMatch(/^-?\d+(\.\d+)?$/);
          expect(Number(printed)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });
});
