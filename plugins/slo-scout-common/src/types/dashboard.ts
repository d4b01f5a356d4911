/** How far back a drawn dashboard looks. @public */
export const DASHBOARD_RANGES = ['1h', '6h', '24h', '7d', '30d'] as const;

/** @public */
export type DashboardRange = (typeof DASHBOARD_RANGES)[number];

/** From `value` on, a panel has the colour; `null` is from the lowest on. @public */
export interface DashboardThreshold {
  value: number | null;
  /** Grafana's name of the colour: `red`, `orange`, `green`. */
  color: string;
}

/** Values of one series. @public */
export interface DashboardSeries {
  /** As the legend names it. */
  name: string;
  labels: Record<string, string>;
  /** Unix seconds and the value; `null` where it is no finite number. One point for an instant query. */
  points: Array<[number, number | null]>;
}

/** One query of a panel and what Prometheus answered. @public */
export interface DashboardTarget {
  ref_id: string;
  /** The query that was sent, variables filled in. */
  expr: string;
  /**
   * True where the recorded series did not exist and the values were computed from
   * the expressions of the recording rules instead.
   */
  computed: boolean;
  series: DashboardSeries[];
  /** Series beyond the limit of a panel. */
  series_left_out: number;
  /** Why there are no values. */
  error?: string;
}

/** A table panel, its queries joined as the dashboard says. @public */
export interface DashboardTable {
  columns: Array<{
    name: string;
    /** Grafana's id of a unit: `s`, `dateTimeAsIso`. */
    unit?: string;
  }>;
  rows: Array<Array<string | number | null>>;
}

/** One panel as Grafana would place and name it, with its data. @public */
export interface DashboardPanel {
  id: number;
  /** Grafana's type: `timeseries`, `stat`, `gauge`, `table`, `text`, `row`. */
  type: string;
  title: string;
  description?: string;
  /** Of 24 columns. */
  grid: { x: number; y: number; w: number; h: number };
  /** Grafana's id of a unit: `percentunit`, `s`, `short`. */
  unit?: string;
  min?: number;
  max?: number;
  thresholds: DashboardThreshold[];
  /** Whether the thresholds are drawn into the chart. */
  threshold_lines: boolean;
  /** What stands where there is no value. */
  no_value?: string;
  /** Markdown of a text panel. */
  text?: string;
  targets: DashboardTarget[];
  table?: DashboardTable;
  /** It asks for alerts that Prometheus has not loaded: an empty answer says nothing. */
  alerts_not_loaded: boolean;
}

/** A generated dashboard with the service's data. @public */
export interface DashboardData {
  title: string;
  /** RFC 3339. */
  start: string;
  end: string;
  step_seconds: number;
  /** From the top left to the bottom right. */
  panels: DashboardPanel[];
  panels_left_out: number;
}
