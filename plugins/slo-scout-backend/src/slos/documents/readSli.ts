import type {
  RatioSli,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { OpenSloMetric, OpenSloSli } from './openSlo';
import { looksLikeCounter, MetricContext, readMetric } from './readMetric';

/** An indicator before its objectives are known: OpenSLO has the limit of a threshold there. */
export type ReadSli =
  | ({ kind: 'ratio' } & Pick<RatioSli, 'good' | 'bad' | 'total'>)
  | { kind: 'threshold'; query: string };

/** Reads `ratioMetric` or `thresholdMetric`; undefined after a fault. */
export function readSli(
  sli: OpenSloSli,
  path: string,
  context: MetricContext,
): ReadSli | undefined {
  const { ratioMetric, thresholdMetric } = sli;
  if ((ratioMetric === undefined) === (thresholdMetric === undefined)) {
    context.findings.fault(
      path,
      'An indicator has either ratioMetric or thresholdMetric.',
    );
    return undefined;
  }
  if (thresholdMetric) {
    const metricPath = `${path}.thresholdMetric`;
    const query = readMetric(thresholdMetric, metricPath, context);
    return query === undefined ? undefined : { kind: 'threshold', query };
  }
  return readRatio(ratioMetric!, `${path}.ratioMetric`, context);
}

function readRatio(
  ratio: NonNullable<OpenSloSli['ratioMetric']>,
  path: string,
  context: MetricContext,
): ReadSli | undefined {
  const { findings } = context;
  if (ratio.raw || ratio.rawType) {
    findings.fault(
      `${path}.${ratio.raw ? 'raw' : 'rawType'}`,
      'A ready-made ratio cannot be used: an error budget needs events. Give good or bad, and total.',
    );
    return undefined;
  }
  if ((ratio.good === undefined) === (ratio.bad === undefined)) {
    findings.fault(path, 'Give either good or bad events, beside total.');
  }
  if (!ratio.total) {
    findings.fault(`${path}.total`, 'This field is required.');
  }
  const read = (name: 'good' | 'bad' | 'total') =>
    ratio[name] && readCounter(ratio[name], name, path, ratio.counter, context);
  const good = read('good');
  const bad = read('bad');
  const total = read('total');
  if (!total || (good === undefined) === (bad === undefined)) return undefined;
  return { kind: 'ratio', ...(good ? { good } : { bad }), total };
}

function readCounter(
  metric: OpenSloMetric,
  name: string,
  path: string,
  declared: boolean | undefined,
  context: MetricContext,
): SliMetric | undefined {
  const query = readMetric(metric, `${path}.${name}`, context);
  if (query === undefined) return undefined;
  const counter = declared ?? looksLikeCounter(query);
  if (declared === undefined) {
    context.findings.warn(
      `${path}.counter`,
      `Not given; ${name} is taken for ${
        counter ? 'a counter, by its name' : 'a gauge, or has its range already'
      }.`,
    );
  } else if (!declared && looksLikeCounter(query)) {
    context.findings.warn(
      `${path}.counter`,
      `False, but ${name} has the name of a counter: its value is used as it stands, without a rate.`,
    );
  }
  return { query, counter };
}
