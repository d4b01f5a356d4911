/** Metrics that SLOs are usually made of, told by their names and labels. Pure. */

/** Labels under which a service's series bear its name, the likeliest first. */
export const SERVICE_LABELS = ['service', 'job', 'app', 'service_name'];

/** Labels that say how a request ended, the likeliest first. */
const STATUS_LABELS = [
  'code',
  'status',
  'status_code',
  'http_status_code',
  'http_response_status_code',
  'response_code',
];

/** Series of counted requests: `http_requests_total`, `http_server_duration_seconds_count`. */
const REQUESTS =
  /(requests?|calls|handled|responses)_total$|(request|server|http|handler)\w*_(duration|latency)\w*_count$/;
const DURATIONS = /(duration|latency|time)\w*_seconds_bucket$/;
/** What a service asks of others is not what it promises. */
const OUTGOING = /client|outgoing|upstream|egress/;
/** A service's own work, not that of its runtime. */
const RUNTIME = /^(go|process|promhttp|prometheus|jvm|nodejs|scrape)_/;

/** As many are looked at as may be asked about while somebody waits. */
const MOST = 8;

function ranked(names: string[], pattern: RegExp): string[] {
  const penalty = (name: string) =>
    (OUTGOING.test(name) ? 4 : 0) + (/http|grpc|rpc/.test(name) ? 0 : 1);
  return names
    .filter(name => pattern.test(name) && !RUNTIME.test(name))
    .sort((a, b) => penalty(a) - penalty(b) || a.localeCompare(b))
    .slice(0, MOST);
}

/** Metrics that may count requests, the likeliest first. */
export function requestMetrics(names: string[]): string[] {
  const counters = ranked(names, REQUESTS);
  // A counter says the same as a histogram's count, and says it more plainly.
  return [
    ...counters.filter(name => name.endsWith('_total')),
    ...counters.filter(name => !name.endsWith('_total')),
  ];
}

/** Histograms that may measure how long requests take, the likeliest first. */
export function durationMetrics(names: string[]): string[] {
  return ranked(names, DURATIONS);
}

/** Labels of a metric that may say how requests ended, the likeliest first. */
export function statusLabels(labels: string[]): string[] {
  return STATUS_LABELS.filter(label => labels.includes(label));
}

/**
 * Pattern of the values of a status label that stand for a fault of the server;
 * undefined where the values are not of HTTP.
 */
export function faultPattern(values: string[]): string | undefined {
  if (values.some(value => /^[1-5]\d\d$/.test(value))) return '5..';
  return values.some(value => /^[1-5]xx$/i.test(value)) ? '5xx|5XX' : undefined;
}

/**
 * The bound below which a share of the requests is at present: the smallest at
 * least as large as their quantile, else one in the middle. Text as Prometheus
 * stores it; undefined where there is none but infinity.
 */
export function boundFor(
  bounds: string[],
  quantile: number | undefined,
): string | undefined {
  const finite = bounds
    .filter(bound => Number.isFinite(Number(bound)) && Number(bound) > 0)
    .sort((a, b) => Number(a) - Number(b));
  const wide = finite.find(bound => Number(bound) >= (quantile ?? Infinity));
  return wide ?? finite[Math.floor(finite.length / 2)];
}
