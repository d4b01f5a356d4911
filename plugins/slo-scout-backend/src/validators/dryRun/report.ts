/** From what the alerts did to what people read. Pure. */
import type {
  AlertReplay,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type ReplayedAlert, rfc3339 } from './replay';
import type { AlertRule } from './ruleFile';

/** Below this share of ticks with data, "0 alerts" says more about the data than about the alert. */
export const MIN_COVERAGE = 0.5;

const NO_DATA =
  'Prometheus has no data for what this alert measures in the examined range';

const DAY = 86_400;
const MONTH = 30 * DAY;

/** The examined ticks and who was asked. Unix seconds. */
export interface ExaminedRange {
  start: number;
  end: number;
  step: number;
  instance?: string;
}

export type AlertOutcome =
  | { ok: true; replayed: ReplayedAlert }
  /** `reason` is a sentence for people. */
  | { ok: false; rule: AlertRule; reason: string };

/** The answer where nothing at all could be examined. */
export function notExamined(
  reason: string,
  range: ExaminedRange,
  alerts: AlertRule[] = [],
): DryRunResult {
  return summarise(
    alerts.map(rule => ({ ok: false, rule, reason })),
    range,
    reason,
  );
}

/** @param overall - what stopped the whole dry run, where something did */
export function summarise(
  outcomes: AlertOutcome[],
  range: ExaminedRange,
  overall?: string,
): DryRunResult {
  const replayed = outcomes.flatMap(o => (o.ok ? [o.replayed] : []));
  const alerts = outcomes.flatMap(toReplays);
  const firings = replayed.flatMap(r => r.replays.flatMap(p => p.firings));
  const total = firings.reduce((sum, f) => sum + f.duration_seconds, 0);
  const coverage = coverageOf(outcomes);
  const examinedFrom = Math.min(
    range.end,
    ...replayed.map(r => r.examinedFrom),
  );
  const problem = overall ?? problemOf(outcomes, coverage);
  const reason = problem ?? lateHistory(examinedFrom, range);
  return {
    verdict: problem === undefined ? 'passed' : 'inconclusive',
    ...(reason !== undefined && { reason }),
    exact: false,
    range_days: round((range.end - range.start) / DAY),
    step_seconds: range.step,
    coverage: round(coverage, 4),
    historical_trigger_count: firings.length,
    avg_duration_seconds: firings.length
      ? Math.round(total / firings.length)
      : 0,
    alerts_per_month: round(
      replayed.reduce((sum, r) => sum + perMonth(r, range), 0),
    ),
    alerts,
    ...(range.instance !== undefined && { instance: range.instance }),
    start: rfc3339(replayed.length ? examinedFrom : range.start),
    end: rfc3339(range.end),
  };
}

function toReplays(outcome: AlertOutcome): AlertReplay[] {
  if (!outcome.ok) {
    const { rule, reason } = outcome;
    return [{ alert: rule.alert, labels: rule.labels, firings: [], reason }];
  }
  const { replays, coverage } = outcome.replayed;
  return coverage === 0
    ? replays.map(replay => ({ ...replay, reason: NO_DATA }))
    : replays;
}

/** The worst indicator decides: an average would hide the one without data. */
function coverageOf(outcomes: AlertOutcome[]): number {
  const coverages = outcomes.map(o => (o.ok ? o.replayed.coverage : 0));
  return coverages.length > 0 ? Math.min(...coverages) : 0;
}

function problemOf(
  outcomes: AlertOutcome[],
  coverage: number,
): string | undefined {
  if (outcomes.length === 0) {
    return 'The file has no alerts to replay';
  }
  const failed = outcomes.flatMap(o => (o.ok ? [] : [o]));
  if (failed.length > 0) {
    const reasons = [...new Set(failed.map(f => f.reason))];
    return `${failed.length} of ${
      outcomes.length
    } alerts could not be replayed (${names(
      failed.map(f => f.rule.alert),
    )}): ${reasons.slice(0, 3).join('; ')}`;
  }
  const without = outcomes.flatMap(o =>
    o.ok && o.replayed.coverage === 0 ? [o.replayed.rule.alert] : [],
  );
  if (without.length > 0) {
    return `Prometheus has no data in the examined range for what these alerts measure: ${names(
      without,
    )}. Check metric names and labels.`;
  }
  return coverage < MIN_COVERAGE
    ? `The indicators had data for only ${round(
        coverage * 100,
      )} % of the examined range, which is too little to judge the alerts by`
    : undefined;
}

function names(alerts: string[]): string {
  const distinct = [...new Set(alerts)];
  const shown = distinct.slice(0, 5).join(', ');
  return distinct.length > 5
    ? `${shown} and ${distinct.length - 5} more`
    : shown;
}

/** Passed all the same, but people should know what it rests on. */
function lateHistory(
  examinedFrom: number,
  { start, end }: ExaminedRange,
): string | undefined {
  const missing = examinedFrom - start;
  if (missing <= (end - start) / 100) {
    return undefined;
  }
  return `History begins on ${rfc3339(examinedFrom)}: ${round(
    (end - examinedFrom) / DAY,
  )} of ${round((end - start) / DAY)} days were examined`;
}

function perMonth(replayed: ReplayedAlert, { end }: ExaminedRange): number {
  const seconds = end - replayed.examinedFrom;
  const count = replayed.replays.reduce((sum, r) => sum + r.firings.length, 0);
  return seconds > 0 ? (count * MONTH) / seconds : 0;
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
