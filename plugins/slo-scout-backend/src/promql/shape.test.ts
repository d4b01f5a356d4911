import { asVector, shapeOf } from './shape';

describe('shapeOf', () => {
  it.each([
    ['1', 'scalar'],
    ['-(1 + 2)', 'scalar'],
    ['time()', 'scalar'],
    ['sum(x)', 'one'],
    ['sum(x) # all', 'one'],
    ['sum(a) / sum(b)', 'one'],
    ['sum(x) or vector(0)', 'one'],
    ['sum(x) * 100', 'one'],
    ['count by () (x)', 'one'],
    ['histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))', 'one'],
    ['histogram_quantile(0.95, sum(rate(x[5m])))', 'one'],
    ['histogram_count(sum(rate(x[5m])))', 'one'],
    ['histogram_fraction(0, 0.2, sum(rate(x[5m])))', 'one'],
    [
      'histogram_fraction(0, 0.2, sum(rate(x[5m]))) * histogram_count(sum(rate(x[5m])))',
      'one',
    ],
    ['SUM(x)', 'one'],
    ['x', 'any'],
    ['TOPK(3, x)', 'any'],
    ['histogram_quantiles(sum(x), "q", 0.5, 0.9)', 'any'],
    ['quantile_over_time(0.9, x[5m])', 'any'],
    ['rate(x[5m])', 'any'],
    ['sum without (job) (x)', 'any'],
    ['topk(3, x)', 'any'],
    ['label_replace(sum(x), "a", "b", "", "")', 'any'],
    ['sum(a) / on () sum(b)', 'any'],
  ])('%s is %s', (expr, kind) => {
    expect(shapeOf(expr).kind).toBe(kind);
  });

  it('knows the labels of a grouping', () => {
    const grouped = { kind: 'grouped', labels: ['code', 'route'] };
    expect(shapeOf('sum by (route, code) (x)')).toEqual(grouped);
    expect(shapeOf('clamp_min(sum(x) by (code, route), 0)')).toEqual(grouped);
    expect(
      shapeOf('histogram_quantile(0.9, sum by (le, route) (x_bucket))'),
    ).toEqual({ kind: 'grouped', labels: ['route'] });
    expect(
      shapeOf('histogram_fraction(0, 0.2, sum by (route) (rate(x[5m])))'),
    ).toEqual({ kind: 'grouped', labels: ['route'] });
  });
});

describe('asVector', () => {
  it('lets a scalar take labels', () => {
    expect(asVector('1 + 1')).toBe('vector(1 + 1)');
    expect(asVector('a + b')).toBe('(a + b)');
  });
});
