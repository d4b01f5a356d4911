import { countsOf } from '../indicator/countsOf';
import type { AlertCase } from './AlertTest';
import type { InputSeries, Phase } from './series';

/** How a burn's events come into a test. */
export interface Supply {
  /** Seconds between two evaluations. */
  evaluationInterval: number;
  /** Seconds by which the long window learns of errors later than they happen. */
  delay: number;
  /** What is spoken of. */
  unit: 'events' | 'evaluations';
  /** What should be known of its series, line by line. */
  says: string[];
  /** Whether it takes many evaluations to have enough of them. */
  dear: boolean;
  /** So many of these that the least number is soon reached. */
  plenty(phases: Phase[]): SuppliedSeries;
  /** Only so many of these that the least number is reached late. */
  scarce(phase: Omit<Phase, 'seconds'>): SuppliedSeries & {
    /** Seconds until the least number of events is reached. */
    reached: number;
  };
}

export interface SuppliedSeries {
  series: InputSeries[];
  /** Seconds between two samples. */
  interval: number;
}

/** A condition over the share of bad events in one window or two; lengths in seconds. */
export interface Burn {
  long: number;
  short?: number;
  /** Share above which it fires. */
  threshold: number;
  /** Events, or evaluations, that the long window must hold. */
  minimum: number;
}

/**
 * Evaluations in a short window, or in a long one that stands alone. With fewer,
 * two more or less would hide a limit that is a tenth off; the time that promtool
 * takes grows with their square.
 */
const EVALUATIONS = { short: 8, long: 40 };

/** How many times the least number a full window holds: where it takes evaluations, barely more. */
export const AMPLE = { events: 2, evaluations: 1.05 };

export function unitOf({ slo }: AlertCase): Supply['unit'] {
  return countsOf(slo.slo);
}

/** Seconds between two evaluations by which windows are well told apart. */
export function wantedInterval({ long, short }: Burn): number {
  return short ? short / EVALUATIONS.short : long / EVALUATIONS.long;
}
