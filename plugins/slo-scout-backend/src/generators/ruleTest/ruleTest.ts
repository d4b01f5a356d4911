import { parseDuration, selectors } from '../../promql';
import { exprOf } from '../alertRules/exprOf';
import { PlannedAlert, planAlerts } from '../alertRules/plan';
import type { Indicator } from '../indicator/Indicator';
import { indicatorOf } from '../indicator/indicatorOf';
import { prepare, Prepared, PreparedSlo } from '../prepare';
import { groupRules, headerLines } from '../ruleFile';
import { severityLabel } from '../ruleOptions';
import type {
  ArtifactGenerator,
  GeneratedFile,
  GeneratorInput,
} from '../types';
import type { AlertCase, AlertTest } from './AlertTest';
import { burningTests } from './burning';
import { rawSupply } from './rawSupply';
import { recordedSupply } from './recordedSupply';
import { noDataTests } from './noData';
import { ciFile } from './ci/ciFile';
import { NotReadable } from './NotReadable';
import { readSli, Reading } from './reading';
import { recordingTests } from './recording';
import { renderAlertTest } from './renderAlertTest';
import type { Labels } from './seriesClasses';
import type { Burn } from './Supply';
import { aroundLimit, thresholdTests } from './threshold';

/** Unit tests of the alerts for `promtool test rules`: one file for each. */
export const ruleTest: ArtifactGenerator = {
  type: 'rule_test',
  generate(input) {
    const prepared = prepare(input);
    const planned = prepared.slos.map(slo => planOf(input, slo));
    const groups = groupsOf(prepared, planned);
    const wrapped = input.target.format?.rules === 'prometheus_operator';
    const outputs = planned.flatMap(plan =>
      plan.cases.map(test => testFile(prepared, { test, groups, wrapped })),
    );
    const files = outputs.flatMap(({ file }) => (file ? [file] : []));
    return {
      files: [...files, ...ciFile(input, prepared, files)],
      notes: outputs.flatMap(({ note }) => (note ? [note] : [])),
    };
  },
};

interface Plan {
  slo: PreparedSlo;
  indicator: Indicator;
  alerts: PlannedAlert[];
  cases: AlertCase[];
}

function planOf(input: GeneratorInput, slo: PreparedSlo): Plan {
  const indicator = indicatorOf(slo);
  const { alerts } = planAlerts(slo);
  if (indicator.broken !== undefined) {
    // promtool refuses the rules; there is nothing to test.
    return { slo, indicator, alerts, cases: [] };
  }
  const reading = readSli(slo, indicator.groupedBy);
  return {
    slo,
    indicator,
    alerts,
    cases: alerts.map(alert =>
      caseOf(input, { slo, indicator, reading, alert }),
    ),
  };
}

function caseOf(
  input: GeneratorInput,
  context: {
    slo: PreparedSlo;
    indicator: Indicator;
    reading: Reading;
    alert: PlannedAlert;
  },
): AlertCase {
  const { slo, indicator, reading, alert } = context;
  const { names } = slo;
  const recorded = new Set([names.value, names.bad, names.total]);
  const seen = selectors(exprOf(slo, indicator, alert)).map(({ metric = '' }) =>
    recorded.has(metric),
  );
  const recordedLabels = { ...reading.groups, ...slo.labels, ...slo.added };
  return {
    slo,
    alert,
    reading,
    recordedLabels,
    labels: {
      ...(alert.kind.is === 'no_data' ? {} : reading.groups),
      ...alertLabels(input, slo, alert),
    },
    looksAtRaw: seen.includes(false),
    looksAtRecorded: seen.includes(true),
    sharesRecorded: window =>
      indicator.errorRatio(window).source === 'recorded',
  };
}

/**
 * The labels that an alert must have. Said here a second time, and not taken
 * from the rules: a test that asks the rules what is right cannot find them wrong.
 */
function alertLabels(
  input: GeneratorInput,
  slo: PreparedSlo,
  { name, severity, kind }: PlannedAlert,
): Labels {
  const pair: Labels =
    kind.is === 'burn_rate'
      ? {
          long: kind.pair.long,
          short: kind.pair.short,
          burn_rate: kind.pair.factor.toString(),
        }
      : {};
  return {
    alertname: name,
    severity: severityLabel(input.rules, severity),
    ...slo.labels,
    ...slo.added,
    ...pair,
  };
}

interface Groups {
  recording: Map<PreparedSlo, string>;
  alerting: Map<PreparedSlo, string>;
}

/** The groups that hold each SLO's rules. */
function groupsOf({ service }: Prepared, plans: Plan[]): Groups {
  const byName = (name: string, rulesOf: (plan: Plan) => readonly unknown[]) =>
    new Map(
      groupRules(
        name,
        plans.map(plan => ({ slo: plan.slo, rules: rulesOf(plan) })),
      ).flatMap(group => group.slos.map(({ slo }) => [slo, group.name])),
    );
  return {
    recording: byName(`${service}_slis`, plan => plan.indicator.records),
    alerting: byName(`${service}_slos`, plan => plan.alerts),
  };
}

function testFile(
  prepared: Prepared,
  {
    test,
    groups,
    wrapped,
  }: { test: AlertCase; groups: Groups; wrapped: boolean },
): { file?: GeneratedFile; note?: string } {
  const { slo, alert } = test;
  let found: { test: AlertTest; note?: string };
  try {
    found = testsOf(test);
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return {
      note: `${slo.slo.name}: ${alert.name} has no test, because ${error.message}. Its rule is checked, but nobody has seen it fire.`,
    };
  }
  const path = slo.testPath(alert.name);
  return {
    note: found.note,
    file: {
      type: 'rule_test',
      path,
      slo_ids: [slo.slo.id],
      content: renderAlertTest(
        {
          path,
          header: [
            ...headerLines([slo]),
            `When ${alert.name} fires and when it does not: promtool test rules ${path}`,
            ...(found.note ? [found.note] : []),
          ],
          ruleFiles: [prepared.recordingPath, prepared.alertPath],
          wrapped,
          groups: [groups.recording.get(slo)!, groups.alerting.get(slo)!],
        },
        found.test,
      ),
    },
  };
}

/** The tests of an alert, and what they leave out. Throws `NotReadable` where there are none. */
function testsOf(test: AlertCase): { test: AlertTest; note?: string } {
  const { kind } = test.alert;
  switch (kind.is) {
    case 'burn_rate': {
      const { long, short, threshold, minimumEvents } = kind.pair;
      return burning(test, {
        long: seconds(long),
        short: seconds(short),
        threshold: threshold.toNumber(),
        minimum: minimumEvents,
      });
    }
    case 'budget_exhausted':
      return burning(test, {
        long: seconds(test.slo.slo.window),
        threshold: kind.budget.toNumber(),
        minimum: kind.minimumEvents,
      });
    case 'threshold':
      return recordedOnly(test, thresholdTests(test, kind.sli));
    default:
      return noData(test);
  }
}

function seconds(duration: string): number {
  return parseDuration(duration) / 1000;
}

function burning(
  test: AlertCase,
  burn: Burn,
): { test: AlertTest; note?: string } {
  const { feed, why, overAnyWindow } = test.reading;
  if (!test.looksAtRaw) {
    return recordedOnly(
      test,
      burningTests(test, burn, recordedSupply(test, burn)),
    );
  }
  if (!feed) throw new NotReadable(why!);
  if (!overAnyWindow) {
    throw new NotReadable('its query looks at other times than its window');
  }
  return { test: burningTests(test, burn, rawSupply(test, burn, feed)) };
}

/** Tests that give the recorded series, with one of how these are recorded. */
function recordedOnly(
  test: AlertCase,
  tests: AlertTest,
): { test: AlertTest; note?: string } {
  if (!test.reading.needsSeries) {
    throw new NotReadable(
      'its queries give something where there is nothing, which would mix with the series of a test',
    );
  }
  return withRecording(test, tests);
}

/** The tests, and how what they look at is recorded, as far as that is known. */
function withRecording(
  test: AlertCase,
  tests: AlertTest,
): { test: AlertTest; note?: string } {
  const { feed, why } = test.reading;
  const { evaluationInterval } = tests;
  try {
    if (!feed) throw new NotReadable(why!);
    const more = recordingTests(test, feed, evaluationInterval);
    return { test: { ...tests, tests: [...tests.tests, ...more] } };
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { test: tests, note: partly(test, error.message) };
  }
}

function partly({ slo, alert }: AlertCase, why: string): string {
  return `${slo.slo.name}: the test of ${alert.name} begins with the recorded series, because ${why}. How they are recorded is checked, but not tested.`;
}

function noData(test: AlertCase): { test: AlertTest; note?: string } {
  if (!test.reading.needsSeries) {
    throw new NotReadable(
      'its queries give something where there is nothing: no data is never missing',
    );
  }
  const { sli } = test.slo.slo;
  const share = sli.kind === 'threshold' ? aroundLimit(sli).within : 0.25;
  // Every SLO has this alert, so that every SLO's recording is tested.
  return withRecording(test, noDataTests(test, share));
}
