/** What the kinds of SLI have in common: how they are recorded and how they burn. */
export interface Indicator {
  /** Recording rules in dependency order. */
  records: Array<{ record: string; expr: string }>;
  /**
   * Share of bad events over a window: from raw data where the SLO and the
   * length of the window allow it, else from the recorded pair.
   */
  errorRatio(window: string): WindowedExpr;
  /** What `countsOf` the SLO says, over a window. */
  events(window: string): WindowedExpr;
  /** True where there is data, yet nothing happened: no reason to say that data is missing. */
  quiet: string;
  /** Labels by which the SLO has a budget of its own for each value, as far as the queries tell. */
  groupedBy: string[];
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
