import type { Config } from '@backstage/config';
import type {
  Artifact,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse } from 'yaml';
import { plainText } from '../../generators/output/plainText';
import type { PrometheusClient } from '../../prometheus/types';

/** A recording rule as far as its cost is concerned. */
export interface RecordingRule {
  record: string;
  expr: string;
  labels: Record<string, string>;
  /** Seconds between evaluations. */
  interval: number;
}

export interface PriceList {
  name: string;
  date: string;
  usdPerMillionSamples: number;
}

const DEFAULT_INTERVAL = 60;
const SECONDS_A_DAY = 86_400;

export function readPriceList(config: Config): PriceList | undefined {
  const list = config.getOptionalConfig('sloScout.policy.priceList');
  return (
    list && {
      name: list.getString('name'),
      date: list.getString('date'),
      usdPerMillionSamples: list.getNumber('usdPerMillionSamples'),
    }
  );
}

/** Recording rules of the bundle that are not deployed in this form yet. */
export function addedRules(
  bundle: Artifact[],
  deployed: Artifact[],
): RecordingRule[] {
  const present = new Set(
    deployed.flatMap(recordingRules).map(rule => identity(rule)),
  );
  return bundle
    .flatMap(recordingRules)
    .filter(rule => !present.has(identity(rule)));
}

function identity(rule: RecordingRule): string {
  return JSON.stringify([rule.record, Object.entries(rule.labels).sort()]);
}

function recordingRules(artifact: Artifact): RecordingRule[] {
  if (artifact.type !== 'recording_rule') return [];
  const file = parse(plainText(artifact.content)) as {
    groups?: Array<{
      interval?: string;
      rules?: Array<{
        record?: string;
        expr: string;
        labels?: Record<string, string>;
      }>;
    }>;
  };
  return (file.groups ?? []).flatMap(group =>
    (group.rules ?? []).flatMap(rule =>
      rule.record
        ? [
            {
              record: rule.record,
              expr: rule.expr,
              labels: rule.labels ?? {},
              interval: secondsOf(group.interval),
            },
          ]
        : [],
    ),
  );
}

function secondsOf(interval: string | undefined): number {
  const match = /^(\d+)(s|m|h)$/.exec(interval ?? '');
  if (!match) return DEFAULT_INTERVAL;
  return (
    Number(match[1]) * { s: 1, m: 60, h: 3600 }[match[2] as 's' | 'm' | 'h']
  );
}

/**
 * Series that the rules would write now, and their samples' price for a day:
 * series × 86,400 / interval, by the price list's USD for a million samples.
 */
export async function measureCost(
  prometheus: PrometheusClient | undefined,
  rules: RecordingRule[],
  inlined: (rule: RecordingRule) => string,
  prices: PriceList | undefined,
): Promise<{ series: Measurement<number>; usd: Measurement<number> }> {
  const source = `count of ${rules.length} new recording rules' expressions`;
  const counted = await countSeries(prometheus, rules, inlined);
  if (typeof counted === 'string') {
    const unknown = { value: null, source, unknown_reason: counted };
    return { series: unknown, usd: unknown };
  }
  const series = counted.reduce((sum, c) => sum + c.series, 0);
  const samples = counted.reduce(
    (sum, c) => sum + (c.series * SECONDS_A_DAY) / c.interval,
    0,
  );
  return {
    series: { value: series, source },
    usd: prices
      ? {
          value: (samples / 1e6) * prices.usdPerMillionSamples,
          source: `${Math.round(samples)} samples a day, ${prices.name} of ${
            prices.date
          }`,
        }
      : {
          value: null,
          source: `${Math.round(samples)} samples a day`,
          unknown_reason: 'unpriced: no price list is configured',
        },
  };
}

async function countSeries(
  prometheus: PrometheusClient | undefined,
  rules: RecordingRule[],
  inlined: (rule: RecordingRule) => string,
): Promise<Array<{ series: number; interval: number }> | string> {
  if (!prometheus) return 'no Prometheus is configured for this environment';
  try {
    return await Promise.all(
      rules.map(async rule => ({
        series:
          (await prometheus.query(`count(${inlined(rule)})`)).at(0)?.value ?? 0,
        interval: rule.interval,
      })),
    );
  } catch (error) {
    return (error as Error).message;
  }
}
