import type {
  MeasuredUnit,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { countsOf } from '../generators/indicator/countsOf';
import { INTERVAL_SECONDS } from '../generators/ruleFile';
import type { GeneratorInput } from '../generators/types';
import { hashOf } from '../hash';
import { eventUnit, inline, selectors, type Shape, shapeOf } from '../promql';
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
  /**
   * Of the series that the SLO's rules record, once they are loaded. Undefined where
   * the SLO's labels cannot be told from those that a store in front adds.
   */
  recorded?: QueryPair;
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
  const stored = { bad: over(pair.bad), total: over(pair.total) };
  const step = `${INTERVAL_SECONDS}s`;
  const direct = {
    bad: inline(stored.bad, recordings, { step }),
    total: inline(stored.total, recordings, { step }),
  };
  return {
    unit: counted.unit,
    scale: counted.scale,
    recorded: inParts(stored, recordings),
    direct,
    recordings,
  };
}

/**
 * Recorded series in the parts of the SLO: behind Thanos they bear the labels of each
 * Prometheus that recorded them, and what is recorded apart is one SLI all the same.
 */
function inParts(
  stored: QueryPair,
  recordings: RecordingRule[],
): QueryPair | undefined {
  const ours = new Set(recordings.map(({ record }) => record));
  const groupings = recordings
    // The others are made of these, and have the same parts.
    .filter(
      ({ expr }) =>
        !selectors(expr).some(({ metric = '' }) => ours.has(metric)),
    )
    .map(({ expr }) => groupingOf(shapeOf(expr)));
  const [by] = groupings;
  if (by === undefined || groupings.some(other => other !== by)) {
    return undefined;
  }
  const parts = (series: string) => `sum${by}(${series})`;
  return { bad: parts(stored.bad), total: parts(stored.total) };
}

function groupingOf(shape: Shape): string | undefined {
  if (shape.kind === 'one') return ' ';
  return shape.kind === 'grouped'
    ? ` by (${shape.labels.join(', ')}) `
    : undefined;
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
