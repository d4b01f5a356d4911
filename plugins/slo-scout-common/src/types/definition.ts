import type { SloSpec } from './slo';

/** What one query of a document answers at this moment. @public */
export interface CheckedQuery {
  /** Name of the SLO. */
  slo: string;
  role: 'good' | 'bad' | 'total' | 'value';
  /** PromQL that was asked. */
  query: string;
  /** How many series it gives now; absent where it could not be evaluated. */
  series?: number;
  /** Why it could not be evaluated, in the words of Prometheus where it answered. */
  error?: string;
}

/** Answer of `POST /v1/slos/check`: what saving a document would say. Nothing is stored. @public */
export interface DocumentCheck {
  /** What the document holds; none where it has faults. */
  slos: SloSpec[];
  /** What would be read but changes nothing, in sentences. */
  warnings: string[];
  /** Why it would be refused. */
  faults: Array<{ path: string; message: string }>;
  queries: CheckedQuery[];
  /** Metrics and labels that Prometheus does not know, in sentences. */
  notes: string[];
  /** Why no query was evaluated, in a sentence. */
  reason?: string;
}

/**
 * Events of an SLI over recent history, in cells of equal length that follow each
 * other: whatever the objective, its budget can be computed from them.
 *
 * @public
 */
export interface SliEvents {
  /** Name of the SLO. */
  slo: string;
  /** Labels of the part of the SLO, where it has a budget for each of several parts. */
  labels: Record<string, string>;
  /** Beginning of the first cell, RFC 3339. */
  start: string;
  /** Length of a cell. Seconds. */
  step_seconds: number;
  /** Bad events of each cell, in a unit of its own. */
  bad: number[];
  /** All events of each cell, in the same unit; 0 where there were none. */
  total: number[];
}

/** Answer of `POST /v1/slos/history`. @public */
export interface DocumentHistory {
  /** The most burnt first; none where there is no data. */
  events: SliEvents[];
  range_days: number;
  /** Why there is nothing to draw, in a sentence. */
  reason?: string;
}

/** What is asked of the metrics of the Prometheus that measures a service. @public */
export interface MetricLookup {
  entity_ref: string;
  environment?: string;
  /** Metrics, labels of a metric, or values of a label. */
  of: 'names' | 'labels' | 'values';
  /** Metric whose labels or values are wanted; of all metrics without it. */
  metric?: string;
  /** Label whose values are wanted. */
  label?: string;
  /** Of names: how they begin. */
  prefix?: string;
}

/** @public */
export interface MetricNames {
  values: string[];
  /** False where there may be more than these. */
  complete: boolean;
  /** Of names: what Prometheus knows of them. */
  metadata?: Record<string, { type: string; help: string }>;
}

/** A document made of metrics that the service has. @public */
export interface SloTemplate {
  kind: 'availability' | 'latency';
  /** Metric that was found. */
  metric: string;
  /** Label that tells failed requests, of `availability`. */
  label?: string;
  /** Limit of a fast request, of `latency`. Seconds. */
  limit_seconds?: number;
  /** OpenSLO v1. */
  document: string;
}

/** Answer of `GET /v1/slos/templates`. @public */
export interface SloTemplates {
  templates: SloTemplate[];
  /** Selectors of the series that were looked through. */
  looked_for: string[];
  /** Why nothing could be looked for, in a sentence. */
  reason?: string;
}
