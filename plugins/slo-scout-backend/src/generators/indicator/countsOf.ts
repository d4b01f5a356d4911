import type {
  Slo,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { eventUnit, EventUnit, PromqlSyntaxError } from '../../promql';

/**
 * What stands in the totals of an SLO. `events`: requests and the like, counted
 * by counters. `evaluations`: the rules look every 30 seconds, and each look
 * counts as one, whatever happened in between.
 */
export type Counts = 'events' | 'evaluations';

/** Only counters count events; gauges, limits, ready-made shares and slices are looked at. */
export function countsOf({ sli, budgeting }: Slo): Counts {
  return sli.kind === 'ratio' &&
    budgeting === undefined &&
    isOfEvents(unitOf(sli.total))
    ? 'events'
    : 'evaluations';
}

/** Counters; the value of anything else is one that was looked at. */
export function isOfEvents(
  unit: EventUnit,
): unit is 'per_second' | 'per_window' {
  return unit === 'per_second' || unit === 'per_window';
}

/** A query that does not parse counts nothing. */
function unitOf(metric: SliMetric): EventUnit {
  try {
    return eventUnit(metric.query, metric);
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    return 'other';
  }
}
