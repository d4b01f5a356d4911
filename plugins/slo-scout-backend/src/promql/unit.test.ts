import { unitOf } from './unit';

describe('unitOf', () => {
  it.each([
    ['temperature_of_room_seconds', 'seconds'],
    ['max(job_age_seconds{job="backup"})', 'seconds'],
    [
      'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{route="/x"}[5m])))',
      'seconds',
    ],
    [
      'histogram_quantile(0.95, sum(rate(http_request_duration_seconds[{{.window}}])))',
      'seconds',
    ],
    ['histogram_quantile(0.9, rate(response_size_bytes_bucket[5m]))', 'bytes'],
    [
      'sum(rate(rpc_duration_seconds_sum[5m])) / sum(rate(rpc_duration_seconds_count[5m]))',
      'seconds',
    ],
    ['quantile_over_time(0.9, queue_wait_seconds[1h])', 'seconds'],
    ['avg_over_time(max(queue_wait_seconds)[1h:1m])', 'seconds'],
    ['(queue_wait_seconds offset 5m)', 'seconds'],
    ['container_memory_working_set_bytes', 'bytes'],
    ['disk_used_bytes / disk_size_bytes', 'ratio'],
    ['cache_hit_ratio', 'ratio'],
    ['histogram_fraction(0, 0.2, rate(latency_seconds[5m]))', 'ratio'],
  ])('%s is in %s', (expr, unit) => {
    expect(unitOf(expr)).toBe(unit);
  });

  it.each([
    ['a name without a unit', 'queue_length'],
    ['a rate of seconds', 'rate(process_cpu_seconds_total[5m])'],
    ['a rate of bytes', 'rate(node_network_receive_bytes_total[5m])'],
    ['a point in time', 'process_start_time_seconds'],
    ['another', 'last_success_timestamp_seconds'],
    ['an age', 'time() - last_success_timestamp_seconds'],
    ['a scaled value', 'queue_wait_seconds * 1000'],
    ['a count', 'count(queue_wait_seconds)'],
    ['sum over another count', 'rate(a_seconds_sum[5m]) / rate(b_count[5m])'],
    [
      'a scaled mean',
      '(rate(a_seconds_sum[5m]) * 1000) / rate(a_seconds_count[5m])',
    ],
    [
      'two histograms',
      'histogram_quantile(0.9, rate(a_seconds_bucket[5m]) or rate(b_bytes_bucket[5m]))',
    ],
    ['a recorded series', 'job:latency_seconds:p95'],
    ['what does not parse', 'sum('],
    ['nothing', ''],
  ])('%s has none', (_, expr) => {
    expect(unitOf(expr)).toBeUndefined();
  });
});
