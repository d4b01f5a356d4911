import type {
  RatioSli,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  eventUnit,
  followsWindow,
  mayLeaveFinite,
  operand,
  rateOf,
  sameShape,
  shapeOf,
  withoutComments,
} from '../../promql';
import { GenerationRefused } from '../GenerationRefused';
import type { PreparedSlo } from '../prepare';
import { isOfEvents } from './countsOf';
import { groupingOf } from './grouping';

/** Expressions over the two queries of a ratio. None of them gives NaN or infinity. */
export interface CountedEvents {
  /** Whether the queries can be asked for a window of any length. */
  overAnyWindow: boolean;
  /** All events, none where there were none. */
  all(window: string): string;
  /** All events, where there were some and the others could be counted. */
  total(window: string): string;
  /** Bad events, 0 where there were others; nothing where there were none. */
  bad(window: string): string;
  /** Share of bad events, to be compared with a limit. */
  errorRatio(window: string): string;
  /** Share of good events from 0 to 1. */
  successShare(window: string): string;
  groupedBy: string[];
  notes: string[];
}

/** Reads the queries of a ratio that parse. Throws `GenerationRefused` where they do not fit. */
export function countEvents(
  prepared: PreparedSlo,
  sli: RatioSli,
  counted: SliMetric,
): CountedEvents {
  refuseMixedUnits(prepared, sli, counted);
  const { series, groupedBy, notes } = alignedSeries(prepared, [
    sli.total,
    counted,
  ]);
  const all = (window: string) => series(sli.total, window);
  const some = (window: string) => `${operand(all(window))} > 0 < +Inf`;
  const filled = (window: string) =>
    `(${operand(series(counted, window))} or ${operand(all(window))} * 0)`;
  // A value that is not a number would stay in the sums of a whole period.
  const finite = (window: string) => `${filled(window)} >= 0 < +Inf`;
  const unsure = mayBeAnything(counted);
  const share = (window: string) =>
    `${unsure ? `(${finite(window)})` : filled(window)} / (${operand(
      all(window),
    )} > 0)`;
  const isBad = sli.bad !== undefined;
  return {
    overAnyWindow: [sli.total, counted].every(m => followsWindow(m.query, m)),
    all,
    // Events of which nobody knows how many were bad would count as good.
    total: window =>
      unsure ? `${some(window)}\nand\n${finite(window)}` : some(window),
    bad: window =>
      isBad
        ? `${finite(window)}\nand\n${some(window)}`
        : `clamp_min(${operand(all(window))} - ${filled(
            window,
          )}, 0) >= 0 < +Inf\nand\n${some(window)}`,
    errorRatio: window => {
      if (!isBad) return `1 - ${share(window)}`;
      // Where no bad event was ever counted there is nothing to alert on.
      return unsure
        ? share(window)
        : `${operand(series(counted, window))} / (${operand(all(window))} > 0)`;
    },
    successShare: window => {
      const bounded = `(${finite(window)}) / (${some(window)})`;
      return `clamp(${isBad ? `1 - ${bounded}` : bounded}, 0, 1)`;
    },
    groupedBy,
    notes,
  };
}

/**
 * The queries over a window, as series that fit together: as they are where
 * both give the same labels, else as one sum each.
 */
function alignedSeries(
  prepared: PreparedSlo,
  metrics: SliMetric[],
): {
  series(metric: SliMetric, window: string): string;
  groupedBy: string[];
  notes: string[];
} {
  const { name } = prepared.slo;
  const over = ({ query, counter }: SliMetric, window: string) =>
    vectorOf(withoutComments(rateOf(query, { counter, window })));
  const [one, other] = metrics.map(metric => over(metric, '5m'));
  if (!sameShape(shapeOf(one), shapeOf(other))) {
    return {
      series: (metric, window) => summedBy([], over(metric, window)),
      groupedBy: [],
      notes: [
        `${name}: the queries give several series, or series with different labels; the SLO counts their sum.`,
      ],
    };
  }
  const { kept, groupedBy, overwritten } = groupingOf(prepared, one);
  if (overwritten.length === 0) {
    return { series: over, groupedBy, notes: [] };
  }
  return {
    series: (metric, window) => summedBy(kept, over(metric, window)),
    groupedBy,
    notes: [
      `${name}: the queries group by ${overwritten.join(
        ', ',
      )}, which every rule sets itself; the SLO counts their sum. For a budget per value group by another label.`,
    ],
  };
}

/** What is one series already stays as it is. */
function summedBy(labels: string[], expr: string): string {
  if (shapeOf(expr).kind === 'one') return expr;
  return labels.length === 0
    ? `sum(${expr})`
    : `sum by (${labels.join(', ')}) (${expr})`;
}

function vectorOf(expr: string): string {
  return shapeOf(expr).kind === 'scalar' ? `vector(${expr})` : expr;
}

/** Rates of counters are finite numbers; of anything else one cannot know. */
function mayBeAnything(metric: SliMetric): boolean {
  const { counter, query } = metric;
  return (
    !isOfEvents(eventUnit(query, metric)) ||
    mayLeaveFinite(rateOf(query, { counter, window: '5m' }))
  );
}

function refuseMixedUnits(
  { slo }: PreparedSlo,
  sli: RatioSli,
  counted: SliMetric,
) {
  const units = [sli.total, counted].map(m => eventUnit(m.query, m));
  if (units[0] === units[1] || units.includes('other')) return;
  if (units.every(isOfEvents)) {
    throw new GenerationRefused(
      `The SLO ${slo.name} counts one query per second (rate) and the other per window (increase). Use the same function in both.`,
    );
  }
  if (units.includes('samples')) {
    throw new GenerationRefused(
      `The SLO ${slo.name} adds up the samples of a window (sum_over_time, count_over_time) in one query and not in the other. Use these functions in both.`,
    );
  }
}
