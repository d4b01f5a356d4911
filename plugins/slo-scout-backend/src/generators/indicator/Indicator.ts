/** What the kinds of SLI have in common: how they are recorded and how they burn. */
export interface Indicator {
  /** Recording rules in dependency order. */
  records: Array<{ record: string; expr: string }>;
  /**
   * Share of bad events over a window. Short windows come from raw data where
   * it can be asked for one, the others from the recorded pair.
   */
  errorRatio(window: string): WindowedExpr;
  /** Events over a window; undefined where the indicator does not count any. */
  events(window: string): WindowedExpr | undefined;
  /** True where there is data, yet nothing happened: no reason to say that data is missing. */
  quiet: string;
  /** Text of a query that does not parse, for promtool to refuse. */
  broken?: string;
  /** What the person should know of how the queries were used. */
  notes: string[];
}

/** An operand of a comparison, and where it comes from. */
export interface WindowedExpr {
  expr: string;
  source: 'raw' | 'recorded';
}
