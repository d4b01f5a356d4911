import type { ThresholdOperator } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { BudgetingMethod } from '../openSlo/shape';

/** The shape that `schemas/openslo-v1alpha.schema.json` has checked. */
export interface V1AlphaDocument {
  apiVersion: string;
  kind: 'SLO' | 'Service';
  metadata: { name: string; displayName?: string };
  spec: V1AlphaSlo;
}

export interface V1AlphaSlo {
  description?: string;
  service?: string;
  indicator?: { thresholdMetric: V1AlphaMetric };
  timeWindows: Array<{
    count: number;
    unit: string;
    isRolling?: boolean;
    calendar?: object;
  }>;
  budgetingMethod?: Exclude<BudgetingMethod, 'RatioTimeslices'>;
  objectives: V1AlphaObjective[];
}

export interface V1AlphaObjective {
  displayName?: string;
  op?: ThresholdOperator;
  value?: number;
  target?: number;
  targetPercent?: number;
  timeSliceTarget?: number;
  ratioMetrics?: V1AlphaRatio;
}

export interface V1AlphaRatio {
  /** The same thing, in older and newer documents. */
  incremental?: boolean;
  counter?: boolean;
  good: V1AlphaMetric;
  total: V1AlphaMetric;
}

export interface V1AlphaMetric {
  source?: string;
  queryType?: string;
  query: string;
}
