/** From what the alerts of a file did to the result that is stored. Pure. */
import type {
  DryRunResult,
  WindowCoverage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { tryParseDuration } from '../../promql';
import { alertReplays, perMonth } from './alertReplays';
import { curvesOf } from './curves';
import {
  type AlertOutcome,
  coverageOf,
  type ExaminedRange,
  examinedFrom,
  examinedUntil,
} from './outcome';
import { round } from './round';
import type { AlertRule } from './ruleFile';
import { Clock } from './statistics';
import { rfc3339 } from './time';

/** Below this share of ticks with data, "0 alerts" says more about the data than about the alert. */
export const MIN_COVERAGE = 0.5;

const DAY = 86_400;
const MAX_GAPS = 50;
const MOST_WARNINGS = 10;

/** What was examined and how. */
export interface Examination {
  range: ExaminedRange;
  /** Distance of the ticks, seconds. */
  step: number;
  /** Every tick of every group was evaluated. */
  everyTick: boolean;
  clock: Clock;
  instance?: string;
  version?: string;
  retentionSeconds?: number;
  /** Sentences. */
  notes: string[];
  /** What Prometheus warned of beside its answers. */
  warnings?: string[];
  /** What stopped the whole dry run, where something did. */
  stopped?: string;
}

/** The answer where nothing at all could be examined. */
export function notExamined(
  reason: string,
  examination: Examination,
  alerts: AlertRule[],
): DryRunResult {
  return summarise(
    alerts.map(rule => ({ rule, reason, approximations: [] })),
    { ...examination, stopped: reason },
  );
}

export function summarise(
  outcomes: AlertOutcome[],
  examination: Examination,
): DryRunResult {
  const { range, clock } = examination;
  const alerts = alertReplays(outcomes, range, clock);
  const firings = alerts.flatMap(replay => replay.firings);
  const total = firings.reduce((sum, f) => sum + f.duration_seconds, 0);
  const coverage = Math.min(1, ...outcomes.map(coverageOf));
  const begun = outcomes.filter(({ history }) => history?.until !== undefined);
  const from = Math.min(range.end, ...begun.map(o => examinedFrom(o, range)));
  const until =
    begun.length > 0
      ? Math.min(...begun.map(o => examinedUntil(o, range)))
      : range.end;
  const { warnings = [] } = examination;
  const problem =
    examination.stopped ??
    problemOf(outcomes, coverage) ??
    partialAnswer(warnings);
  const reason = problem ?? lateHistory(from, range);
  const approximations = approximationsOf(outcomes);
  const notes = [
    ...examination.notes,
    ...unknownStarts(outcomes),
    ...warnings
      .slice(0, MOST_WARNINGS)
      .map(said => `Prometheus warned: ${said}`),
  ];
  const budgets = new Set(outcomes.flatMap(o => (o.budget ? [o.budget] : [])));
  const curves = curvesOf(
    budgets,
    { start: range.start, end: until },
    examination.step,
  );
  return {
    verdict: problem === undefined ? 'passed' : 'inconclusive',
    ...(reason !== undefined && { reason }),
    exact: examination.everyTick && approximations.length === 0,
    ...(approximations.length > 0 && { approximations }),
    ...(notes.length > 0 && { notes }),
    range_days: round((until - range.start) / DAY),
    step_seconds: examination.step,
    coverage: outcomes.length > 0 ? round(coverage, 4) : 0,
    ...dataOf(outcomes, examination),
    historical_trigger_count: firings.length,
    avg_duration_seconds: firings.length
      ? Math.round(total / firings.length)
      : 0,
    alerts_per_month: round(
      outcomes.reduce(
        (sum, o) => sum + perMonth(o.history?.firings.length ?? 0, o, range),
        0,
      ),
    ),
    alerts,
    ...(curves.length > 0 && { curves }),
    ...(examination.instance !== undefined && {
      instance: examination.instance,
    }),
    ...(examination.version !== undefined && {
      instance_version: examination.version,
    }),
    time_zone: clock.timeZone,
    start: rfc3339(begun.length > 0 ? from : range.start),
    end: rfc3339(until),
  };
}

function unknownStarts(outcomes: AlertOutcome[]): string[] {
  const unknown = outcomes.filter(o => o.history?.startIsKnown === false);
  return unknown.length > 0
    ? [
        `${namesOf(
          unknown,
        )}: whether it was firing when the range began depends on what was before, through keep_firing_for; here it was not.`,
      ]
    : [];
}

function approximationsOf(outcomes: AlertOutcome[]): string[] {
  return [
    ...new Set(
      outcomes.flatMap(({ rule, approximations }) =>
        approximations.map(
          expr =>
            `${rule.alert}: ${shortened(
              expr,
            )} was asked of Prometheus with expressions in the place of recorded series, which is right to one interval`,
        ),
      ),
    ),
  ];
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** What there was to judge by. */
function dataOf(
  outcomes: AlertOutcome[],
  { range, retentionSeconds }: Examination,
): Partial<DryRunResult> {
  const tracks = [...new Set(outcomes.flatMap(({ data }) => data ?? []))];
  const earliest = tracks.flatMap(track => track.earliest ?? []);
  const windows = worst(tracks.flatMap(track => track.coverage(range.start)));
  const gaps = tracks
    .flatMap(track => track.gaps(range.start))
    .sort((a, b) => b.duration_seconds - a.duration_seconds);
  const distinct = new Map(gaps.map(gap => [`${gap.start} ${gap.end}`, gap]));
  return {
    ...(windows.length > 0 && { windows }),
    ...(earliest.length > 0 && {
      earliest_sample: rfc3339(Math.min(...earliest)),
    }),
    ...(distinct.size > 0 && {
      gaps: [...distinct.values()].slice(0, MAX_GAPS),
    }),
    ...(retentionSeconds !== undefined && {
      retention_seconds: retentionSeconds,
    }),
  };
}

/** The worst indicator decides: an average would hide the one without data. */
function worst(coverages: WindowCoverage[]): WindowCoverage[] {
  const found = new Map<string, WindowCoverage>();
  for (const { window, coverage, complete } of coverages) {
    const known = found.get(window);
    found.set(window, {
      window,
      coverage: round(Math.min(coverage, known?.coverage ?? 1), 4),
      complete: round(Math.min(complete, known?.complete ?? 1), 4),
    });
  }
  const length = (w: WindowCoverage) => tryParseDuration(w.window) ?? 0;
  return [...found.values()].sort((a, b) => length(a) - length(b));
}

function problemOf(
  outcomes: AlertOutcome[],
  coverage: number,
): string | undefined {
  if (outcomes.length === 0) {
    return 'The file has no alerts to replay';
  }
  const broken = outcomes.filter(o => o.reason !== undefined);
  if (broken.length > 0) {
    const reasons = [...new Set(broken.map(o => o.reason))];
    return `${broken.length} of ${
      outcomes.length
    } alerts could not be replayed (${namesOf(broken)}): ${reasons
      .slice(0, 3)
      .join('; ')}`;
  }
  const without = outcomes.filter(o => coverageOf(o) === 0);
  if (without.length > 0) {
    return `Prometheus has no data in the examined range for what these alerts measure: ${namesOf(
      without,
    )}. Check metric names and labels.`;
  }
  if (coverage < MIN_COVERAGE) {
    return `The indicators had data for only ${round(
      coverage * 100,
    )} % of the examined range, which is too little to judge the alerts by`;
  }
  const [failing] = outcomes.filter(o => (o.history?.ticks.failed ?? 0) > 0);
  if (!failing?.history) return undefined;
  const { ticks, failure } = failing.history;
  return `Prometheus would have failed to evaluate ${failing.rule.alert} ${ticks.failed} of ${ticks.evaluated} times: ${failure}`;
}

/**
 * What is wrong with an expression Prometheus 3 says under this word, and answers
 * all the same; anything else is a store that answered with what it had.
 */
const OF_EXPRESSION = /^PromQL (info|warning)/;

function partialAnswer(warnings: string[]): string | undefined {
  const partial = warnings.find(warning => !OF_EXPRESSION.test(warning));
  return partial === undefined
    ? undefined
    : `Prometheus warned that its answers may not be whole: ${partial}`;
}

function namesOf(outcomes: AlertOutcome[]): string {
  const distinct = [...new Set(outcomes.map(({ rule }) => rule.alert))];
  const shown = distinct.slice(0, 5).join(', ');
  return distinct.length > 5
    ? `${shown} and ${distinct.length - 5} more`
    : shown;
}

/** Passed all the same, but people should know what it rests on. */
function lateHistory(
  from: number,
  { start, end }: ExaminedRange,
): string | undefined {
  const missing = from - start;
  if (missing <= (end - start) / 100) {
    return undefined;
  }
  return `History begins on ${rfc3339(from)}: ${round(
    (end - from) / DAY,
  )} of ${round((end - start) / DAY)} days were examined`;
}
