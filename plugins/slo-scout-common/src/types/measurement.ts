/**
 * What an SLO's budget is counted in. `events`: requests and the like. `seconds`:
 * time that was looked at. `other`: whatever the queries give, of which only
 * shares make sense.
 *
 * @public
 */
export type MeasuredUnit = 'events' | 'seconds' | 'other';

/** One day (UTC) of a measured SLO. @public */
export interface MeasuredDay {
  /** `2026-03-01`. */
  day: string;
  bad: number;
  total: number;
  /** Share of good events, 0 to 1; null where there were none. */
  sli: number | null;
  /** Share of the window's budget that was left at the end of the day; negative once overspent. */
  budget_left: number | null;
}

/** What the portal measured of one SLO, or of one part of a grouped one. @public */
export interface SloMeasurement {
  slo_id: string;
  environment: string;
  /** Labels of the part; empty where the SLO has one budget. */
  labels: Record<string, string>;
  unit: MeasuredUnit;
  objective: number;
  /** Period of the budget, a Prometheus duration. */
  window: string;
  /** When the data begins that the budget rests on, RFC 3339; null while there is none. */
  since: string | null;
  /** End of the newest five minutes that were measured, RFC 3339. */
  measured_until: string | null;
  /** Share of good events in the newest five minutes; null where the last quarter of an hour has none. */
  sli_5m: number | null;
  /** Share of good events in the last hour. */
  sli_1h: number | null;
  /** How many times faster than allowed the budget was spent in the last hour. */
  burn_rate_1h: number | null;
  /** Share of the window's budget that is left; negative once overspent; null where unknown. */
  budget_left: number | null;
  /** The window's whole budget, in `unit`; what there was stands for the whole window. */
  budget: number | null;
  /** Oldest first. */
  days: MeasuredDay[];
}
