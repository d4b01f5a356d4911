import { eventUnit, parseDuration } from '../../promql';
import { INTERVAL_SECONDS } from '../ruleFile';
import type { AlertCase } from './AlertTest';
import { divisor } from './intervals';
import { exact, levelSeries, Phase, printed, selectorOf } from './series';
import {
  AMPLE,
  Burn,
  SuppliedSeries,
  Supply,
  unitOf,
  wantedInterval,
} from './Supply';
import { span } from './words';

/** Up to so many evaluations they are told apart one by one. */
const FEW = 6;

/**
 * The recorded series themselves, where an alert looks at nothing else. Some of
 * them may be recorded from the others, so there is a sample at every
 * evaluation: what the rules record then is what is there already.
 */
export function recordedSupply(test: AlertCase, burn: Burn): Supply {
  const { long, short, minimum } = burn;
  const unit = unitOf(test);
  const evaluations = unit === 'evaluations';
  const evaluationInterval = divisor(short ?? long, wantedInterval(burn));
  const perSample = eventsPerSample(test);
  const interval = evaluations
    ? divisor(
        evaluationInterval,
        Math.min(evaluationInterval, long / (AMPLE.evaluations * minimum)),
      )
    : evaluationInterval;
  const steady = (phase: Phase, total: number) =>
    pair(test, [phase], { total, interval });
  return {
    evaluationInterval,
    delay: 0,
    unit,
    says: [
      interval === INTERVAL_SECONDS
        ? 'The series are those that the rules record.'
        : `The series are those that the rules record, with a sample every ${span(
            interval,
          )} instead of every ${INTERVAL_SECONDS}s.`,
    ],
    dear: false,
    plenty: phases => {
      const least = minimum / perSample / 10;
      const total = evaluations ? 1 : 10 ** Math.ceil(Math.log10(least));
      return pair(test, phases, { total, interval });
    },
    scarce: phase => {
      if (evaluations && minimum <= FEW) {
        return oneByOne(test, burn, {
          share: phase.share,
          interval: evaluationInterval,
        });
      }
      const reached = evaluations
        ? (minimum - 1) * interval
        : long / AMPLE.events;
      const seconds = reached + 4 * evaluationInterval;
      const samples = reached / interval;
      const total = evaluations ? 1 : minimum / perSample / samples;
      return { ...steady({ ...phase, seconds }, total), reached };
    },
  };
}

function pair(
  { slo: { names }, recordedLabels }: AlertCase,
  phases: Phase[],
  { total, interval }: { total: number; interval: number },
): SuppliedSeries {
  const series = (name: string, valueAt: (phase: Phase) => number) =>
    levelSeries(
      selectorOf(name, recordedLabels),
      phases.map(phase => ({ seconds: phase.seconds, value: valueAt(phase) })),
      interval,
    );
  return {
    series: [
      series(names.total, () => exact(total)),
      series(names.bad, ({ share }) => exact(total * share)),
    ],
    interval,
  };
}

/** Single samples with silence between them, and never a short window without any. */
function oneByOne(
  { slo: { names }, recordedLabels }: AlertCase,
  { short, minimum }: Burn,
  { share, interval }: { share: number; interval: number },
): ReturnType<Supply['scarce']> {
  const apart = short ? Math.floor((0.6 * short) / interval) : 3;
  const values = (value: number) =>
    Array(minimum + 1)
      .fill(`${printed(value)} stale _x${apart - 2}`)
      .join(' ');
  return {
    series: [
      { series: selectorOf(names.total, recordedLabels), values: values(1) },
      {
        series: selectorOf(names.bad, recordedLabels),
        values: values(exact(share)),
      },
    ],
    interval,
    reached: (minimum - 1) * apart * interval,
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
