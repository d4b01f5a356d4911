import { parseDuration } from '../../promql';
import { INTERVAL_SECONDS } from '../ruleFile';
import type { AlertCase } from './AlertTest';
import { divisor } from './intervals';
import { NotReadable } from './NotReadable';
import type { Feed } from './reading';
import type { Phase } from './series';
import { AMPLE, Burn, Supply, unitOf, wantedInterval } from './Supply';
import { span } from './words';

/** Samples read by all evaluations together; above, promtool takes seconds. */
const MAX_READ = 10e6;

/** Series as the queries ask for them, through the recording rules where the alert looks at these. */
export function rawSupply(test: AlertCase, burn: Burn, feed: Feed): Supply {
  const { long, short, minimum } = burn;
  const evaluations = unitOf(test) === 'evaluations';
  const wanted = wantedInterval(burn);
  const evaluationInterval = divisor(
    short ?? long,
    evaluations
      ? Math.min(wanted, long / (AMPLE.evaluations * minimum))
      : wanted,
  );
  const window = parseDuration(test.slo.names.window) / 1000;
  const interval = test.looksAtRecorded
    ? divisor(evaluationInterval, Math.max(1, window * 0.5))
    : evaluationInterval;
  const throughRecorded = test.sharesRecorded(span(long));
  refuseCostly(burn, { evaluationInterval, interval, throughRecorded });
  const series = (phases: Phase[], perInterval: number) => ({
    series: feed.series(phases, { interval, perInterval }),
    interval,
  });
  // A recorded sample stands for one interval of the rules, however far apart they are here.
  const counted = (seconds: number) =>
    test.looksAtRecorded
      ? (seconds * INTERVAL_SECONDS) / evaluationInterval
      : seconds;
  return {
    evaluationInterval,
    delay: throughRecorded ? Math.max(0, (window - evaluationInterval) / 2) : 0,
    unit: unitOf(test),
    says:
      test.looksAtRecorded && evaluationInterval !== INTERVAL_SECONDS
        ? [
            `The rules are evaluated every ${span(
              evaluationInterval,
            )} here, and take what they recorded as if it were every ${INTERVAL_SECONDS}s.`,
          ]
        : [],
    dear: evaluations && minimum > 100,
    plenty: phases => {
      const soon = counted(10 * evaluationInterval);
      return series(
        phases,
        feed.wholeEvents(
          phases.map(({ share }) => share),
          Math.max(10, (minimum / soon) * interval),
        ),
      );
    },
    scarce: phase => {
      const reached = evaluations
        ? minimum * evaluationInterval
        : long / AMPLE.events;
      const seconds = reached + 4 * evaluationInterval;
      const perInterval = evaluations
        ? 1000
        : (minimum / counted(reached)) * interval;
      return { ...series([{ ...phase, seconds }], perInterval), reached };
    },
  };
}

function refuseCostly(
  { long, short = 0 }: Burn,
  every: {
    evaluationInterval: number;
    interval: number;
    throughRecorded: boolean;
  },
) {
  const evaluations = (1.6 * long + short) / every.evaluationInterval;
  const recorded = (3 * long) / every.evaluationInterval;
  const raw = (every.throughRecorded ? short : long) / every.interval;
  if (evaluations * (recorded + 4 * raw) > MAX_READ) {
    throw new NotReadable(
      'its test would take promtool too long: its windows must hold so many evaluations',
    );
  }
}
