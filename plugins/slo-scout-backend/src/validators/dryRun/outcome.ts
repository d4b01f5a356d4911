import type { Words } from '../../sentences';
import type { AlertHistory } from './AlertTrack';
import type { DataTrack } from './DataTrack';
import type { AlertRule } from './ruleFile';
import type { SliTrack } from './SliTrack';

/** What became of one alert. */
export interface AlertOutcome {
  rule: AlertRule;
  /** Undefined where it was not even begun. */
  history?: AlertHistory;
  /** Why it is not known to the end. */
  reason?: Words;
  /** Parts of its expressions that were not computed from recorded series. */
  approximations: string[];
  /** Whether there was data for what it measures. */
  data?: DataTrack;
  /** The budget of the SLO that it belongs to. */
  budget?: SliTrack;
}

/** Unix seconds. */
export interface ExaminedRange {
  start: number;
  end: number;
}

/** Share of the evaluated ticks at which there was data, 0 to 1. */
export function coverageOf({ history }: AlertOutcome): number {
  const { evaluated, covered } = history?.ticks ?? { evaluated: 0, covered: 0 };
  return evaluated > 0 ? covered / evaluated : 0;
}

/** First tick that counts: where data begins, if that is later than the range. */
export function examinedFrom(
  { history }: AlertOutcome,
  { start, end }: ExaminedRange,
): number {
  return history?.firstData === undefined
    ? end
    : Math.max(start, history.firstData);
}

/** Last tick that counts. */
export function examinedUntil(
  { history }: AlertOutcome,
  { start }: ExaminedRange,
): number {
  return Math.max(start, history?.until ?? start);
}
