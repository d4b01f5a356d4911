import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  checkoutLatency,
  input,
  paymentRatio,
  slo,
} from './__fixtures__/paymentsApi';
import { GenerationRefused } from './GenerationRefused';
import { generateFiles } from './generateFiles';

function refusal(changes: Partial<Slo>): unknown {
  try {
    return generateFiles(
      input([slo({ name: 'x', sli: paymentRatio, ...changes })]),
      ['recording_rule', 'alert_rule'],
    ).files.length;
  } catch (error) {
    if (error instanceof GenerationRefused) return error.message;
    throw error;
  }
}

describe('an SLO that no rule can be made of is refused with what to do', () => {
  const slices = (window: string, target = 0.9): Partial<Slo> => ({
    budgeting: { method: 'timeslices', window, target },
  });
  const unwindowed = {
    kind: 'ratio' as const,
    name: 'r',
    good: { query: 'sum(up)', counter: false },
    total: { query: 'count(up)', counter: false },
  };
  const exact =
    'Leave accuracy out: windows above 6h are then summed up from what the rules recorded.';

  const mixed = (good: string, total: string): Partial<Slo> => ({
    sli: {
      kind: 'ratio',
      name: 'r',
      good: { query: good, counter: false },
      total: { query: total, counter: false },
    },
  });

  it.each<[Partial<Slo>, string]>([
    [
      mixed('sum(rate(a_total[5m]))', 'sum(increase(b_total[5m]))'),
      'The SLO x counts one query per second (rate) and the other per window (increase). Use the same function in both.',
    ],
    [
      // ten times as many samples as targets: never a bad one
      mixed('sum(sum_over_time(up[5m]))', 'count(up)'),
      'The SLO x adds up the samples of a window (sum_over_time, count_over_time) in one query and not in the other. Use these functions in both.',
    ],
    [
      { alert_for: '5m' },
      'The SLO x compares no value with a limit, so no alert waits for 5m: burn-rate alerts wait by their windows. Leave alert-for out.',
    ],
    ...['90s', '0m', '61m', 'soon'].map((wait): [Partial<Slo>, string] => [
      { sli: checkoutLatency, alert_for: wait },
      `The SLO x has the alert-for "${wait}". Choose whole minutes from 1m to 1h.`,
    ]),
    [
      { objective: 1 },
      'The SLO x has an objective of 100 %: no failure is allowed, so there is no error budget to burn. Choose an objective below 100 %, or alert on single failures without an SLO.',
    ],
    [
      { objective: 0 },
      'The SLO x has an objective of 0 % or next to it: it is met even where everything fails. Choose an objective above 0 %.',
    ],
    [
      { objective: 1e-18 },
      'The SLO x has an objective of 0 % or next to it: it is met even where everything fails. Choose an objective above 0 %.',
    ],
    ...[99.9, -0.1, NaN, Infinity].map((objective): [Partial<Slo>, string] => [
      { objective },
      `The SLO x has the objective ${objective}, which is not a share of events. Choose one above 0 and below 1 (99.9 % is 0.999).`,
    ]),
    [
      { window: '2d' },
      'The SLO x has a window of 2d, shorter than the 3d over which its slowest alert looks. Choose a window of at least 3d; 28d and 30d are usual.',
    ],
    [
      { window: '1 month' },
      'The SLO x has the window "1 month", which is not a duration. Write it in days, such as 30d.',
    ],
    [
      slices('59s'),
      'The SLO x has slices of "59s". Choose a slice from 1m to 1h.',
    ],
    [
      slices('61m'),
      'The SLO x has slices of "61m". Choose a slice from 1m to 1h.',
    ],
    [
      slices('soon'),
      'The SLO x has slices of "soon". Choose a slice from 1m to 1h.',
    ],
    [
      slices('1m', 0),
      'The SLO x calls a slice good from a share of 0. Choose a target above 0 and at most 1.',
    ],
    [
      slices('1m', NaN),
      'The SLO x calls a slice good from a share of NaN. Choose a target above 0 and at most 1.',
    ],
    [
      { ...slices('1m'), sli: checkoutLatency },
      'The SLO x compares a value with a limit: every evaluation is a slice of time already, good or bad. Leave the budgeting method out (Occurrences).',
    ],
    [
      { accuracy: 'exact', ...slices('1m') },
      `The SLO x asks for accuracy: exact, but slices of time are judged as they come. ${exact}`,
    ],
    [
      { accuracy: 'exact', sli: checkoutLatency },
      `The SLO x asks for accuracy: exact, but a value is compared with its limit at each evaluation, and raw data does not say how often it was beyond it. ${exact}`,
    ],
    [
      { accuracy: 'exact', sli: unwindowed },
      `The SLO x asks for accuracy: exact, but its queries cannot be asked for a longer window (they need counters, or ranges of rate, increase or the like, without irate and subqueries). ${exact}`,
    ],
    [
      {
        accuracy: 'exact',
        sli: {
          kind: 'raw_ratio',
          name: 'r',
          query: 'job:errors:ratio',
          of: 'failure',
        },
      },
      `The SLO x asks for accuracy: exact, but its ratio cannot be asked for a longer window (it needs ranges of rate, increase or the like, or {{.window}}, without irate and subqueries). ${exact}`,
    ],
  ])('%j', (changes, sentence) => {
    expect(refusal(changes)).toBe(sentence);
  });

  it.each<[Partial<Slo>]>([
    [{ objective: 0.0001 }],
    [{ objective: 0.9999999999999999 }],
    [{ window: '3d' }],
    [slices('60s', 1)],
    [slices('1h')],
    [{ accuracy: 'exact' }],
    [mixed('sum(rate(done_total[5m]))', 'sum(expected_per_second)')],
    [mixed('sum(rate(done_total[5m]))', 'sum(job:expected:rate5m)')],
  ])('%j is rendered', changes => {
    expect(refusal(changes)).toBe(2);
  });
});
