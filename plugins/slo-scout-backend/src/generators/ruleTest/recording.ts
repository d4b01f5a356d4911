import { parseDuration } from '../../promql';
import type { AlertCase, UnitTest } from './AlertTest';
import { divisor, upTo } from './intervals';
import type { Feed } from './reading';
import { aroundLimit } from './threshold';
import { decimal, percent } from './words';

/** What is asked of the queries, and the share of bad evaluations that must be recorded. */
interface Wanted {
  name: string;
  says: string;
  /** Share of bad events, or the measured value. */
  share: number;
  /** Share that is recorded as bad. */
  bad: number;
}

/** Tests that what the queries find is recorded as bad or good, for alerts that look at recorded series only. */
export function recordingTests(
  test: AlertCase,
  feed: Feed,
  evaluationInterval: number,
): UnitTest[] {
  return wantedOf(test).map(wanted =>
    recordingTest(test, feed, { wanted, evaluationInterval }),
  );
}

function wantedOf({ slo: { slo } }: AlertCase): Wanted[] {
  const { sli, budgeting } = slo;
  if (sli.kind === 'threshold') {
    const { beyond, within } = aroundLimit(sli);
    return [within, beyond].map((value, bad) => ({
      name: `a value of ${decimal(value, 6)} is recorded as ${
        bad ? 'bad' : 'good'
      }`,
      says: `The query gives ${decimal(value, 12)}.`,
      share: value,
      bad,
    }));
  }
  if (budgeting?.method === 'timeslices') {
    const allowed = 1 - budgeting.target;
    return [allowed * 0.95, Math.min(allowed + 0.05, (1 + allowed) / 2)].map(
      (share, bad) => ({
        name: `a slice with ${percent(share)} bad events is recorded as ${
          bad ? 'bad' : 'good'
        }`,
        says: `${percent(share)} of events are bad all along, and ${percent(
          allowed,
        )} are allowed.`,
        share: fourDigits(share),
        bad,
      }),
    );
  }
  return [0.25].map(share => ({
    name: `${percent(share)} bad events are recorded as such`,
    says: `${percent(share)} of events are bad all along.`,
    share,
    bad: share,
  }));
}

/** As `round(x, 0.0001)` does. */
function fourDigits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function recordingTest(
  { slo }: AlertCase,
  feed: Feed,
  options: { wanted: Wanted; evaluationInterval: number },
): UnitTest {
  const { wanted, evaluationInterval } = options;
  const ranges = feed.ranges.map(range => range / 1000);
  const shortest = Math.min(
    ...ranges.filter(range => range > 0),
    parseDuration('5m') / 1000,
  );
  const interval = divisor(evaluationInterval, Math.max(1, shortest * 0.4));
  const at = upTo(Math.max(...ranges) + 2 * interval, evaluationInterval);
  const sum = (name: 'bad' | 'total' | 'value') => `sum(${slo.recorded(name)})`;
  return {
    name: wanted.name,
    says: [wanted.says],
    interval,
    series: feed.series([{ seconds: at, share: wanted.share }], {
      interval,
      perInterval: feed.wholeEvents([wanted.share], 10),
    }),
    expects: [
      {
        at,
        says: 'the share of what is recorded',
        expr: `round(${sum('bad')} / ${sum('total')}, 0.0001)`,
        samples: [{ labels: '{}', value: wanted.bad }],
      },
      ...(slo.slo.sli.kind === 'threshold'
        ? []
        : [
            {
              at,
              says: 'the share of good events',
              expr: `round(${sum('value')}, 0.0001)`,
              samples: [{ labels: '{}', value: fourDigits(1 - wanted.share) }],
            },
          ]),
    ],
  };
}
