import {
  eventUnit,
  followsWindow,
  hasWindow,
  rateOf,
  withWindow,
} from './window';

describe('withWindow', () => {
  it.each([
    ['rate(x[5m])', 'rate(x[1h])'],
    ['rate(x[{{.window}}])', 'rate(x[1h])'],
    ['rate(x[{{ .window }}])', 'rate(x[1h])'],
    ['rate(x[{{.window }}])', 'rate(x[1h])'],
    // whoever wrote the placeholder meant the other ranges
    [
      'avg_over_time(rate(x[1m])[{{.window}}:1m])',
      'avg_over_time(rate(x[1m])[1h:1m])',
    ],
    [
      'histogram_fraction(0, 0.2, sum(rate(x[5m])))',
      'histogram_fraction(0, 0.2, sum(rate(x[1h])))',
    ],
    ['rate(x{a="[5m]"}[5m] offset 1d)', 'rate(x{a="[5m]"}[1h] offset 1d)'],
    ['rate(a[1m]) / rate(b[2m])', 'rate(a[1h]) / rate(b[1h])'],
    ['max_over_time(rate(x[5m])[1d:1m])', 'max_over_time(rate(x[1h])[1d:1m])'],
    ['a + rate(b[5m])', 'a + rate(b[1h])'],
    ['up', 'up'],
  ])('%s becomes %s', (expr, expected) => {
    expect(withWindow(expr, '1h')).toBe(expected);
  });
});

describe('rateOf', () => {
  const counter = { counter: true, window: '5m' };

  it.each([
    [
      'sum(http_requests_total{code=~"5.."})',
      'sum(rate(http_requests_total{code=~"5.."}[5m]))',
    ],
    ['a_total - b_total', 'rate(a_total[5m]) - rate(b_total[5m])'],
    [
      'a_total / b_total offset 1d',
      'rate(a_total[5m]) / rate(b_total[5m] offset 1d)',
    ],
    ['sum(x offset 1d)', 'sum(rate(x[5m] offset 1d))'],
    ['x @ 5 offset 1h', 'rate(x[5m] @ 5 offset 1h)'],
    ['sum(rate(x[1m]))', 'sum(rate(x[5m]))'],
    ['sum(increase(x[{{.window}}]))', 'sum(increase(x[5m]))'],
  ])('a counter: %s becomes %s', (query, expected) => {
    expect(rateOf(query, counter)).toBe(expected);
  });

  it('leaves a gauge as it is', () => {
    const gauge = { counter: false, window: '5m' };
    expect(rateOf('sum(up)', gauge)).toBe('sum(up)');
    expect(rateOf('sum(rate(x[1m]))', gauge)).toBe('sum(rate(x[5m]))');
  });
});

describe('hasWindow', () => {
  it.each([
    ['sum(rate(x[5m]))', true],
    ['sum(rate(x[{{.window}}]))', true],
    ['sum(x)', false],
    ['max_over_time(x[1h:1m])', false],
    ['max_over_time(x[{{.window}}:1m])', true],
  ])('%s: %s', (expr, expected) => {
    expect(hasWindow(expr)).toBe(expected);
  });
});

describe('followsWindow', () => {
  it.each([
    ['sum(rate(x[5m]))', false, true],
    ['sum(x_total)', true, true],
    ['sum(sum_over_time(up[5m]))', false, true],
    ['max_over_time(rate(x[1m])[{{.window}}:1m])', false, true],
    ['sum(up)', false, false],
    ['sum(irate(x[5m]))', false, false],
    ['last_over_time(x[5m])', true, false],
    // over an hour it would still look at 5 minutes
    ['max_over_time(rate(x[1m])[5m:1m])', false, false],
  ])('%s (counter %s): %s', (query, counter, expected) => {
    expect(followsWindow(query, { counter })).toBe(expected);
  });
});

describe('eventUnit', () => {
  it.each([
    ['sum(x)', true, 'per_second'],
    ['sum(rate(x[5m]))', false, 'per_second'],
    ['sum(rate(x[5m] offset 1h))', false, 'per_second'],
    ['sum(increase(x[5m]))', true, 'per_window'],
    ['sum(increase(x[{{.window}}]))', false, 'per_window'],
    ['histogram_count(sum(rate(x[5m])))', false, 'per_second'],
    ['histogram_count(sum(x))', true, 'per_second'],
    [
      'histogram_fraction(0, 0.2, sum(rate(x[5m]))) * histogram_count(sum(rate(x[5m])))',
      false,
      'per_second',
    ],
    ['sum(sum_over_time(up[5m]))', false, 'samples'],
    ['sum(count_over_time(up{a="b"}[{{.window}}]))', false, 'samples'],
    ['sum_over_time(job:up:sum[5m])', false, 'other'],
    ['count_over_time(up[5m:1m])', false, 'other'],
    ['job:up:sum', false, 'other'],
    ['count(up)', false, 'level'],
    ['sum(rate(a[5m])) + sum(increase(b[5m]))', true, 'other'],
    ['sum(up)', false, 'level'],
    ['avg_over_time(x[5m])', false, 'other'],
    ['1', false, 'other'],
  ])('%s (counter %s) counts %s', (query, counter, expected) => {
    expect(eventUnit(query, { counter })).toBe(expected);
  });
});
