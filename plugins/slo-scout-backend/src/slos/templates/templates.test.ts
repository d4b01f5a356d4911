import { readDocuments } from '../documents';
import {
  boundFor,
  durationMetrics,
  faultPattern,
  requestMetrics,
  statusLabels,
} from './candidates';
import { findTemplates, type MetricQuestions } from './findTemplates';

describe('what metrics are taken for', () => {
  it('knows counters of requests, the likeliest first', () => {
    expect(
      requestMetrics([
        'promhttp_metric_handler_requests_total',
        'http_client_requests_total',
        'orders_total',
        'http_server_request_duration_seconds_count',
        'grpc_server_handled_total',
        'http_requests_total',
      ]),
    ).toEqual([
      'grpc_server_handled_total',
      'http_requests_total',
      'http_client_requests_total',
      'http_server_request_duration_seconds_count',
    ]);
  });

  it('knows histograms of durations in seconds', () => {
    expect(
      durationMetrics([
        'go_gc_duration_seconds_bucket',
        'job_time_seconds_bucket',
        'http_request_duration_seconds_bucket',
        'http_request_size_bytes_bucket',
      ]),
    ).toEqual([
      'http_request_duration_seconds_bucket',
      'job_time_seconds_bucket',
    ]);
  });

  it('knows labels of how requests ended', () => {
    expect(statusLabels(['le', 'status', 'route', 'code'])).toEqual([
      'code',
      'status',
    ]);
    expect(faultPattern(['200', '404'])).toBe('5..');
    expect(faultPattern(['2xx', '5xx'])).toBe('5xx|5XX');
    expect(faultPattern(['OK', 'Internal'])).toBeUndefined();
  });

  it.each([
    [0.3, '0.5'],
    [0.5, '0.5'],
    [9, '0.5'],
    [NaN, '0.5'],
    [undefined, '0.5'],
    [0.01, '0.1'],
  ])('takes for a quantile of %p the bound %s', (quantile, bound) => {
    expect(boundFor(['1.0', '+Inf', '0.1', '0.5'].slice(1), quantile)).toBe(
      bound,
    );
  });

  it('has no bound where there is infinity alone', () => {
    expect(boundFor(['+Inf'], 1)).toBeUndefined();
  });
});

/** A Prometheus with these series. */
function world(
  series: Array<Record<string, string>>,
  value?: number,
): MetricQuestions & { asked: string[] } {
  const asked: string[] = [];
  const of = (selector: string) => {
    asked.push(selector);
    const [, metric, label, text] = /^(\w*)\{(\w+)="(.*)"\}$/.exec(selector)!;
    return series.filter(
      labels =>
        labels[label] === text && (!metric || labels.__name__ === metric),
    );
  };
  const unique = (values: string[]) => [...new Set(values)];
  return {
    asked,
    values: async (label, selector) =>
      unique(of(selector).flatMap(labels => labels[label] ?? [])),
    labels: async selector => unique(of(selector).flatMap(Object.keys)),
    value: async () => value,
  };
}

describe('templates', () => {
  const own = { job: 'shop' };

  it('are documents that read without a fault, of the service alone', async () => {
    const { templates, looked_for } = await findTemplates(
      'shop',
      world(
        [
          { __name__: 'http_requests_total', ...own, code: '200' },
          ...['0.1', '1.0', '+Inf'].map(le => ({
            ...{ __name__: 'http_request_duration_seconds_bucket', le },
            ...own,
          })),
        ],
        0.4,
      ),
    );
    expect(looked_for).toEqual(['{service="shop"}', '{job="shop"}']);
    expect(templates.map(({ document: _, ...facts }) => facts)).toEqual([
      {
        kind: 'availability',
        metric: 'http_requests_total',
        label: 'code',
      },
      {
        kind: 'latency',
        metric: 'http_request_duration_seconds_bucket',
        limit_seconds: 1,
      },
    ]);
    const read = templates.map(({ document }) =>
      readDocuments(document, { service: 'shop' }),
    );
    expect(read.map(({ warnings }) => warnings)).toEqual([[], []]);
    expect(read.map(({ slos: [{ sli }] }) => sli)).toMatchObject([
      {
        bad: { query: 'sum(http_requests_total{job="shop",code=~"5.."})' },
        total: { query: 'sum(http_requests_total{job="shop"})' },
      },
      {
        good: {
          query:
            'sum(http_request_duration_seconds_bucket{job="shop",le=~"1\\\\.0|1"})',
        },
        total: {
          query: 'sum(http_request_duration_seconds_count{job="shop"})',
        },
      },
    ]);
  });

  it('are none where no label says how requests ended', async () => {
    const { templates, looked_for } = await findTemplates(
      'shop',
      world([{ __name__: 'http_requests_total', ...own, route: '/' }]),
    );
    expect(templates).toEqual([]);
    expect(looked_for).toContain('{app="shop"}');
  });

  it('take a service name for text', async () => {
    const asked = world([]);
    jest.spyOn(asked, 'values').mockResolvedValue([]);
    const { looked_for } = await findTemplates('a"} or up{x="', asked);
    expect(looked_for[0]).toBe('{service="a\\"} or up{x=\\""}');
  });
});
