import type { Mapping } from '../Mapping';
import type { MetricSpec, OpenSloMetric } from './shape';

/** What the versions of OpenSLO call by different names. */
export interface Words {
  indicator: 'indicator' | 'sli';
  indicatorRef: 'indicatorRef' | 'sliRef';
  source(metric: Mapping<OpenSloMetric>): MetricSource;
}

/** Where a metric comes from, with the paths of what says so. */
export interface MetricSource {
  spec?: Mapping<MetricSpec>;
  specPath: string;
  type?: unknown;
  typePath: string;
  /** Name of a DataSource. */
  ref?: string;
  refPath: string;
}

export const V1_WORDS: Words = {
  indicator: 'indicator',
  indicatorRef: 'indicatorRef',
  source: metric => {
    const source = metric.child('metricSource')!;
    return {
      spec: source.child('spec'),
      specPath: source.at('spec'),
      type: source.take('type'),
      typePath: source.at('type'),
      ref: source.take('metricSourceRef'),
      refPath: source.at('metricSourceRef'),
    };
  },
};

export const V2ALPHA_WORDS: Words = {
  indicator: 'sli',
  indicatorRef: 'sliRef',
  source: metric => {
    const source = metric.child('dataSourceSpec');
    return {
      spec: metric.child('spec'),
      specPath: metric.at('spec'),
      type: source?.take('type'),
      typePath: `${metric.at('dataSourceSpec')}.type`,
      ref: metric.take('dataSourceRef'),
      refPath: metric.at('dataSourceRef'),
    };
  },
};
