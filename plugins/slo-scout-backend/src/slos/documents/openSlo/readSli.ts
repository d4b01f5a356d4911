import type {
  RatioSli,
  RawRatioSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Mapping } from '../Mapping';
import { readCounter } from './counters';
import { readMetric, SloContext } from './readMetric';
import type { OpenSloRatio, OpenSloSli } from './shape';

/** An indicator before its objectives are known: OpenSLO has the limit of a threshold there. */
export type ReadSli =
  | Omit<RatioSli, 'name'>
  | Omit<RawRatioSli, 'name'>
  | { kind: 'threshold'; query: string };

/** Reads `ratioMetric` or `thresholdMetric`; undefined after a fault. */
export function readSli(
  sli: Mapping<OpenSloSli>,
  context: SloContext,
): ReadSli | undefined {
  const ratio = sli.child('ratioMetric');
  const threshold = sli.child('thresholdMetric');
  if (ratio && !threshold) {
    return ratio.has('raw') || ratio.has('rawType')
      ? readRaw(ratio, context)
      : readRatio(ratio, context);
  }
  if (threshold && !ratio) {
    const query = readMetric(threshold, context);
    return query === undefined ? undefined : { kind: 'threshold', query };
  }
  context.findings.fault(
    sli.path,
    'An indicator has either ratioMetric or thresholdMetric.',
  );
  return undefined;
}

function readRaw(
  ratio: Mapping<OpenSloRatio>,
  context: SloContext,
): ReadSli | undefined {
  const { findings } = context;
  const raw = ratio.child('raw');
  const of = ratio.take('rawType');
  const events = (['good', 'bad', 'total'] as const).filter(e => ratio.has(e));
  if (events.length > 0) {
    findings.fault(
      ratio.path,
      `Give either raw or ${events.join(', ')}, not both.`,
    );
    return undefined;
  }
  if (!raw || !of) {
    findings.fault(
      ratio.at(raw ? 'rawType' : 'raw'),
      'raw and rawType belong together: a ready-made ratio, and whether it is of success or failure.',
    );
    return undefined;
  }
  const query = readMetric(raw, context);
  return query === undefined ? undefined : { kind: 'raw_ratio', query, of };
}

function readRatio(
  ratio: Mapping<OpenSloRatio>,
  context: SloContext,
): ReadSli | undefined {
  const { findings } = context;
  if (ratio.has('good') === ratio.has('bad')) {
    findings.fault(ratio.path, 'Give either good or bad events, beside total.');
  }
  if (!ratio.has('total')) {
    findings.fault(ratio.at('total'), 'This field is required.');
  }
  const read = (name: 'good' | 'bad' | 'total') => {
    const metric = ratio.child(name);
    return metric && readMetric(metric, context);
  };
  const good = read('good');
  const bad = read('bad');
  const total = read('total');
  const counted = good ?? bad;
  if (total === undefined || counted === undefined || (good && bad)) {
    return undefined;
  }
  const name = good === undefined ? 'bad' : 'good';
  const counter = readCounter(
    ratio.take('counter'),
    { [name]: counted, total },
    ratio.at('counter'),
    findings,
  );
  return counter === undefined
    ? undefined
    : {
        kind: 'ratio',
        [name]: { query: counted, counter },
        total: { query: total, counter },
      };
}
