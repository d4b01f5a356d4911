import { nearest } from './nearest';

const NAMES = [
  'http_requests_total',
  'http_request_duration_seconds_bucket',
  'http_request_duration_seconds_count',
  'up',
];

describe('nearest', () => {
  it.each([
    ['http_request_total', 'http_requests_total'],
    ['htttp_requests_totl', 'http_requests_total'],
    ['http_requests', 'http_requests_total'],
    ['http_request_duration_seconds', 'http_request_duration_seconds_bucket'],
    ['http_request_duration_second_count', NAMES[2]],
  ])('takes %s for %s', (name, meant) => {
    expect(nearest(name, NAMES)).toBe(meant);
  });

  it.each(['payments_failed_total', 'us_total', 'dn', ''])(
    'has nothing near %s',
    name => {
      expect(nearest(name, NAMES)).toBeUndefined();
    },
  );

  it('takes the nearest of several', () => {
    expect(nearest('jobs_don', ['jobs_dxnx', 'jobs_done'])).toBe('jobs_done');
  });
});
