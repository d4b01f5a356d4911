import type {
  RatioSli,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { checkService } from '../checkService';
import type { Findings } from '../Findings';
import type { Mapping } from '../Mapping';
import { readCounter } from '../openSlo/counters';
import { readLimit, readNames, readTarget } from '../openSlo/objectives';
import { readMethod, warnOfSlices } from '../openSlo/readBudgeting';
import { checkSourceType } from '../openSlo/readMetric';
import { isRolling } from '../openSlo/readTimeWindow';
import { calendarRefusal, readDays, readPeriod } from '../readPeriod';
import { readQuery } from '../readQuery';
import type { LocatedSlo, ReadContext, ReadDocument } from '../types';
import type {
  V1AlphaDocument,
  V1AlphaMetric,
  V1AlphaObjective,
  V1AlphaRatio,
  V1AlphaSlo,
} from './shape';

type NamelessSli = Omit<RatioSli, 'name'> | Omit<ThresholdSli, 'name'>;

/** One SLO for each objective; in v1alpha a ratio is a part of its objective. */
export function readSlo(
  document: ReadDocument<V1AlphaDocument>,
  context: ReadContext,
): LocatedSlo[] {
  const { findings } = context;
  const metadata = document.root.child('metadata')!;
  const slo = document.root.child('spec')!;
  checkService(slo, context);
  const heading = {
    name: metadata.take('name')!,
    displayName: metadata.take('displayName'),
  };
  const window = readWindow(slo, findings);
  const method = readMethod(slo, findings);
  const description = slo.take('description');
  const objectives = slo.children('objectives');
  if (method === 'Timeslices') judgeSlices(slo, findings);
  return objectives.flatMap((objective, index) => {
    const target = readTarget(objective, context);
    const names = readNames(heading, objectives, index, findings);
    const sli = readSli(slo, objective, context);
    if (!names || !sli || !window || !target) return [];
    const draft = {
      ...names,
      ...(description ? { description } : {}),
      sli: { ...sli, name: names.name },
      objective: target,
      window,
      severity: 'high' as const,
      document: document.text,
    };
    return [{ draft, path: objective.path, index: document.index }];
  });
}

/** v1alpha has the target of a slice, but not its length. */
function judgeSlices(slo: Mapping<V1AlphaSlo>, findings: Findings) {
  if (slo.has('indicator')) {
    warnOfSlices(slo.at('budgetingMethod'), findings);
    return;
  }
  findings.fault(
    slo.at('budgetingMethod'),
    'OpenSLO v1alpha has no length of a slice. Write the document as openslo/v1, with timeSliceWindow.',
  );
}

function readSli(
  slo: Mapping<V1AlphaSlo>,
  objective: Mapping<V1AlphaObjective>,
  context: ReadContext,
): NamelessSli | undefined {
  const { findings } = context;
  const threshold = slo.child('indicator')?.child('thresholdMetric');
  const ratio = objective.child('ratioMetrics');
  if (threshold && !ratio) {
    const query = readMetric(threshold, context);
    const limit = readLimit(objective, findings);
    return query === undefined || !limit
      ? undefined
      : { kind: 'threshold', query, ...limit };
  }
  if (ratio && !threshold) return readRatio(ratio, context);
  findings.fault(
    objective.path,
    'Give either indicator.thresholdMetric of the SLO, or ratioMetrics of each objective.',
  );
  return undefined;
}

function readRatio(
  ratio: Mapping<V1AlphaRatio>,
  context: ReadContext,
): NamelessSli | undefined {
  const good = readMetric(ratio.child('good')!, context);
  const total = readMetric(ratio.child('total')!, context);
  const field = ratio.has('counter') ? 'counter' : 'incremental';
  if (good === undefined || total === undefined) return undefined;
  const counter = readCounter(
    ratio.take(field),
    { good, total },
    ratio.at(field),
    context.findings,
  );
  if (counter === undefined) return undefined;
  return {
    kind: 'ratio',
    good: { query: good, counter },
    total: { query: total, counter },
  };
}

function readMetric(
  metric: Mapping<V1AlphaMetric>,
  context: ReadContext,
): string | undefined {
  const source = metric.take('source');
  if (source !== undefined) {
    checkSourceType(source, metric.at('source'), context);
  }
  metric.because('Queries are in PromQL.');
  return readQuery(metric.take('query'), metric.at('query'), context.findings);
}

const UNITS: Record<string, string> = {
  Day: 'd',
  Week: 'w',
  Month: 'M',
  Quarter: 'Q',
  Year: 'Y',
};

function readWindow(
  slo: Mapping<V1AlphaSlo>,
  findings: Findings,
): string | undefined {
  const [window] = slo.children('timeWindows');
  const count = window.take('count')!;
  const unit = window.take('unit')!;
  const duration = `${count}${UNITS[unit] ?? unit}`;
  const rolling = isRolling(window, findings, () =>
    calendarRefusal(
      duration,
      days =>
        `count: ${days.slice(
          0,
          -1,
        )}, unit: Day, isRolling: true, without calendar`,
    ),
  );
  if (!rolling) return undefined;
  if (unit === 'Day') return readDays(count, window.at('count'), findings);
  return readPeriod(duration, window.at('unit'), findings);
}
