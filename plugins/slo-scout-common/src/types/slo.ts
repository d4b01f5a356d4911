/**
 * Lifecycle of an SLO revision. A change to an approved SLO is a new draft
 * revision; the approved one stays in force until the draft is approved.
 *
 * @public
 */
export type SloStatus = 'draft' | 'approved' | 'retired';

/** @public */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** @public */
export type Severity = (typeof SEVERITIES)[number];

/**
 * One PromQL query of an indicator.
 *
 * @public
 */
export interface SliMetric {
  /** PromQL. Range selectors, where present, are re-written to the window of the rule. */
  query: string;
  /** Whether `query` selects a monotonically increasing counter (OpenSLO `counter`). */
  counter: boolean;
}

/**
 * Good or bad events over all events. Exactly one of `good` and `bad` is set.
 *
 * @public
 */
export interface RatioSli {
  kind: 'ratio';
  name: string;
  good?: SliMetric;
  bad?: SliMetric;
  total: SliMetric;
}

/** @public */
export const THRESHOLD_OPERATORS = ['lt', 'lte', 'gt', 'gte'] as const;

/** @public */
export type ThresholdOperator = (typeof THRESHOLD_OPERATORS)[number];

/**
 * A measured value compared with a limit, for example p95 latency below 0.2 s.
 * The indicator is good while the comparison by `op` holds.
 *
 * @public
 */
export interface ThresholdSli {
  kind: 'threshold';
  name: string;
  /** PromQL whose single sample is the measured value. */
  query: string;
  op: ThresholdOperator;
  threshold: number;
}

/**
 * A ready-made share of bad or good events over a window. It says nothing of how
 * many events there were, so every evaluation weighs the same in the budget.
 *
 * @public
 */
export interface RawRatioSli {
  kind: 'raw_ratio';
  name: string;
  /** PromQL whose samples are shares from 0 to 1; ranges are re-written to the window of the rule. */
  query: string;
  /** What the share is of (OpenSLO `rawType`). */
  of: 'failure' | 'success';
}

/** @public */
export type Sli = RatioSli | ThresholdSli | RawRatioSli;

/**
 * What one unit of the error budget is (OpenSLO `budgetingMethod`). Without it
 * every event counts (`Occurrences`).
 *
 * - `timeslices`: a slice of time, good where its share of good events is at least `target`.
 * - `ratio_timeslices`: a slice of time, worth its own share of good events.
 *
 * @public
 */
export type Budgeting =
  | {
      method: 'timeslices';
      /** Length of a slice, a Prometheus duration from `1m` to `1h`. */
      window: string;
      /** Share of good events from which a slice is good, above 0 and at most 1. */
      target: number;
    }
  | {
      method: 'ratio_timeslices';
      window: string;
    };

/**
 * Evidence the service has for this indicator, linked from the runbook.
 *
 * @public
 */
export interface SloEvidence {
  capsule_ids: string[];
  trace_ids: string[];
}

/**
 * What one revision of an SLO says. Pure content: equal specs have equal hashes.
 *
 * @public
 */
export interface SloSpec {
  /** Unique within the entity: `[A-Za-z0-9]` then `[A-Za-z0-9_.-]`, 63 characters at most. */
  name: string;
  display_name?: string;
  description?: string;
  sli: Sli;
  /** Target ratio of good events, between 0 and 1, neither of them (99.9 % is 0.999). */
  objective: number;
  /** Rolling window as a Prometheus duration in days, for example `30d`. */
  window: string;
  severity: Severity;
  /** Absent: every event counts. */
  budgeting?: Budgeting;
  /**
   * `exact` asks raw data for every window, however long; absent, windows above
   * 6 h are summed up from the recorded pair.
   */
  accuracy?: 'exact';
  /**
   * How long a measured value must be beyond its limit before the alert on it
   * fires, in whole minutes from `1m` to `1h`. Thresholds only; absent: `5m`.
   */
  alert_for?: string;
  evidence?: SloEvidence;
}

/**
 * Where a revision came from: the API, or a file next to the catalog entity.
 *
 * @public
 */
export interface SloSource {
  kind: 'api' | 'catalog';
  /** URL of the file, for `catalog`. */
  location?: string;
}

/** @public */
export interface SloRevision extends SloSpec {
  revision: number;
  status: SloStatus;
  /** SHA-256 of the canonical JSON of the spec, hex. */
  content_hash: string;
  /** The document this revision was read from, as it was written. */
  document: string;
  source: SloSource;
  created_at: string;
  created_by: string;
  decided_at?: string;
  decided_by?: string;
}

/**
 * An SLO of one catalog entity. The fields of the revision in force stand at the
 * top (the draft's where none was ever approved); a pending change is `draft`.
 *
 * @public
 */
export interface Slo extends SloRevision {
  id: string;
  entity_ref: string;
  /** A newer revision that waits for approval, while this one stays in force. */
  draft?: SloRevision;
}
