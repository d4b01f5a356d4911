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
}

/** Replay of one alert rule; one entry for each label set that fired, one without firings otherwise. @public */
export interface AlertReplay {
  alert: string;
  labels: Record<string, string>;
  firings: AlertFiring[];
  /** Why this alert could not be replayed; its firings then mean nothing. */
  reason?: string;
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
  /** False for the fast mode: evaluated every `step_seconds`, not at the group's interval. */
  exact: boolean;
  range_days: number;
  step_seconds: number;
  /** Share of evaluation ticks for which the indicators had data, 0 to 1. */
  coverage: number;
  historical_trigger_count: number;
  /** Mean length of a firing in seconds; 0 where nothing fired. */
  avg_duration_seconds: number;
  alerts_per_month: number;
  alerts: AlertReplay[];
  /** Name of the Prometheus instance asked. */
  instance?: string;
  /** First and last evaluated instant, RFC 3339. */
  start?: string;
  end?: string;
}
