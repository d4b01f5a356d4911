import type { PreparedSlo } from '../prepare';
import type { PlannedAlert } from '../alertRules/plan';
import type { Reading } from './reading';
import type { Labels } from './seriesClasses';
import { InputSeries, selectorOf } from './series';

/** What must be seen at one time. */
export interface Expectation {
  /** Seconds since the test's beginning, a multiple of the evaluation interval. */
  at: number;
  /** Why, for people. */
  says: string;
  expr: string;
  samples: Array<{ labels: string; value: number }>;
}

/** Series through time, and what the rules must make of them. */
export interface UnitTest {
  name: string;
  /** What happens and how its times were computed, line by line. */
  says: string[];
  /** Seconds between two samples. */
  interval: number;
  series: InputSeries[];
  expects: Expectation[];
}

/** The tests of one alert. promtool evaluates all groups at one interval. */
export interface AlertTest {
  /** Seconds. */
  evaluationInterval: number;
  tests: UnitTest[];
}

/** An alert and what its rule looks at. */
export interface AlertCase {
  slo: PreparedSlo;
  alert: PlannedAlert;
  reading: Reading;
  /** Labels of the alert when it fires. */
  labels: Labels;
  /** Labels of the SLO's recorded series. */
  recordedLabels: Labels;
  /** Whether its expression looks at series that the rules do not record themselves. */
  looksAtRaw: boolean;
  /** Whether its expression looks at recorded series. */
  looksAtRecorded: boolean;
  /** Whether it has the share of bad events over a window from these. */
  sharesRecorded(window: string): boolean;
}

export function fires(test: AlertCase, at: number, says: string): Expectation {
  const labels = { ...test.labels, alertstate: 'firing' };
  return {
    at,
    says,
    expr: firing(test),
    samples: [{ labels: selectorOf('ALERTS', labels), value: 1 }],
  };
}

export function isSilent(
  test: AlertCase,
  at: number,
  says: string,
): Expectation {
  return { at, says, expr: firing(test), samples: [] };
}

function firing({ alert }: AlertCase): string {
  return selectorOf('ALERTS', { alertname: alert.name, alertstate: 'firing' });
}

/**
 * Silent two evaluations before a computed time, firing two after: the time
 * itself is right to one evaluation, as are the edges of ranges, which Prometheus
 * 2 counts in and Prometheus 3 does not.
 */
export function beginsToFire(
  test: AlertCase,
  time: number,
  interval: number,
): Expectation[] {
  const { before, after } = around(time, interval);
  return [
    ...(before > 0 ? [isSilent(test, before, 'two evaluations before')] : []),
    fires(test, after, 'two evaluations after'),
  ];
}

/** Firing two evaluations before a computed time, silent two after. */
export function stopsToFire(
  test: AlertCase,
  time: number,
  interval: number,
  since: number,
): Expectation[] {
  const { before, after } = around(time, interval);
  return [
    fires(test, Math.max(before, since), 'two evaluations before'),
    isSilent(test, after, 'two evaluations after'),
  ];
}

export function around(
  time: number,
  interval: number,
): { before: number; after: number } {
  // The noise of binary fractions must not add an evaluation.
  const ticks = Number((time / interval).toPrecision(12));
  return {
    before: Math.floor(ticks - 2) * interval,
    after: Math.ceil(ticks + 2) * interval,
  };
}
