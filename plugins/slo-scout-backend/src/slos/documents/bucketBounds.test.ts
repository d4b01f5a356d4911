import { bucketBounds, bucketMatcher } from './bucketBounds';

describe('bucketBounds', () => {
  // As strconv.FormatFloat(v, 'g', -1, 64) and Prometheus 3 write them.
  it.each([
    ['0.1', ['0.1']],
    ['1', ['1', '1.0']],
    ['1.0', ['1.0', '1']],
    ['0.50', ['0.50', '0.5']],
    ['100000', ['100000', '100000.0']],
    ['1000000', ['1000000', '1e+06']],
    ['2500000', ['2500000', '2.5e+06']],
    ['1e+06', ['1e+06']],
    ['0.0001', ['0.0001']],
    ['0.00001', ['0.00001', '1e-05']],
    ['0', ['0', '0.0']],
    ['-5', ['-5', '-5.0']],
    ['+Inf', ['+Inf']],
    ['', ['']],
    ['fast', ['fast']],
  ])('%s stands as %j', (le, bounds) => {
    expect(bucketBounds(le)).toEqual(bounds);
  });

  it('makes a matcher that holds for each of them and nothing else', () => {
    expect(bucketMatcher('0.1')).toBe('le="0.1"');
    expect(bucketMatcher('1000000')).toBe('le=~"1000000|1e\\\\+06"');
  });
});
