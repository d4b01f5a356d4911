import type { MeasuredUnit } from '@slo-scout/backstage-plugin-slo-scout-common';

/** A measured part of an SLO, as it is stored. */
export interface StoredSeries {
  id: number;
  slo_id: string;
  query_hash: string;
  labels: Record<string, string>;
  unit: MeasuredUnit;
}

/** Sums of one series over a stretch of time. */
export interface StoredSums {
  series_id: number;
  /** Unix seconds: beginnings of the first and of the last cell. */
  first: number;
  last: number;
  bad: number;
  total: number;
  /** Of the last hour; null where there was nothing. */
  bad_hour: number | null;
  total_hour: number | null;
}

export interface StoredCell {
  series_id: number;
  at: number;
  bad: number;
  total: number;
}

export interface StoredDay {
  series_id: number;
  /** `2026-03-01`, in UTC. */
  day: string;
  bad: number;
  total: number;
  /** How many there were, of 288. */
  cells: number;
}
