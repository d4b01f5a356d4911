import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringify } from 'yaml';
import { generateFiles } from '../../generators';
import { kinds } from '../../generators/__fixtures__/kinds';
import { input } from '../../generators/__fixtures__/paymentsApi';
import { type Mutant, mutantsOf } from './__testUtils__/mutants';
import { type RunnableTest, runTests } from './runTests';

// Some hundred runs of promtool, on machines of any speed.
jest.setTimeout(1_200_000);

const promtool = {
  name: 'promtool',
  path: 'promtool',
  timeoutMs: 1_200_000,
  setting: '',
  install: '',
  undone: '',
  relief: '',
  exitCodes: [0, 1],
};

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';
const RECORDINGS = 'prometheus/rules/recording/payments_api_slis.yaml';

function testsOf(slo: Slo): Map<string, { path: string; content: string }> {
  const { files } = generateFiles(input([slo]), ['rule_test']);
  return new Map(
    files.map(file => [/([A-Za-z0-9]+)\.yaml$/.exec(file.path)![1], file]),
  );
}

/** The tests of a mutant's alerts, over its rules. */
function runsOf(slo: Slo, mutant: Mutant): RunnableTest[] {
  const tests = testsOf(slo);
  const file = (path: string, name: string, alert?: string) => ({
    path,
    content: stringify({
      groups: [
        {
          name,
          rules: mutant.rules.filter(rule => rule.alert === alert),
        },
      ],
    }),
  });
  return mutant.alerts.flatMap(alert => {
    const test = tests.get(alert);
    return test
      ? [
          {
            ...test,
            rules: [
              file(RECORDINGS, 'payments_api_slis'),
              file(ALERTS, 'payments_api_slos', alert),
            ],
          },
        ]
      : [];
  });
}

/**
 * Any test that fails kills a mutant, so that the others are spared: a round runs the
 * next test of each that is still alive.
 */
async function judge(mutations: Mutant[], slo: Slo) {
  const mutants = mutations.map(mutant => ({
    what: mutant.what,
    runs: runsOf(slo, mutant),
    killed: false,
    ran: true,
  }));
  const most = Math.max(...mutants.map(({ runs }) => runs.length));
  for (let round = 0; round < most; round += 1) {
    const alive = mutants.filter(({ killed, runs }) => !killed && runs[round]);
    const results = await runTests(
      alive.map(({ runs }) => runs[round]),
      promtool,
      {},
    );
    results.forEach((result, nth) => {
      if (!('passed' in result)) alive[nth].ran = false;
      else if (!result.passed) alive[nth].killed = true;
    });
  }
  return mutants.map(({ what, runs, killed, ran }) => ({
    ...{ what, killed },
    ran: ran && runs.length > 0,
  }));
}

/**
 * Two kinds whose rules have little in common, wholly. Those of the others differ from
 * the first in their queries only: of each a third, another one of each.
 */
const WHOLLY = ['counters', 'threshold'] as const;
const IN_PART = [
  ...(['grouped', 'classic_latency', 'exact'] as const),
  ...(['up_now', 'raw_failure', 'slices'] as const),
];
const judged = [
  ...WHOLLY.map(kind => ({ kind, isTried: () => true })),
  ...IN_PART.map((kind, nth) => ({
    kind,
    isTried: (_: unknown, place: number) => place % 3 === nth % 3,
  })),
];

/** Rules that do the same all the same. */
const EQUIVALENT = [
  // There is no counting of series that are there and none: zero is never seen.
  'UpNowNoData: unless it is quiet left out',
];

describe('generated rule tests', () => {
  it.each(judged)('catch every mutant of $kind', async ({ kind, isTried }) => {
    const slo = kinds[kind];
    const mutants = await judge(mutantsOf(slo).filter(isTried), slo);
    expect(mutants.length).toBeGreaterThan(20);
    const alive = mutants.filter(
      ({ killed, what }) => !killed && !EQUIVALENT.includes(what),
    );
    console.info(
      `${kind}: ${mutants.filter(m => m.killed).length} of ${
        mutants.length
      } mutants killed, ${alive.length} alive that should not be`,
    );
    expect(mutants.filter(({ ran }) => !ran)).toEqual([]);
    expect(alive.map(({ what }) => what)).toEqual([]);
  });
});
