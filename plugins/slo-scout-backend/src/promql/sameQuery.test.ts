import { sameQuery } from './sameQuery';

describe('sameQuery', () => {
  it.each([
    ['sum(rate(x[5m])) by (le)', 'sum by (le) (rate(x[300s]))'],
    ['a{b="1", c=~`x.y`}', "a{c=~'x.y',b='1'}"],
    ['{__name__="a"} > 1', 'a > 1.0'],
    ['a / (b + c) # why', 'a\n  / ((b + c))'],
    ['a and ignoring (x, y) b', 'a AND ignoring(y,x) b'],
    ['x > 1e-3', 'x > 0.001'],
    ['a > -Inf < +Inf', 'a > -inf < Inf'],
    ['sum_over_time(a[4w2d])', 'sum_over_time(a[30d])'],
  ])('%s is %s', (a, b) => expect(sameQuery(a, b)).toBe(true));

  it.each([
    ['a / b', 'b / a'],
    ['a / (b + c)', 'a / b + c'],
    ['a{b="1"}', 'a{b="2"}'],
    ['a{b="1"}', 'a{b=~"1"}'],
    ['x > 0.0144', 'x > 0.0145'],
    ['x[5m]', 'x[6m]'],
    ['a and b', 'a or b'],
    ['a > bool 1', 'a > 1'],
    ['sum by (a) (x)', 'sum without (a) (x)'],
    ['A', 'a'],
    ['a offset 5m', 'a'],
    ['sum(', 'sum(x'],
  ])('%s is not %s', (a, b) => expect(sameQuery(a, b)).toBe(false));
});
