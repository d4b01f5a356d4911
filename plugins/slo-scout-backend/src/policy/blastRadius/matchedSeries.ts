import type { MeterConfig } from './meterConfig';
import type { Probe } from './Probe';
import type { RawSelector } from './rawSelectors';

/** Series count as matched that had a sample within it. */
const LOOKBACK = '15m';

/** Series that selectors match, told apart by service and route. */
export interface MatchedGroup {
  /** Undefined where the series have none of the labels. */
  service: { label: string; value: string } | undefined;
  route: { label: string; value: string } | undefined;
}

/** PromQL that groups whatever the selectors match. */
export function matchQuery(
  selectors: RawSelector[],
  config: Pick<MeterConfig, 'serviceLabels' | 'routeLabels'>,
): string {
  const labels = [...config.serviceLabels, ...config.routeLabels].join(', ');
  // Series of several metrics with equal labels are one here, and count as one.
  const series = selectors
    .map(({ text }) => `last_over_time(${text}[${LOOKBACK}])`)
    .join(' or ');
  return `count by (${labels}) (${series})`;
}

export async function matchedGroups(
  probe: Probe,
  selectors: RawSelector[],
  config: MeterConfig,
): Promise<MatchedGroup[]> {
  if (selectors.length === 0) return [];
  const samples = await probe.query(matchQuery(selectors, config));
  const labelOf = (metric: Record<string, string>, labels: string[]) => {
    const label = labels.find(name => metric[name]);
    return label ? { label, value: metric[label] } : undefined;
  };
  return samples.map(({ metric }) => ({
    service: labelOf(metric, config.serviceLabels),
    route: labelOf(metric, config.routeLabels),
  }));
}
