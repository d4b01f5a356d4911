import type {
  RatioSli,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  divides,
  eventUnit,
  hasWindow,
  operand,
  parseDuration,
  rateOf,
  sameShape,
  shapeOf,
  withoutComments,
} from '../../promql';
import { GenerationRefused } from '../GenerationRefused';
import type { PreparedSlo } from '../prepare';
import { INTERVAL_SECONDS } from '../ruleFile';
import { brokenIndicator, unparsable } from './broken';
import type { Indicator, WindowedExpr } from './Indicator';
import { recordedErrorRatio } from './recordedPair';

/** Long windows over raw data cost Prometheus more than they are worth. */
const MAX_RAW_WINDOW = parseDuration('6h');
const RECORDED_WINDOW = '5m';

/** Good or bad events over all events. */
export function ratioIndicator(
  prepared: PreparedSlo,
  sli: RatioSli,
): Indicator {
  const counted = sli.bad ?? sli.good;
  if (!counted) {
    throw new GenerationRefused(
      `The SLO ${prepared.slo.name} has neither good nor bad events.`,
    );
  }
  const brokenTotal = unparsable(sli.total.query);
  const brokenCounted = unparsable(counted.query);
  const broken = brokenTotal ?? brokenCounted;
  const { names } = prepared;
  const value = `1 - ${prepared.recorded('bad')} / ${prepared.recorded(
    'total',
  )}`;
  if (broken !== undefined) {
    return {
      ...brokenIndicator(prepared, broken),
      records: [
        { record: names.total, expr: brokenTotal?.text ?? sli.total.query },
        { record: names.bad, expr: brokenCounted?.text ?? counted.query },
        { record: names.value, expr: value },
      ],
    };
  }
  const events = countEvents(prepared, sli, counted);
  return {
    records: [
      { record: names.total, expr: events.guardedTotal(RECORDED_WINDOW) },
      { record: names.bad, expr: events.bad(RECORDED_WINDOW) },
      { record: names.value, expr: value },
    ],
    errorRatio: window =>
      events.raw(window)
        ? { expr: events.errorRatio(window), source: 'raw' }
        : recordedErrorRatio(prepared, window),
    events: window => eventsOver(prepared, sli.total, events, window),
    quiet: `${operand(events.total(RECORDED_WINDOW))} == 0`,
    notes: events.notes,
  };
}

interface CountedEvents {
  /** Whether the queries can be asked for a window of this length. */
  raw(window: string): boolean;
  total(window: string): string;
  guardedTotal(window: string): string;
  bad(window: string): string;
  errorRatio(window: string): string;
  notes: string[];
}

function countEvents(
  prepared: PreparedSlo,
  sli: RatioSli,
  counted: SliMetric,
): CountedEvents {
  refuseMixedUnits(prepared, sli, counted);
  const over = ({ query, counter }: SliMetric, window: string) =>
    vectorOf(withoutComments(rateOf(query, { counter, window })));
  const aligned = sameShape(
    shapeOf(over(sli.total, '5m')),
    shapeOf(over(counted, '5m')),
  );
  const series = (metric: SliMetric, window: string) =>
    aligned ? over(metric, window) : summed(over(metric, window));
  const total = (window: string) => series(sli.total, window);
  const isBad = sli.bad !== undefined;
  const filled = (window: string) =>
    `(${operand(series(counted, window))} or ${operand(total(window))} * 0)`;
  const positive = (window: string) => `${operand(total(window))} > 0`;
  const finite = mayDivide(sli.total) ? ' < +Inf' : '';
  return {
    raw: window =>
      [sli.total, counted].every(m => m.counter || hasWindow(m.query)) &&
      parseDuration(window) <= MAX_RAW_WINDOW,
    total,
    guardedTotal: window => `${positive(window)}${finite}`,
    bad: window => {
      const bad = isBad
        ? filled(window)
        : `clamp_min(${operand(total(window))} - ${filled(window)}, 0)`;
      // A value that is not a number would stay in the sums of a whole period.
      const number = mayDivide(counted) || finite ? ' >= 0 < +Inf' : '';
      return `${bad}${number}\nand\n${positive(window)}${finite}`;
    },
    errorRatio: window => {
      const denominator = `(${positive(window)})`;
      // Where no bad event was ever counted there is nothing to alert on;
      // where no good one was, everything is bad.
      return isBad
        ? `${operand(series(counted, window))} / ${denominator}`
        : `1 - ${filled(window)} / ${denominator}`;
    },
    notes: aligned
      ? []
      : [
          `${prepared.slo.name}: the queries give several series, or series with different labels; the SLO counts their sum.`,
        ],
  };
}

/** One series of all; what is one already stays as it is. */
function summed(expr: string): string {
  return shapeOf(expr).kind === 'one' ? expr : `sum(${expr})`;
}

function vectorOf(expr: string): string {
  return shapeOf(expr).kind === 'scalar' ? `vector(${expr})` : expr;
}

/** Rates of counters are finite numbers; of anything else one cannot know. */
function mayDivide(metric: SliMetric): boolean {
  const { counter, query } = metric;
  const rate = rateOf(query, { counter, window: RECORDED_WINDOW });
  return eventUnit(query, { counter }) === 'other' || divides(rate);
}

function refuseMixedUnits(
  prepared: PreparedSlo,
  sli: RatioSli,
  counted: SliMetric,
) {
  const units = [sli.total, counted].map(m => eventUnit(m.query, m));
  if (units.includes('per_second') && units.includes('per_window')) {
    throw new GenerationRefused(
      `The SLO ${prepared.slo.name} counts one query per second (rate) and the other per window (increase). Use the same function in both.`,
    );
  }
}

function eventsOver(
  prepared: PreparedSlo,
  total: SliMetric,
  events: CountedEvents,
  window: string,
): WindowedExpr | undefined {
  const unit = eventUnit(total.query, total);
  if (unit === 'other') return undefined;
  if (events.raw(window)) {
    const sum = operand(events.total(window));
    const seconds = parseDuration(window) / 1000;
    const expr = unit === 'per_second' ? `${sum} * ${seconds}` : sum;
    return { expr, source: 'raw' };
  }
  const sum = `sum_over_time(${prepared.recorded('total')}[${window}])`;
  // Each sample stands for one interval; an increase counted a window of 5m.
  const samples = parseDuration(RECORDED_WINDOW) / 1000 / INTERVAL_SECONDS;
  const expr =
    unit === 'per_second'
      ? `${sum} * ${INTERVAL_SECONDS}`
      : `${sum} / ${samples}`;
  return { expr, source: 'recorded' };
}
