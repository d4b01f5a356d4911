import type {
  RatioSli,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Findings } from '../Findings';
import type { Mapping } from '../Mapping';
import { readBucket, readLatency } from './latency';
import { readGrouping } from './readGrouping';
import { readSelector } from './readSelector';
import type { PyrraIndicator } from './shape';

/** Sums a windowed selector up, over everything or for each value of some labels. */
type Sum = (expr: string) => string;

type Events = Pick<RatioSli, 'good' | 'bad' | 'total'>;
type Reader = (
  indicator: Mapping<PyrraIndicator>,
  findings: Findings,
) => Events | undefined;

const READERS = {
  ratio: readRatio,
  latency: readHistogram,
  latencyNative: readNativeHistogram,
  bool_gauge: readBoolGauge,
} satisfies Record<string, Reader>;

/** The indicator as good or bad events over all; undefined after a fault. */
export function readIndicator(
  indicator: Mapping<PyrraIndicator>,
  name: string,
  findings: Findings,
): RatioSli | undefined {
  const kinds = Object.keys(READERS) as Array<keyof typeof READERS>;
  const given = kinds.filter(kind => indicator.has(kind));
  if (given.length !== 1) {
    findings.fault(indicator.path, `Give one of ${kinds.join(', ')}.`);
    return undefined;
  }
  const events = READERS[given[0]](indicator, findings);
  return events && { kind: 'ratio', name, ...events };
}

function readRatio(
  indicator: Mapping<PyrraIndicator>,
  findings: Findings,
): Events | undefined {
  const ratio = indicator.child('ratio')!;
  const sum = summing(readGrouping(ratio, findings));
  const errors = readSelector(ratio.child('errors')!, findings);
  const total = readSelector(ratio.child('total')!, findings);
  if (!sum || !errors || !total) return undefined;
  return {
    bad: windowed(sum(`rate(${errors}[5m])`)),
    total: windowed(sum(`rate(${total}[5m])`)),
  };
}

function readHistogram(
  indicator: Mapping<PyrraIndicator>,
  findings: Findings,
): Events | undefined {
  const latency = indicator.child('latency')!;
  const sum = summing(readGrouping(latency, findings));
  const success = latency.child('success')!;
  const selector = readSelector(success, findings);
  const bucket =
    selector && readBucket(selector, success.at('metric'), findings);
  const total = readSelector(latency.child('total')!, findings);
  if (!sum || !bucket || !total) return undefined;
  return {
    good: windowed(sum(`rate(${bucket}[5m])`)),
    total: windowed(sum(`rate(${total}[5m])`)),
  };
}

function readNativeHistogram(
  indicator: Mapping<PyrraIndicator>,
  findings: Findings,
): Events | undefined {
  const native = indicator.child('latencyNative')!;
  const sum = summing(readGrouping(native, findings));
  const total = readSelector(native.child('total')!, findings);
  const limit = readLatency(
    native.take('latency')!,
    native.at('latency'),
    findings,
  );
  if (!sum || !total || !limit) return undefined;
  const rate = sum(`rate(${total}[5m])`);
  const count = `histogram_count(${rate})`;
  return {
    good: windowed(`histogram_fraction(0, ${limit}, ${rate}) * ${count}`),
    total: windowed(count),
  };
}

function readBoolGauge(
  indicator: Mapping<PyrraIndicator>,
  findings: Findings,
): Events | undefined {
  const gauge = indicator.child('bool_gauge')!;
  const sum = summing(readGrouping(gauge, findings));
  const metric = readSelector(gauge, findings);
  if (!sum || !metric) return undefined;
  return {
    good: windowed(sum(`sum_over_time(${metric}[5m])`)),
    total: windowed(sum(`count_over_time(${metric}[5m])`)),
  };
}

/** A query with its ranges, which are re-written for each rule. */
function windowed(query: string): SliMetric {
  return { query, counter: false };
}

function summing(grouping: string[] | undefined): Sum | undefined {
  if (!grouping) return undefined;
  const by = grouping.length === 0 ? '' : ` by (${grouping.join(', ')}) `;
  return expr => `sum${by}(${expr})`;
}
