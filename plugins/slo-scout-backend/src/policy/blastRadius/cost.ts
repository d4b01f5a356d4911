import type {
  BlastRadius,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type RuleChanges, recordingsOf } from './bundleRules';
import { measured, reasonOf, unknown } from './measurement';
import type { PriceList } from './meterConfig';
import type { Probe } from './Probe';
import { type RuleCost, RuleCosts, costOf, knownRead } from './ruleCost';

type CostFigures = Required<
  Pick<
    BlastRadius,
    | 'new_series'
    | 'samples_per_day'
    | 'query_samples_per_day'
    | 'cost_impact_usd'
  >
>;

/** What the added rules take, less what those take that they replace. */
export async function measureCost(
  probe: Probe,
  changes: RuleChanges,
  prices: PriceList | undefined,
): Promise<CostFigures> {
  const { added, replaced } = changes;
  const rules = `${added.length} added rules, less ${replaced.length} replaced`;
  const sources = {
    series: `count of the expressions of ${rules}`,
    written: `series × 86400 / interval of ${rules}`,
    read: `samples read, as Prometheus counts them, × 86400 / interval of ${rules}`,
  };
  let delta: RuleCost;
  try {
    delta = await deltaOf(probe, changes);
  } catch (error) {
    const reason = reasonOf(error);
    return {
      new_series: unknown(sources.series, reason),
      samples_per_day: unknown(sources.written, reason),
      query_samples_per_day: unknown(sources.read, reason),
      cost_impact_usd: unknown(sources.written, reason),
    };
  }
  const read = await measured(sources.read, async () => knownRead(delta));
  return {
    new_series: { value: delta.series, source: sources.series },
    samples_per_day: { value: delta.written, source: sources.written },
    query_samples_per_day: read,
    cost_impact_usd: priced(delta.written, read, prices),
  };
}

async function deltaOf(probe: Probe, changes: RuleChanges): Promise<RuleCost> {
  if (changes.added.length + changes.replaced.length > 0) probe.requireClient();
  const next = new RuleCosts(probe, recordingsOf(changes));
  const before = new RuleCosts(
    probe,
    changes.standing.filter(rule => rule.kind === 'record'),
  );
  const [more, less] = await Promise.all([
    costOf(changes.added, next),
    costOf(changes.replaced, before),
  ]);
  return {
    series: more.series - less.series,
    written: more.written - less.written,
    read:
      more.read === undefined || less.read === undefined
        ? undefined
        : more.read - less.read,
  };
}

function priced(
  written: number,
  read: Measurement<number>,
  prices: PriceList | undefined,
): Measurement<number> {
  const units = `${Math.round(written)} samples written a day, ${
    read.value === null ? 'unknown' : Math.round(read.value)
  } read`;
  if (!prices) {
    return unknown(units, 'unpriced: no price list is configured');
  }
  const source = `${units}; ${prices.name} of ${prices.date}`;
  const writing = (written / 1e6) * prices.usdPerMillionSamples;
  const reading = prices.usdPerMillionQuerySamples;
  if (reading === undefined) {
    return {
      value: writing,
      source: `${source}, which has no price for reading`,
    };
  }
  return read.value === null
    ? unknown(source, read.unknown_reason ?? 'reading is unknown')
    : { value: writing + (read.value / 1e6) * reading, source };
}
