import type { MeasuredUnit } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Length of a measured cell. Seconds; cells lie on multiples of it. */
export const CELL_SECONDS = 300;

/** What an SLO is measured by in one environment. */
export interface MeasuredIndicator {
  slo_id: string;
  environment: string;
  /** Of the SLI: history of another one is another history. */
  query_hash: string;
}

/** Bad and all events of five minutes of one part of an SLO. */
export interface MeasuredCell {
  /** Of the part; empty where the SLO has one budget. */
  labels: Record<string, string>;
  /** Beginning of the five minutes, unix seconds. */
  at: number;
  bad: number;
  total: number;
}

/** What measuring a stretch of time gave. */
export interface MeasuredStretch {
  indicator: MeasuredIndicator;
  revision: number;
  unit: MeasuredUnit;
  cells: MeasuredCell[];
  /** End of the stretch, unix seconds: from here on it is not measured yet. */
  until: number;
}
