import type { Measurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { quote } from '../../promql';
import type { MatchedGroup } from './matchedSeries';
import { matchedGroups } from './matchedSeries';
import { measured } from './measurement';
import type { MeterConfig } from './meterConfig';
import { type Probe, Unmeasured } from './Probe';
import type { RawSelector } from './rawSelectors';

/** A query of more selectors is not asked. */
const MAX_PARTS = 200;

/**
 * Request rate of whatever the bundle reads over all request rate, percent, mean of
 * 7 d. Requests that several selectors match count once. Nothing matched beside a
 * known total is 0 %; no total is unknown.
 */
export async function measureTraffic(request: {
  probe: Probe;
  config: MeterConfig;
  selectors: RawSelector[];
  /** Value of the service label of the bundle's own entity. */
  service: string;
}): Promise<Measurement<number>> {
  const { probe, config, selectors } = request;
  if (selectors.length === 0) {
    return { value: 0, source: 'the bundle has no rules that read series' };
  }
  let source = `100 * <matched> / ${config.totalTraffic}`;
  const measurement = await measured(source, async () => {
    const parts = await trafficSelectors(request);
    const matched = `sum(${parts
      .map(part => `rate(${part}[7d])`)
      .join(' or ')})`;
    source = `100 * ${matched} / ${config.totalTraffic}`;
    const [part, whole] = await Promise.all([
      probe.scalar(matched),
      probe.scalar(config.totalTraffic),
    ]);
    if (whole === undefined || !(whole > 0)) {
      throw new Unmeasured('the total has no data');
    }
    return (100 * (part ?? 0)) / whole;
  });
  return { ...measurement, source };
}

/**
 * Selectors of the traffic metric that cover what the bundle reads. Its selectors of
 * that metric stand for themselves; for those of other metrics stand the services
 * and routes of the series that they match, and where those are not known to the
 * traffic metric, all of the service: rather too much than too little.
 */
async function trafficSelectors(request: {
  probe: Probe;
  config: MeterConfig;
  selectors: RawSelector[];
  service: string;
}): Promise<string[]> {
  const { probe, config, selectors, service } = request;
  const metric = config.trafficMetric;
  const own = selectors.filter(selector => selector.metric === metric);
  const others = selectors.filter(selector => selector.metric !== metric);
  const parts = new Set(own.map(({ text }) => text));
  if (others.length > 0) {
    const groups = await matchedGroups(probe, others, config);
    const known = await knownRoutes(probe, config, groups);
    const [label] = config.serviceLabels;
    const whole = `${metric}{${label}=${quote(service)}}`;
    if (groups.length === 0) parts.add(whole);
    for (const group of groups) {
      parts.add(selectorOf(metric, group, known) ?? whole);
    }
  }
  if (parts.size > MAX_PARTS) {
    throw new Unmeasured(
      `the bundle reads more than ${MAX_PARTS} services and routes`,
    );
  }
  return [...parts].sort();
}

function selectorOf(
  metric: string,
  group: MatchedGroup,
  known: ReadonlySet<string>,
): string | undefined {
  const { service, route } = group;
  if (!service) return undefined;
  const byService = `${service.label}=${quote(service.value)}`;
  return route && known.has(keyOf(group))
    ? `${metric}{${byService},${route.label}=${quote(route.value)}}`
    : `${metric}{${byService}}`;
}

/** Services and routes that the traffic metric has series of. */
async function knownRoutes(
  probe: Probe,
  config: MeterConfig,
  groups: MatchedGroup[],
): Promise<Set<string>> {
  if (!groups.some(({ service, route }) => service && route)) return new Set();
  const metric = config.trafficMetric;
  const known = await matchedGroups(probe, [{ metric, text: metric }], config);
  return new Set(known.map(keyOf));
}

function keyOf({ service, route }: MatchedGroup): string {
  return JSON.stringify([
    service?.label,
    service?.value,
    route?.label,
    route?.value,
  ]);
}
