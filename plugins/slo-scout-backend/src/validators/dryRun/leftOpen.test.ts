/**
 * Ranges and look-back of Prometheus 3, which leave out the sample at their very
 * beginning. promtool of version 2 cannot tell, so these cases are computed by hand;
 * the same series by the rules of version 2 stand beside them.
 */
import { HttpPrometheusClient } from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { firingsAfter, runRules } from './__testUtils__/runRules';

const MINUTE = 60;
/** Midnight, a multiple of every interval here. */
const BEGIN = Date.UTC(2026, 0, 1) / 1000;
const END = BEGIN + 60 * MINUTE;

describe('left-open ranges', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: BEGIN - 60 * MINUTE,
      end: END,
      step: 60,
      series: [
        { name: 'steady', valueAt: () => 1 },
        // Minutes 10 to 19.
        {
          name: 'busy',
          valueAt: t => (t >= BEGIN + 600 && t < BEGIN + 1200 ? 1 : 0),
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  /** Minutes at which the alert fires, in rules that are evaluated in this order. */
  async function minutes(
    leftOpen: boolean,
    rules: Array<Record<string, unknown>>,
    interval = '1m',
  ): Promise<Array<[number, number]>> {
    const client = new HttpPrometheusClient({
      name: 'real',
      url: prometheus.url,
    });
    const facts = await client.facts();
    client.facts = async () => ({ ...facts, leftOpen });
    const result = await runRules({
      client,
      rangeSeconds: END - BEGIN,
      deadlineMs: 20_000,
      now: END,
      rules,
      recordings: JSON.stringify({
        groups: [
          {
            name: 'recordings',
            interval,
            rules: [
              { record: 'job:steady', expr: 'steady' },
              { record: 'job:busy', expr: 'busy' },
            ],
          },
        ],
      }),
    });
    return firingsAfter(BEGIN, result).map(([start, end]) => [
      start / MINUTE,
      end / MINUTE,
    ]);
  }

  const alert = (expr: string) => [{ alert: 'A', expr }];

  // The alert is in a group of its own: at minute t it sees what was recorded up to
  // minute t - 1.
  it.each([
    // t - 5 … t - 1 are five samples; left-open, t - 5 is not among them.
    [
      'job:steady: five samples in five minutes',
      'count_over_time(job:steady[5m]) == 5',
      [[0, 60]],
      [],
    ],
    [
      'job:steady: four, left-open',
      'count_over_time(job:steady[5m]) == 4',
      [],
      [[0, 60]],
    ],
    // The sum is above 4 once 10 … 14 are in: at 15. The window at 21 begins at 16
    // (four samples left), left-open the one at 15 has four at most.
    [
      'five of five are busy',
      'sum_over_time(job:busy[5m]) > 4',
      [[15, 21]],
      [],
    ],
    // Above 3 once 10 … 13 are in: at 14. At 22 the window holds 17, 18, 19; left-open
    // it does at 21 already.
    [
      'four are busy',
      'sum_over_time(job:busy[5m]) > 3',
      [[14, 22]],
      [[14, 21]],
    ],
    // With an offset nothing is yet to be recorded: at t the window ends at t - 1,
    // and holds t - 6 … t - 1; left-open, t - 5 … t - 1.
    [
      'some time ago',
      'count_over_time(job:steady[5m] offset 1m) == 6',
      [[0, 60]],
      [],
    ],
    // A subquery looks at every minute by itself, and at t sees t - 1.
    [
      'subquery',
      'count_over_time((job:steady * 1)[5m:1m]) == 6',
      [[0, 60]],
      [],
    ],
  ])('%s', async (_, expr, closed, open) => {
    await expect(minutes(false, alert(expr))).resolves.toEqual(closed);
    await expect(minutes(true, alert(expr))).resolves.toEqual(open);
  });

  it('a sample recorded five minutes ago is seen, or just no longer', async () => {
    // Recorded at 0, 5, 10, …; at minute 5 the group sees only what was recorded at
    // minute 0, whose five minutes end there.
    await expect(
      minutes(false, alert('job:steady > 0'), '5m'),
    ).resolves.toEqual([[0, 60]]);
    await expect(minutes(true, alert('job:steady > 0'), '5m')).resolves.toEqual(
      Array.from({ length: 12 }, (_, i) => [
        i * 5 + 1,
        Math.min(60, (i + 1) * 5),
      ]),
    );
  });
});
