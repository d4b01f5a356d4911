/** From what the alerts of a file did to the result that is stored. Pure. */
import type {
  DryRunResult,
  WindowCoverage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { tryParseDuration } from '../../promql';
import { codedOf, type Sentence, sentence } from '../../sentences';
import { alertReplays, perMonth } from './alertReplays';
import { curvesOf } from './curves';
import {
  approximationsOf,
  lateHistory,
  partialAnswer,
  problemOf,
  unknownStarts,
} from './findings';
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
  notes: Sentence[];
  /** What Prometheus warned of beside its answers. */
  warnings?: string[];
  /** What stopped the whole dry run, where something did. */
  stopped?: Sentence;
}

/** The answer where nothing at all could be examined. */
export function notExamined(
  reason: Sentence,
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
  const { stopped } = examination;
  const problem =
    stopped === undefined
      ? problemOf(outcomes, coverage) ?? partialAnswer(warnings)
      : undefined;
  const reason = stopped ?? problem ?? lateHistory(from, range);
  const approximations = approximationsOf(outcomes);
  const notes = [
    ...examination.notes,
    ...unknownStarts(outcomes),
    ...warnings
      .slice(0, MOST_WARNINGS)
      .map(said =>
        sentence(
          'dry_run.warning',
          { warning: said },
          `Prometheus warned: ${said}`,
        ),
      ),
  ];
  const budgets = new Set(outcomes.flatMap(o => (o.budget ? [o.budget] : [])));
  const curves = curvesOf(
    budgets,
    { start: range.start, end: until },
    examination.step,
  );
  return {
    verdict: stopped !== undefined || problem ? 'inconclusive' : 'passed',
    ...(reason && { reason: reason.text, reason_coded: reason.coded }),
    exact: examination.everyTick && approximations.length === 0,
    ...(approximations.length > 0 && {
      approximations: textsOf(approximations),
      approximations_coded: codedOf(approximations),
    }),
    ...(notes.length > 0 && {
      notes: textsOf(notes),
      notes_coded: codedOf(notes),
    }),
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

function textsOf(sentences: Sentence[]): string[] {
  return sentences.map(({ text }) => text);
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
