/** The shape that `schemas/openslo-v1.schema.json` has checked. */
export interface OpenSloDocument {
  apiVersion: string;
  kind: string;
  metadata: OpenSloMetadata;
  spec: Record<string, unknown>;
}

export interface OpenSloMetadata {
  name: string;
  displayName?: string;
  labels?: Record<string, string | string[]>;
  annotations?: Record<string, string>;
}

export interface OpenSloSlo {
  description?: string;
  service?: string;
  indicator?: { metadata?: OpenSloMetadata; spec: OpenSloSli };
  indicatorRef?: string;
  timeWindow: Array<{
    duration: string;
    isRolling?: boolean;
    calendar?: object;
  }>;
  budgetingMethod?: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  objectives: OpenSloObjective[];
  alertPolicies?: unknown;
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
  compositeWeight?: number;
}

export interface OpenSloSli {
  description?: string;
  thresholdMetric?: OpenSloMetric;
  ratioMetric?: {
    counter?: boolean;
    good?: OpenSloMetric;
    bad?: OpenSloMetric;
    total?: OpenSloMetric;
    rawType?: string;
    raw?: OpenSloMetric;
  };
}

export interface OpenSloMetric {
  metricSource: {
    metricSourceRef?: string;
    type?: string;
    spec: Record<string, unknown>;
  };
}
