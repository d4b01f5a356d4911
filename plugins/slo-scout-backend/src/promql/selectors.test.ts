import { printSelector, selectors } from './selectors';

describe('selectors', () => {
  it('finds name, matchers, range, offset and position of each', () => {
    const expr =
      'sum(rate(errors_total{code=~"5..",job!="a"}[5m] offset -1h)) / total @ 5';
    expect(selectors(expr)).toEqual([
      {
        metric: 'errors_total',
        matchers: [
          { label: 'code', op: '=~', value: '5..' },
          { label: 'job', op: '!=', value: 'a' },
        ],
        range: '5m',
        offset: '-1h',
        from: 9,
        to: 43,
      },
      { metric: 'total', matchers: [], at: '5', from: 63, to: 68 },
    ]);
    expect(expr.slice(9, 43)).toBe('errors_total{code=~"5..",job!="a"}');
  });

  it.each([
    ['{__name__="up",a="b"}', 'up'],
    ['{"up", a="b"}', 'up'],
    ['{__name__=~"up|down",a="b"}', undefined],
  ])('knows the metric of %s', (expr, metric) => {
    expect(selectors(expr)[0].metric).toBe(metric);
  });

  it('does not take a label list or a function for a selector', () => {
    expect(
      selectors(
        'sum by (job) (rate(x[5m])) > on (job) group_left (team) y',
      ).map(s => s.metric),
    ).toEqual(['x', 'y']);
  });

  it('does not look into strings', () => {
    expect(selectors('x{a="y{b=\\"c\\"}[5m]"}').map(s => s.metric)).toEqual([
      'x',
    ]);
  });
});

describe('printSelector', () => {
  it('escapes values', () => {
    expect(
      printSelector('x', [{ label: 'a', op: '=', value: 'b"} or up{c="' }]),
    ).toBe('x{a="b\\"} or up{c=\\""}');
    expect(printSelector('x', [])).toBe('x');
  });
});
