/**
 * Windows of multi-window, multi-burn-rate alerts: Site Reliability Workbook,
 * chapter 5, table 5-8; the pair of one day is SoundCloud's and
 * kubernetes-mixin's. The share of the budget that is gone when the long
 * window is full decides how fast it may burn: 14.4, 6, 3 and 1 at 30 days.
 */
export const PAIRS = [
  { long: '1h', short: '5m', budgetPercent: 2, tier: 'page' },
  { long: '6h', short: '30m', budgetPercent: 5, tier: 'page' },
  { long: '1d', short: '2h', budgetPercent: 10, tier: 'ticket' },
  { long: '3d', short: '6h', budgetPercent: 10, tier: 'ticket' },
] as const;

/** The longest of these windows; an SLO's window must hold it. */
export const LONGEST_PAIR = '3d';
