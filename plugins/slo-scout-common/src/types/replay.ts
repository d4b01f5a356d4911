import type { DryRunResult } from './dryRun';

/** Numbers of an SLO to try out; what is absent stays as it is. @public */
export interface WhatIfChanges {
  /** As `SloSpec.objective`. */
  objective?: number;
  /** As `SloSpec.window`. */
  window?: string;
  /** Limit of a threshold indicator. */
  threshold?: number;
  /** As `SloSpec.alert_for`. */
  alert_for?: string;
}

/** Body of `POST /v1/slos/{id}/what-if`. @public */
export interface WhatIfRequest {
  slo_id: string;
  environment?: string;
  changes: WhatIfChanges;
}

/** @public */
export interface WhatIfAnswer {
  /** The SLO's alerts with these numbers. */
  result: DryRunResult;
  /** What the generators left out and why, in sentences. */
  notes: string[];
  /** The SLO with these numbers, as a document that can be saved as a draft. */
  document: string;
  /** Revision that the numbers were changed in. */
  base_revision: number;
  /** Range queries that went to Prometheus for this answer; 0 once history is known. */
  queries: number;
}

/** Body of `POST /v1/backtests`: either `content` or `path`. @public */
export interface BacktestRequest {
  entity_ref: string;
  environment?: string;
  /** Text of a Prometheus rule file, or of a `PrometheusRule`. */
  content?: string;
  /** Path of such a file on the branch that deployments go to. */
  path?: string;
  /** Default: exact. */
  mode?: 'exact' | 'fast';
}

/** How far the replay of an alert agrees with what Prometheus recorded in `ALERTS`. @public */
export interface AlertFidelity {
  alert: string;
  /** Firings of both, to one evaluation. */
  both: number;
  only_replayed: Array<{ start: string; end: string }>;
  only_recorded: Array<{ start: string; end: string }>;
  /** Share of the time fired in either view that was fired in both; 1 where neither fired. */
  agreement: number;
}

/** @public */
export interface BacktestAnswer {
  /** Of the given rules. */
  theirs: DryRunResult;
  /** Of the rules from the approved SLOs, over the same days; absent without such SLOs. */
  ours?: DryRunResult;
  /** For the given alerts that Prometheus has recorded itself. */
  fidelity: AlertFidelity[];
}
