import { DURATION, REQUESTS, WorldSeries } from './routeCounters';

/** A metric family of the world, in the words of the text formats. */
export interface Family {
  /** Family name in Prometheus' text format. */
  name: string;
  /** Family name in OpenMetrics, where `_total` belongs to the sample only. */
  openMetricsName: string;
  type: 'counter' | 'histogram';
  help: string;
}

export const FAMILIES: Family[] = [
  {
    name: REQUESTS,
    openMetricsName: REQUESTS.replace(/_total$/, ''),
    type: 'counter',
    help: 'Answered HTTP requests.',
  },
  {
    name: DURATION,
    openMetricsName: DURATION,
    type: 'histogram',
    help: 'Time to answer an HTTP request, in seconds.',
  },
];

/** Whether a series belongs to a family. */
export function isOfFamily(family: Family, series: WorldSeries): boolean {
  return series.metric.startsWith(family.name);
}

/** `name{label="value",...}`. */
export function seriesText(series: WorldSeries): string {
  const labels = Object.entries(series.labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `${series.metric}{${labels.join(',')}}`;
}
