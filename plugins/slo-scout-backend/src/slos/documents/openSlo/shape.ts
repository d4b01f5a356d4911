import type { Metadata } from '../readMetadata';

/**
 * The shapes that `schemas/openslo-v1.schema.json` and
 * `schemas/openslo-v2alpha.schema.json` have checked. v2alpha has `sli` for
 * `indicator` and `sliRef` for `indicatorRef`; neither schema lets the other's pass.
 */
export interface OpenSloDocument<Spec extends object = object> {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec: Spec;
}

export interface OpenSloSlo {
  description?: string;
  service?: string;
  indicator?: OpenSloIndicator;
  indicatorRef?: string;
  sli?: OpenSloIndicator;
  sliRef?: string;
  timeWindow: Array<{
    duration: string;
    isRolling?: boolean;
    calendar?: object;
  }>;
  budgetingMethod?: BudgetingMethod;
  objectives: OpenSloObjective[];
  alertPolicies?: unknown;
}

export type BudgetingMethod = 'Occurrences' | 'Timeslices' | 'RatioTimeslices';

export interface OpenSloIndicator {
  metadata?: Metadata;
  spec: OpenSloSli;
}

export interface OpenSloObjective {
  displayName?: string;
  op?: 'lt' | 'lte' | 'gt' | 'gte';
  value?: number;
  target?: number;
  targetPercent?: number;
  timeSliceTarget?: number;
  timeSliceWindow?: string | number;
  indicator?: object;
  indicatorRef?: string;
  sli?: object;
  sliRef?: string;
  compositeWeight?: number;
}

export interface OpenSloSli {
  description?: string;
  thresholdMetric?: OpenSloMetric;
  ratioMetric?: OpenSloRatio;
}

export interface OpenSloRatio {
  counter?: boolean;
  good?: OpenSloMetric;
  bad?: OpenSloMetric;
  total?: OpenSloMetric;
  rawType?: 'success' | 'failure';
  raw?: OpenSloMetric;
}

/** v1 has `metricSource`, v2alpha the other fields. */
export interface OpenSloMetric {
  metricSource?: {
    metricSourceRef?: string;
    type?: string;
    spec: MetricSpec;
  };
  dataSourceRef?: string;
  dataSourceSpec?: OpenSloDataSource;
  spec?: MetricSpec;
}

/** Whatever the data source takes. Of Prometheus it is the query. */
export interface MetricSpec {
  query?: unknown;
}

export interface OpenSloDataSource {
  type?: unknown;
}
