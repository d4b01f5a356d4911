import type { ThresholdSli } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../../promql';
import { beyond } from '../alertRules/plan';
import { AlertCase, AlertTest, beginsToFire, isSilent } from './AlertTest';
import { NotReadable } from './NotReadable';
import { levelSeries, selectorOf } from './series';
import { decimal, span } from './words';

/** A value a little beyond the limit, and one a little within it. Throws `NotReadable`. */
export function aroundLimit({ op, threshold }: ThresholdSli): {
  beyond: number;
  within: number;
} {
  const high = op === 'lt' || op === 'lte';
  const little = threshold === 0 ? 1 : Math.abs(threshold) * 0.05;
  const by = high ? little : -little;
  const values = {
    beyond: rounded(threshold + by),
    within: rounded(threshold - by),
  };
  const apart = values.beyond !== threshold && values.within !== threshold;
  if (!apart || !Number.isFinite(values.beyond + values.within)) {
    throw new NotReadable('its limit is at the end of what numbers can say');
  }
  return values;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** Tests of an alert on the measured value: beyond the limit for long enough, and never beyond it. */
export function thresholdTests(test: AlertCase, sli: ThresholdSli): AlertTest {
  const holds = parseDuration(test.alert.holds!) / 1000;
  const every = holds / 20;
  const series = selectorOf(test.slo.names.value, test.recordedLabels);
  const values = aroundLimit(sli);
  const begins = 20 * every;
  const ends = begins + holds + 6 * every;
  const last = ends + 4 * every;
  return {
    evaluationInterval: every,
    tests: [
      {
        name: `fires when the value has been ${beyond(sli)} for ${span(holds)}`,
        says: [
          `The value is ${decimal(values.within, 12)}, from ${span(
            begins + every,
          )} on ${decimal(values.beyond, 12)}, and back again from ${span(
            ends + every,
          )} on.`,
          `It is ${beyond(sli)} at the evaluation at ${span(
            begins + every,
          )}: the alert fires ${span(holds)} later.`,
        ],
        interval: every,
        series: [
          levelSeries(
            series,
            [
              { seconds: begins, value: values.within },
              { seconds: ends - begins, value: values.beyond },
              { seconds: last - ends, value: values.within },
            ],
            every,
          ),
        ],
        expects: [
          ...beginsToFire(test, begins + every + holds, every),
          isSilent(test, ends + 2 * every, 'the value is back'),
        ],
      },
      {
        name: 'is silent at the limit',
        says: [
          `The value is at its limit all along, and never ${beyond(sli)}.`,
        ],
        interval: every,
        series: [
          levelSeries(
            series,
            [{ seconds: holds + 10 * every, value: sli.threshold }],
            every,
          ),
        ],
        expects: [
          isSilent(test, holds + 4 * every, 'longer than it would wait'),
          isSilent(test, holds + 10 * every, 'and still'),
        ],
      },
    ],
  };
}
