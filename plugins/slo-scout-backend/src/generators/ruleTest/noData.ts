import { parseDuration } from '../../promql';
import {
  AlertCase,
  AlertTest,
  beginsToFire,
  isSilent,
  UnitTest,
} from './AlertTest';
import { divisor, upTo } from './intervals';
import { NotReadable } from './NotReadable';
import type { Feed } from './reading';
import { InputSeries, levelSeries, Phase, selectorOf } from './series';
import { span } from './words';

/** How far back Prometheus looks for a series' last sample, unless told otherwise. */
const LOOKBACK = 300;

/** Tests of the alert on missing data: the series end; and nothing happens, or something. */
export function noDataTests(test: AlertCase, share: number): AlertTest {
  const holds = parseDuration(test.alert.holds!) / 1000;
  const every = divisor(holds, Math.max(15, holds / 20));
  return {
    evaluationInterval: every,
    tests: rawTests(test, { holds, every }, share) ?? [
      recordedSeriesEnd(test, { holds, every }),
    ],
  };
}

/** Undefined where it is not known which series would do. */
function rawTests(
  test: AlertCase,
  times: Times,
  share: number,
): UnitTest[] | undefined {
  const { feed } = test.reading;
  if (!feed) return undefined;
  try {
    return [rawSeriesEnd, goesOn].map(make =>
      make(test, { ...times, feed, share }),
    );
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}

interface Times {
  holds: number;
  every: number;
}

interface RawTimes extends Times {
  feed: Feed;
  share: number;
}

/** Seconds after the last samples until a query finds nothing. */
function memoryOf(feed: Feed, interval: number): number {
  return Math.min(
    ...feed.ranges.map(range =>
      // A rate needs two samples; nothing tells how a gauge's range is used.
      range === 0 ? LOOKBACK : range / 1000 - (feed.counts ? interval : 0),
    ),
  );
}

function rawSeriesEnd(test: AlertCase, times: RawTimes): UnitTest {
  const { feed, holds, every } = times;
  const longest = Math.max(...feed.ranges.map(range => range / 1000), LOOKBACK);
  const interval = intervalOf(feed, every);
  const ends = upTo(longest, every) + 10 * every;
  const missing = ends + memoryOf(feed, interval);
  return {
    name: `fires when there has been no data for ${span(holds)}`,
    says: [
      `The last samples come at ${span(
        ends,
      )}. The queries find them until ${span(missing)}; ${span(
        holds,
      )} later the alert fires.`,
    ],
    interval,
    series: series(times, interval, [{ seconds: ends, share: times.share }]),
    expects: [
      isSilent(test, ends, 'there is data'),
      ...beginsToFire(test, missing + holds, every),
    ],
  };
}

function goesOn(test: AlertCase, times: RawTimes): UnitTest {
  const { feed, holds, every, share } = times;
  const interval = intervalOf(feed, every);
  const longest = Math.max(...feed.ranges.map(range => range / 1000), LOOKBACK);
  const busy = upTo(longest, every) + 10 * every;
  const seconds = upTo(longest + holds, every) + 10 * every;
  const phases = feed.counts
    ? [
        { seconds: busy, share },
        { seconds, share, quiet: true },
      ]
    : [{ seconds: busy + seconds, share }];
  const end = busy + seconds;
  return {
    name: feed.counts
      ? 'is silent when nothing happens'
      : 'is silent while there is data',
    says: [
      feed.counts
        ? `From ${span(
            busy,
          )} on the counters stand still: there is data, and it says that nothing happens.`
        : 'The series go on all along.',
    ],
    interval,
    series: series(times, interval, phases),
    expects: [
      isSilent(test, end - 8 * every, 'longer than it would wait'),
      isSilent(test, end, 'and still'),
    ],
  };
}

function intervalOf({ ranges }: Feed, every: number): number {
  const shortest = Math.min(...ranges.filter(range => range > 0), 300_000);
  return divisor(every, Math.max(1, (shortest / 1000) * 0.4));
}

function series(
  { feed, share }: RawTimes,
  interval: number,
  phases: Phase[],
): InputSeries[] {
  return feed.series(phases, {
    interval,
    perInterval: feed.wholeEvents([share], 10),
  });
}

function recordedSeriesEnd(test: AlertCase, { holds, every }: Times): UnitTest {
  const ends = 20 * every;
  return {
    name: `fires when nothing has been recorded for ${span(holds)}`,
    says: [
      `The last recorded sample comes at ${span(
        ends,
      )}, and Prometheus finds it for ${span(LOOKBACK)}; ${span(
        holds,
      )} later the alert fires.`,
    ],
    interval: every,
    series: [
      levelSeries(
        selectorOf(test.slo.names.total, test.recordedLabels),
        [{ seconds: ends, value: 1 }],
        every,
      ),
    ],
    expects: [
      isSilent(test, ends, 'there is data'),
      ...beginsToFire(test, ends + LOOKBACK + every + holds, every),
    ],
  };
}
