import type { Metadata } from '../readMetadata';

/** The shape that `schemas/pyrra-v1alpha1.schema.json` has checked. */
export interface PyrraDocument {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec: PyrraSpec;
  status?: object;
}

export interface PyrraSpec {
  description?: string;
  target: string;
  window: string;
  indicator: PyrraIndicator;
  alerting?: PyrraAlerting;
  performanceOverAccuracy?: boolean;
}

export interface PyrraIndicator {
  ratio?: { errors: PyrraMetric; total: PyrraMetric } & Grouped;
  latency?: { success: PyrraMetric; total: PyrraMetric } & Grouped;
  latencyNative?: { total: PyrraMetric; latency: string } & Grouped;
  bool_gauge?: PyrraMetric & Grouped;
}

export interface PyrraMetric {
  /** A vector selector: name and matchers, nothing else. */
  metric: string;
}

export interface Grouped {
  /** Labels, each of whose values has a budget of its own. */
  grouping?: string[];
}

export interface PyrraAlerting {
  disabled?: boolean;
  burnrates?: boolean;
  absent?: boolean;
}
