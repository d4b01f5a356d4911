import { type Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** How the blast radius is measured, from `sloScout.policy`. */
export interface MeterConfig {
  /** Labels that name a series' service, the first that a series has. */
  serviceLabels: string[];
  /** Labels that name a series' route, the first that a series has. */
  routeLabels: string[];
  /** Values of the label `severity` of alerts that page somebody. */
  pagingSeverities: string[];
  /** Counter of all requests. */
  trafficMetric: string;
  /** PromQL for the request rate of everything. */
  totalTraffic: string;
  prices: PriceList | undefined;
  /** After this what is not measured is unknown. */
  deadlineMs: number;
}

/** What samples cost. */
export interface PriceList {
  name: string;
  /** ISO 8601. */
  date: string;
  usdPerMillionSamples: number;
  /** Absent: reading costs nothing. */
  usdPerMillionQuerySamples: number | undefined;
}

const DEADLINE = 'sloScout.policy.blastRadius.deadline';
const DEADLINE_MS = 10_000;

export function readMeterConfig(config: Config): MeterConfig {
  const policy = config.getOptionalConfig('sloScout.policy');
  const list = (key: string, fallback: string[]) =>
    policy?.getOptionalStringArray(`blastRadius.${key}`) ?? fallback;
  const metric =
    policy?.getOptionalString('traffic.metric') ?? 'http_requests_total';
  return {
    serviceLabels: list('serviceLabels', ['service']),
    routeLabels: list('routeLabels', ['route', 'handler', 'path']),
    pagingSeverities: list('pagingSeverities', ['critical', 'high']),
    trafficMetric: metric,
    totalTraffic:
      policy?.getOptionalString('traffic.totalQuery') ??
      `sum(rate(${metric}[7d]))`,
    prices: readPriceList(config),
    deadlineMs: config.has(DEADLINE)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: DEADLINE }),
        )
      : DEADLINE_MS,
  };
}

function readPriceList(config: Config): PriceList | undefined {
  const list = config.getOptionalConfig('sloScout.policy.priceList');
  return (
    list && {
      name: list.getString('name'),
      date: list.getString('date'),
      usdPerMillionSamples: list.getNumber('usdPerMillionSamples'),
      usdPerMillionQuerySamples: list.getOptionalNumber(
        'usdPerMillionQuerySamples',
      ),
    }
  );
}
