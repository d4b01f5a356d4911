import type {
  MeasuredUnit,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { countsOf } from '../generators/indicator/countsOf';
import { INTERVAL_SECONDS } from '../generators/ruleFile';
import type { GeneratorInput } from '../generators/types';
import { hashOf } from '../hash';
import type { LoadedGroup, LoadedRule } from '../prometheus/loadedRules';
import { eventUnit, inline, sameQuery } from '../promql';
import { rulesOf } from '../replays/rulesOf';
import type { RecordingRule } from '../validators/dryRun';
import { CELL_SECONDS } from './measurement';

/** Bad and all events of five minutes, as queries. */
export interface QueryPair {
  bad: string;
  total: string;
}

/** How an SLO is measured. */
export interface MeasurementPlan {
  unit: MeasuredUnit;
  /** What a value of the queries is multiplied by, to be events of five minutes. */
  scale: number;
  /** Of the SLO's own expressions. */
  direct: QueryPair;
  /** Of the series that the SLO's rules record, once they are loaded. */
  recorded: QueryPair;
  recordings: RecordingRule[];
}

/** History of one SLI; a new objective or window is measured by the same events. */
export function queryHashOf({ sli, budgeting }: Slo): string {
  return hashOf({ sli, ...(budgeting && { budgeting }) });
}

/** @param input - with the one SLO. Throws `GenerationRefused` or `PromqlSyntaxError`. */
export function planOf(input: GeneratorInput): MeasurementPlan {
  const [slo] = input.slos;
  // Alerts record nothing.
  const { recordings, budgets } = rulesOf(input, ['recording_rule']);
  const [pair] = budgets;
  const counted = countingOf(slo);
  // A look counts as one, and rules look often: each look of the five minutes is asked for.
  const over = (series: string) =>
    counted.looks ? `sum_over_time(${series}[${CELL_SECONDS}s])` : series;
  const recorded = { bad: over(pair.bad), total: over(pair.total) };
  const step = `${INTERVAL_SECONDS}s`;
  return {
    unit: counted.unit,
    scale: counted.scale,
    recorded,
    direct: {
      bad: inline(recorded.bad, recordings, { step }),
      total: inline(recorded.total, recordings, { step }),
    },
    recordings,
  };
}

function countingOf(slo: Slo): {
  unit: MeasuredUnit;
  scale: number;
  looks: boolean;
} {
  const { sli, budgeting } = slo;
  if (sli.kind === 'ratio' && countsOf(slo) === 'events') {
    const perSecond = eventUnit(sli.total.query, sli.total) === 'per_second';
    return {
      unit: 'events',
      scale: perSecond ? CELL_SECONDS : 1,
      looks: false,
    };
  }
  const weighsAlike = sli.kind !== 'ratio' || budgeting !== undefined;
  return {
    unit: weighsAlike ? 'seconds' : 'other',
    scale: INTERVAL_SECONDS,
    looks: true,
  };
}

/** Recording rules that are loaded and healthy, by name: there may be very many. */
export type RecordedSeries = Map<string, LoadedRule[]>;

export function recordedSeries(loaded: LoadedGroup[]): RecordedSeries {
  const found: RecordedSeries = new Map();
  for (const rule of loaded.flatMap(group => group.rules)) {
    if (rule.kind !== 'recording' || rule.health !== 'ok') continue;
    const others = found.get(rule.name);
    if (others) others.push(rule);
    else found.set(rule.name, [rule]);
  }
  return found;
}

/** Whether Prometheus records just these series: rules of another revision may have their names. */
export function isRecorded(
  {
    recordings,
  }: {
    recordings: Array<Pick<RecordingRule, 'record' | 'expr' | 'labels'>>;
  },
  recorded: RecordedSeries,
): boolean {
  return recordings.every(ours =>
    recorded
      .get(ours.record)
      ?.some(
        rule =>
          Object.entries(ours.labels).every(
            ([label, value]) => rule.labels[label] === value,
          ) && sameQuery(rule.query, ours.expr),
      ),
  );
}
