import { eventUnit, parseDuration } from '../../promql';
import { countsOf } from '../indicator/countsOf';
import { INTERVAL_SECONDS } from '../ruleFile';
import type { AlertCase } from './AlertTest';
import type { Burn } from './burning';
import { divisor } from './intervals';
import { NotReadable } from './NotReadable';
import type { Feed } from './reading';
import { InputSeries, levelSeries, Phase, selectorOf } from './series';

/** How a burn's events come into a test. */
export interface Supply {
  /** Seconds between two evaluations. */
  evaluationInterval: number;
  /** Seconds by which the long window learns of errors later than they happen. */
  delay: number;
  /** What is spoken of: `events` or `evaluations`. */
  unit: string;
  /** Whether it takes many evaluations to have enough of them. */
  dear: boolean;
  /** So many of these that the least number is soon reached. */
  plenty(phases: Phase[]): { series: InputSeries[]; interval: number };
  /** Only so many of these that the least number is reached late, and when. */
  scarce(phase: Omit<Phase, 'seconds'>): {
    series: InputSeries[];
    interval: number;
    /** Seconds until the least number of events is reached. */
    reached: number;
    /** Length of the test. */
    seconds: number;
  };
}

/** Evaluations of a short window, or of a long one that stands alone. */
const EVALUATIONS = { short: 10, long: 60 };
/** How far below a full window the least number of events is reached. */
const MARGIN = 1.05;
/** Samples read by all evaluations together; above, promtool takes seconds. */
const MAX_READ = 10e6;

/** Series as the queries ask for them, through the recording rules where the alert looks at these. */
export function rawSupply(test: AlertCase, burn: Burn, feed: Feed): Supply {
  const { long, short, minimum } = burn;
  const evaluations = countsOf(test.slo.slo) === 'evaluations';
  const base = short ?? long;
  const wanted = short ? short / EVALUATIONS.short : long / EVALUATIONS.long;
  const evaluationInterval = divisor(
    base,
    evaluations ? Math.min(wanted, long / (MARGIN * minimum)) : wanted,
  );
  const window = parseDuration(test.slo.names.window) / 1000;
  const interval = test.looksAtRecorded
    ? divisor(evaluationInterval, Math.max(1, window * 0.4))
    : evaluationInterval;
  refuseCostly(test, burn, { evaluationInterval, interval });
  const series = (phases: Phase[], perInterval: number) =>
    feed.series(phases, { interval, perInterval });
  return {
    evaluationInterval,
    delay: test.looksAtRecorded
      ? Math.max(0, (window - evaluationInterval) / 2)
      : 0,
    unit: evaluations ? 'evaluations' : 'events',
    dear: evaluations && minimum > 100,
    plenty: phases => {
      const shares = phases.map(({ share }) => share);
      const atLeast = Math.max(
        10,
        (minimum * interval) / evaluationInterval / 10,
        (minimum * interval) / INTERVAL_SECONDS / 10,
      );
      return {
        series: series(phases, feed.wholeEvents(shares, atLeast)),
        interval,
      };
    },
    scarce: phase => {
      const reached = evaluations
        ? minimum * evaluationInterval
        : long / MARGIN;
      // A recorded sample stands for one interval of the rules, however far apart they are here.
      const counted = test.looksAtRecorded
        ? (INTERVAL_SECONDS * reached) / evaluationInterval
        : reached;
      const seconds = reached + 4 * evaluationInterval;
      const perInterval = evaluations ? 1000 : (minimum / counted) * interval;
      return {
        series: series([{ ...phase, seconds }], perInterval),
        interval,
        reached,
        seconds,
      };
    },
  };
}

/** The recorded series themselves, where an alert looks at nothing else. */
export function recordedSupply(test: AlertCase, burn: Burn): Supply {
  const { long, short, minimum } = burn;
  const evaluations = countsOf(test.slo.slo) === 'evaluations';
  const evaluationInterval = short
    ? divisor(short, short / EVALUATIONS.short)
    : divisor(long, long / EVALUATIONS.long);
  const perSample = eventsPerSample(test);
  const dense = evaluations
    ? divisor(
        evaluationInterval,
        Math.min(evaluationInterval, long / (MARGIN * minimum)),
      )
    : evaluationInterval;
  const { names } = test.slo;
  const pair = (phases: Phase[], total: number, interval: number) => [
    levelSeries(
      selectorOf(names.total, test.recordedLabels),
      phases.map(({ seconds }) => ({ seconds, value: total })),
      interval,
    ),
    levelSeries(
      selectorOf(names.bad, test.recordedLabels),
      phases.map(({ seconds, share }) => ({ seconds, value: total * share })),
      interval,
    ),
  ];
  return {
    evaluationInterval,
    delay: 0,
    unit: evaluations ? 'evaluations' : 'events',
    dear: false,
    plenty: phases => {
      const least = minimum / perSample / 10;
      const total = evaluations ? 1 : 10 ** Math.ceil(Math.log10(least));
      return { series: pair(phases, total, dense), interval: dense };
    },
    scarce: phase => {
      const interval = evaluations
        ? Math.floor(long / (MARGIN * minimum))
        : evaluationInterval;
      const reached = evaluations ? (minimum - 1) * interval : long / MARGIN;
      const samples = reached / interval;
      const total = evaluations ? 1 : minimum / perSample / samples;
      const seconds = reached + 4 * evaluationInterval;
      return {
        series: pair([{ ...phase, seconds }], total, interval),
        interval,
        reached,
        seconds,
      };
    },
  };
}

/** Events that a recorded sample of 1 stands for, in the rules' eyes. */
function eventsPerSample({ slo }: AlertCase): number {
  const { sli } = slo.slo;
  const perWindow =
    sli.kind === 'ratio' &&
    eventUnit(sli.total.query, sli.total) === 'per_window';
  return perWindow
    ? INTERVAL_SECONDS / (parseDuration(slo.names.window) / 1000)
    : INTERVAL_SECONDS;
}

function refuseCostly(
  test: AlertCase,
  { long, short = 0 }: Burn,
  every: { evaluationInterval: number; interval: number },
) {
  const evaluations = (1.6 * long + short) / every.evaluationInterval;
  const recorded = (3 * long) / every.evaluationInterval;
  const raw = (test.looksAtRecorded ? short : long) / every.interval;
  if (evaluations * (recorded + 4 * raw) > MAX_READ) {
    throw new NotReadable(
      'its test would take promtool too long: its windows must hold so many evaluations',
    );
  }
}
