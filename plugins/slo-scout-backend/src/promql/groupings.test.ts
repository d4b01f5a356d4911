import { groupings } from './groupings';

const read = (expr: string) =>
  groupings(expr).map(({ labels, selectors }) => [
    labels.join(),
    selectors.map(s => s.metric).join(),
  ]);

describe('groupings', () => {
  it('finds the labels of each aggregation with the selectors below it', () => {
    expect(
      read(
        'histogram_quantile(0.9, sum by (le, route) (rate(x_bucket{a="b"}[5m]))) / max(y + z) by (job)',
      ),
    ).toEqual([
      ['le,route', 'x_bucket'],
      ['job', 'y,z'],
    ]);
  });

  it('does not look beside the aggregation', () => {
    expect(read('sum by (a) (x) / y')).toEqual([['a', 'x']]);
  });

  it('reads quoted names', () => {
    expect(read('sum by ("http.route") (x)')).toEqual([['http.route', 'x']]);
  });

  it.each([
    'sum(x)',
    'sum by () (x)',
    'sum without (a) (x)',
    'sum by (team) (label_replace(x, "team", "$1", "job", "(.*)"))',
    'sum by (value) (count_values("value", x))',
    'sum by (job) (absent(x{job="a"}))',
  ])('has nothing to say of %s', expr => {
    expect(groupings(expr)).toEqual([]);
  });
});
