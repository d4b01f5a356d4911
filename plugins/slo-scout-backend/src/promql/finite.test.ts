import { mayLeaveFinite } from './finite';

describe('mayLeaveFinite', () => {
  it.each([
    'sum(rate(x[5m]))',
    'SUM(x)',
    'histogram_count(sum(rate(x[5m])))',
    'sum(sum_over_time(up[5m])) - sum(count_over_time(up[5m]))',
    'clamp_max(sum(x), 1e9) or vector(0)',
    'label_replace(x, "a", "b", "", "")',
    'x{a="1 / 0"} # a / b',
  ])('%s stays', expr => {
    expect(mayLeaveFinite(expr)).toBe(false);
  });

  it.each([
    'sum(a) / sum(b)',
    'a % b',
    'a ^ b',
    'histogram_fraction(0, 0.2, sum(rate(x[5m]))) * histogram_count(sum(rate(x[5m])))',
    'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
    'histogram_avg(x)',
    'ln(x)',
    'sqrt(x)',
    'scalar(x) * y',
    'predict_linear(x[1h], 3600)',
    'quantile(0.9, x)',
    'x * NaN',
    'x + Inf',
    'x - -inf',
  ])('%s may leave', expr => {
    expect(mayLeaveFinite(expr)).toBe(true);
  });
});
