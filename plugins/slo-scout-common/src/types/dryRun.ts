import type { CodedSentence } from '../sentences';
import type { VerdictStatus } from './artifact';

/** One interval in which an alert would have been firing. Times are RFC 3339. @public */
export interface AlertFiring {
  start: string;
  end: string;
  duration_seconds: number;
  /** Largest value of the alert expression while firing. */
  peak: number;
  /** The alert was already active when the examined range began. */
  open_at_start?: boolean;
  /** The alert was still active when the examined range ended. */
  open_at_end?: boolean;
  /** When what led to this firing began: the SLI worse than its objective, else the expression true. */
  breach_start?: string;
  /** From there to the firing. */
  seconds_to_fire?: number;
  /** Share of the period's error budget that was burnt while it fired; 1 is all of it. */
  budget_burnt?: number;
  /** Share of the period's error budget that was left when it fired; negative once it is overspent. */
  budget_left?: number;
}

/** How much of an alert's firing another alert of the same SLO fired too. @public */
export interface AlertOverlap {
  alert: string;
  seconds: number;
  /** Of this alert's firing, 0 to 1. */
  share: number;
}

/** What the firings of one alert come to. @public */
export interface AlertStatistics {
  count: number;
  avg_duration_seconds: number;
  longest_seconds: number;
  alerts_per_month: number;
  /** Share of the firings that began between 22:00 and 06:00, 0 to 1. */
  night_share: number;
  /** Share of the firings that began on a Saturday or Sunday, 0 to 1. */
  weekend_share: number;
  /** Firings shorter than 5 minutes, or within 15 minutes of the one before. */
  flaps: number;
  overlaps: AlertOverlap[];
}

/** Replay of one alert rule; one entry for each label set that fired, one without firings otherwise. @public */
export interface AlertReplay {
  alert: string;
  labels: Record<string, string>;
  firings: AlertFiring[];
  statistics?: AlertStatistics;
  /** Why this alert could not be replayed to the end; its firings are then not all. */
  reason?: string;
  /** The same; absent where a fault has said it. */
  reason_coded?: CodedSentence;
}

/** How much of a window's past there was, over all evaluations. @public */
export interface WindowCoverage {
  /** Prometheus duration, for example `1h`. */
  window: string;
  /** Mean share of the window that had data, 0 to 1. */
  coverage: number;
  /** Share of the evaluations whose window had data from its beginning to its end, 0 to 1. */
  complete: number;
}

/** A stretch of time without data. @public */
export interface DataGap {
  start: string;
  end: string;
  duration_seconds: number;
}

/**
 * An SLI over the examined time, in cells of equal length that follow each other.
 *
 * @public
 */
export interface SliCurve {
  /** Name of the SLO. */
  slo: string;
  /** Labels of the part of the SLO, where it has a budget for each of several parts. */
  labels: Record<string, string>;
  /** Share of good events that is wanted. */
  objective: number;
  /** Period of the budget, a Prometheus duration. */
  window: string;
  /** Beginning of the first cell, RFC 3339. */
  start: string;
  /** Length of a cell. Seconds. */
  step_seconds: number;
  /** Share of good events in each cell, 0 to 1; null where there were none. */
  sli: Array<number | null>;
  /** Share of the period's budget that was left at the end of each cell; negative once overspent. */
  budget_left: Array<number | null>;
}

/**
 * What the alerts of a file would have done over recent history.
 *
 * @public
 */
export interface DryRunResult {
  verdict: VerdictStatus;
  /** Why the verdict is not `passed`, or what a passed one rests on: history that begins late. */
  reason?: string;
  /** The same; absent where a fault has said it. */
  reason_coded?: CodedSentence;
  /**
   * Whether alerts and rules were evaluated at every tick of their groups, as
   * Prometheus would. False for the fast mode, and where `approximations` says so.
   */
  exact: boolean;
  /** Where an exact dry run was not: sentences. */
  approximations?: string[];
  /** Each of `approximations`, in its order. */
  approximations_coded?: CodedSentence[];
  /** What else there is to know, for example how the ticks were chosen: sentences. */
  notes?: string[];
  /** Each of `notes`, in its order. */
  notes_coded?: CodedSentence[];
  range_days: number;
  step_seconds: number;
  /** Share of evaluation ticks for which the indicators had data, 0 to 1. */
  coverage: number;
  /** By the windows of the alerts, shortest first. */
  windows?: WindowCoverage[];
  /** Earliest data that was found, RFC 3339. */
  earliest_sample?: string;
  /** Within the examined range, longest first, at most 50. */
  gaps?: DataGap[];
  /** How long Prometheus keeps data, where it says so. */
  retention_seconds?: number;
  historical_trigger_count: number;
  /** Mean length of a firing in seconds; 0 where nothing fired. */
  avg_duration_seconds: number;
  alerts_per_month: number;
  alerts: AlertReplay[];
  /** The SLIs that the alerts are about, where they are recorded; the most burnt first, at most 20 of one SLO. */
  curves?: SliCurve[];
  /** Name of the Prometheus instance asked. */
  instance?: string;
  /** Version that it says it has. */
  instance_version?: string;
  /** Time zone of nights and weekends. */
  time_zone?: string;
  /** First and last evaluated instant, RFC 3339. */
  start?: string;
  end?: string;
}
