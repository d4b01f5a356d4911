import { printQuantity } from './quantity';

describe('printQuantity', () => {
  it.each([
    [0.2, 'seconds', '200 ms'],
    [0.25, 'seconds', '250 ms'],
    [0.0005, 'seconds', '500 µs'],
    [1.5, 'seconds', '1.5 s'],
    [30, 'seconds', '30 s'],
    [90, 'seconds', '90 s'],
    [300, 'seconds', '5 min'],
    [7200, 'seconds', '2 h'],
    [86_400, 'seconds', '1 d'],
    [100.5, 'seconds', '100.5 s'],
    [0, 'seconds', '0 s'],
    [-1, 'seconds', '-1 s'],
    [1e-9, 'seconds', '0.000000001 s'],
    [1024, 'bytes', '1 KiB'],
    [1_500_000, 'bytes', '1.5 MB'],
    [2_147_483_648, 'bytes', '2 GiB'],
    [123, 'bytes', '123 bytes'],
    [1_234_567, 'bytes', '1234567 bytes'],
    [0.95, 'ratio', '95 %'],
    [0.9995, 'ratio', '99.95 %'],
    [0.2, undefined, '0.2'],
    [Infinity, 'seconds', '+Inf'],
  ] as const)('%d in %s is %s', (value, unit, text) => {
    expect(printQuantity(value, unit)).toBe(text);
  });
});
