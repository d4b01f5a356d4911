import type {
  RatioSli,
  SliMetric,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { eventUnit, operand, parseDuration } from '../../promql';
import { GenerationRefused } from '../GenerationRefused';
import type { PreparedSlo } from '../prepare';
import { INTERVAL_SECONDS } from '../ruleFile';
import { BrokenQuery, brokenIndicator, unparsable } from './broken';
import { CountedEvents, countEvents } from './countedEvents';
import { isOfEvents } from './countsOf';
import type { Indicator, WindowedExpr } from './Indicator';
import { exactNotes, fromRaw, refuseExact } from './rawWindows';
import { recordedErrorRatio, recordedEvaluations } from './recordedPair';
import { timeSlices } from './timeSlices';

/** Good or bad events over all events. */
export function ratioIndicator(
  prepared: PreparedSlo,
  sli: RatioSli,
): Indicator {
  const { slo, names } = prepared;
  const counted = sli.bad ?? sli.good;
  if (!counted) {
    throw new GenerationRefused(
      `The SLO ${slo.name} has neither good nor bad events.`,
    );
  }
  const brokenTotal = unparsable(sli.total.query);
  const brokenCounted = unparsable(counted.query);
  if (brokenTotal ?? brokenCounted) {
    return brokenRatio(prepared, {
      total: brokenTotal,
      counted: brokenCounted,
      texts: [sli.total.query, counted.query],
    });
  }
  const events = countEvents(prepared, sli, counted);
  const quiet = (window: string) => `${operand(events.all(window))} == 0`;
  if (slo.budgeting !== undefined) {
    return timeSlices(prepared, slo.budgeting, {
      value: events.successShare,
      quiet,
      ...events,
    });
  }
  if (!events.overAnyWindow) {
    refuseExact(
      slo,
      'its queries cannot be asked for a longer window (they need counters, or ranges of rate, increase or the like, without irate and subqueries)',
    );
  }
  const raw = (window: string) => events.overAnyWindow && fromRaw(slo, window);
  return {
    records: [
      { record: names.total, expr: events.total(names.window) },
      { record: names.bad, expr: events.bad(names.window) },
      { record: names.value, expr: successRatio(prepared) },
    ],
    errorRatio: window =>
      raw(window)
        ? { expr: events.errorRatio(window), source: 'raw' }
        : recordedErrorRatio(prepared, window),
    events: window => eventsOver(prepared, sli.total, events, raw, window),
    quiet: quiet(names.window),
    groupedBy: events.groupedBy,
    notes: [...events.notes, ...exactNotes(slo)],
  };
}

function successRatio(prepared: PreparedSlo): string {
  return `1 - ${prepared.recorded('bad')} / ${prepared.recorded('total')}`;
}

/** Rules with the queries as they stand, for promtool to refuse. */
function brokenRatio(
  prepared: PreparedSlo,
  broken: {
    total?: BrokenQuery;
    counted?: BrokenQuery;
    texts: [total: string, counted: string];
  },
): Indicator {
  const { names } = prepared;
  const [total, counted] = broken.texts;
  return {
    ...brokenIndicator(prepared, (broken.total ?? broken.counted)!),
    records: [
      { record: names.total, expr: broken.total?.text ?? total },
      { record: names.bad, expr: broken.counted?.text ?? counted },
      { record: names.value, expr: successRatio(prepared) },
    ],
  };
}

function eventsOver(
  prepared: PreparedSlo,
  total: SliMetric,
  events: CountedEvents,
  raw: (window: string) => boolean,
  window: string,
): WindowedExpr {
  const unit = eventUnit(total.query, total);
  if (!isOfEvents(unit)) return recordedEvaluations(prepared, window);
  if (raw(window)) {
    const sum = operand(events.all(window));
    const seconds = parseDuration(window) / 1000;
    const expr = unit === 'per_second' ? `${sum} * ${seconds}` : sum;
    return { expr, source: 'raw' };
  }
  const sum = `sum_over_time(${prepared.recorded('total')}[${window}])`;
  // Each sample stands for one interval; an increase counted a window of 5m.
  const samples =
    parseDuration(prepared.names.window) / 1000 / INTERVAL_SECONDS;
  const expr =
    unit === 'per_second'
      ? `${sum} * ${INTERVAL_SECONDS}`
      : `${sum} / ${samples}`;
  return { expr, source: 'recorded' };
}
