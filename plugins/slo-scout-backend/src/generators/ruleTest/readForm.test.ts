import type { Affine } from './Form';
import { mixtureOf, ownQuota, quotaOf } from './mixture';
import { needsSeries } from './needsSeries';
import { NotReadable } from './NotReadable';
import { readForm } from './readForm';

/** `2 x - y + 1`, for people. */
function printed({ constant, terms }: Affine): string {
  const parts = terms.map(
    ({ coefficient, picked, unit, presence }) =>
      `${coefficient} ${presence ? 'number of ' : ''}${
        picked.metric
      } (${unit})`,
  );
  return [...parts, ...(constant === 0 ? [] : [`${constant}`])].join(' + ');
}

function read(expr: string): string {
  const { numerator, denominator } = readForm(expr);
  const under = printed(denominator);
  return under === '1'
    ? printed(numerator)
    : `(${printed(numerator)}) / (${under})`;
}

describe('readForm', () => {
  it.each([
    ['x', '1 x (level)'],
    ['2 * x / 4 # a comment', '0.5 x (level)'],
    ['-(x)', '-1 x (level)'],
    ['sum by (a) (rate(x{b="c"}[5m]))', '1 x (rate)'],
    ['sum(rate(x[5m])) - sum(rate(y[5m])) / 2', '1 x (rate) + -0.5 y (rate)'],
    ['1 - sum(x) / sum(y)', '(1 y (level) + -1 x (level)) / (1 y (level))'],
    ['1 - avg_over_time(x[1h])', '-1 x (level) + 1'],
    ['count(x)', '1 number of x (level)'],
    ['sum(count_over_time(x[5m]))', '1 number of x (samples)'],
    ['sum(rate(x[5m])) or vector(0)', '1 x (rate)'],
    ['max(sum(x)) * (3 - 1)', '2 x (level)'],
    ['{__name__="x",a="b"}', '1 x (level)'],
  ])('%s', (expr, expected) => {
    expect(read(expr)).toBe(expected);
  });

  it.each([
    ['sum(rate(x[5m] offset 1h))', 'it has an offset'],
    ['x @ 0', 'it has @'],
    ['max_over_time(x[1h:1m])', 'it has a subquery'],
    ['irate(x[5m])', 'irate(x[5m]) is not understood'],
    ['clamp_max(x, 1)', 'clamp_max(x, 1) is not understood'],
    ['x > 0', 'x > 0 is not understood'],
    ['count(x == 1)', 'x == 1 is not understood'],
    ['x + y', 'it is not known which series of x + y belong together'],
    ['sum(x) * sum(y)', 'sum(x) * sum(y) is not understood'],
    ['sum(x / 2 + 1)', 'sum(x / 2 + 1) is not understood'],
    ['stddev(x)', 'stddev(x) is not understood'],
    ['{a="b"}', 'it selects series without naming their metric'],
    ['sum(x) or sum(y)', 'sum(x) or sum(y) is not understood'],
    ['x / 0 + 1', 'x / 0 is not understood'],
  ])('%s: %s', (expr, reason) => {
    expect(() => readForm(expr)).toThrow(NotReadable);
    expect(() => readForm(expr)).toThrow(reason);
  });
});

describe('mixtureOf', () => {
  const ratio = (counted: string, total: string, isBad = true) =>
    mixtureOf(quotaOf(readForm(counted), readForm(total), isBad), []);
  const shown = ({ series }: ReturnType<typeof mixtureOf>) =>
    series.map(({ metric, labels, whenGood, whenBad }) => [
      metric,
      labels,
      `${whenGood}..${whenBad}`,
    ]);

  it('purely good and purely bad series, where there can be', () => {
    expect(
      shown(ratio('sum(rate(x{code=~"5.."}[5m]))', 'sum(rate(x[5m]))')),
    ).toEqual([
      ['x', { code: '200' }, '1..0'],
      ['x', { code: '500' }, '0..1'],
    ]);
  });

  it('errors and requests that know nothing of each other', () => {
    expect(shown(ratio('sum(rate(e[5m])) * 2', 'sum(rate(r[5m]))'))).toEqual([
      ['r', {}, '1..1'],
      ['e', {}, '0..0.5'],
    ]);
  });

  it('series that nothing happens in, where a sum would miss them', () => {
    expect(
      shown(
        ratio(
          'sum(rate(x{code="500"}[5m])) + sum(rate(x{code="503"}[5m]))',
          'sum(rate(x[5m]))',
        ),
      ),
    ).toEqual([
      ['x', { code: '500' }, '0..1'],
      ['x', { code: '200' }, '1..0'],
      ['x', { code: '503' }, '0..0'],
    ]);
  });

  it('one gauge, where the number of series is the whole', () => {
    expect(shown(ratio('sum(up)', 'count(up)', false))).toEqual([
      ['up', {}, '1..0'],
    ]);
    expect(shown(mixtureOf(ownQuota(readForm('avg(up)'), false), []))).toEqual([
      ['up', {}, '1..0'],
    ]);
  });

  it('every series has the labels that are grouped by', () => {
    const { series, groups } = mixtureOf(
      quotaOf(
        readForm('sum by (a) (rate(x{a=~"eu|us",code="500"}[5m]))'),
        readForm('sum by (a) (rate(x{a!="eu"}[5m]))'),
        true,
      ),
      ['a'],
    );
    expect(groups).toEqual({ a: 'us' });
    expect(series.map(({ labels }) => labels.a)).toEqual(['us', 'us']);
  });

  it.each([
    ['sum(rate(x[5m]))', 'sum(rate(x[5m]))', 'no series were found'],
    ['sum(rate(x[5m]))', 'sum(y)', 'it counts in several units'],
    ['sum(rate(x[5m])) + 1', 'sum(rate(y[5m]))', 'it adds a number to a count'],
    ['sum(x) / sum(y)', 'sum(z)', 'a quotient itself'],
  ])('%s of %s: %s', (counted, total, reason) => {
    expect(() => ratio(counted, total)).toThrow(reason);
  });
});

describe('needsSeries', () => {
  it.each([
    ['sum(rate(x[5m] offset 1h)) / sum(y)', true],
    ['-x > 1', true],
    ['x and vector(1)', true],
    ['max_over_time(x[1h:1m])', true],
    ['sum(x) or vector(0)', false],
    ['vector(1) unless x', false],
    ['absent(x)', false],
    ['scalar(x) * 2', false],
    ['vector(scalar(x))', false],
    ['1', false],
  ])('%s: %s', (expr, expected) => {
    expect(needsSeries(expr)).toBe(expected);
  });
});
