/** From what an alert did to what people read of it. Pure. */
import type {
  AlertFiring,
  AlertReplay,
  AlertStatistics,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { labelKey } from '../../prometheus';
import { tryParseDuration } from '../../promql';
import { sentence } from '../../sentences';
import type { Firing } from './alertState';
import type { ErrorBudget } from './ErrorBudget';
import {
  type AlertOutcome,
  coverageOf,
  type ExaminedRange,
  examinedFrom,
  examinedUntil,
} from './outcome';
import { round } from './round';
import {
  type Clock,
  flapsIn,
  type Interval,
  overlapsOf,
  shareOf,
} from './statistics';
import { rfc3339 } from './time';
import type { Labels } from './vector';

const NO_DATA = sentence(
  'dry_run.alert_without_data',
  {},
  'Prometheus has no data for what this alert measures in the examined range',
);
const MONTH = 30 * 86_400;
const DEFAULT_LONG_WINDOW = 3 * 86_400;

/** One alert and label set with its firings, cut at the examined range. */
interface FiringSet {
  outcome: AlertOutcome;
  labels: Labels;
  firings: Array<Firing & { shownStart: number }>;
}

/** What the alerts of a file did, one entry for each label set that fired. */
export function alertReplays(
  outcomes: AlertOutcome[],
  range: ExaminedRange,
  clock: Clock,
): AlertReplay[] {
  const sets = outcomes.flatMap(outcome => firingSets(outcome, range));
  return sets.map(set => {
    const { rule, history, reason } = set.outcome;
    const why =
      reason ??
      (history && coverageOf(set.outcome) === 0 ? NO_DATA : undefined);
    return {
      alert: rule.alert,
      labels: set.labels,
      firings: firingsOf(set, range),
      ...(history && { statistics: statisticsOf(set, sets, range, clock) }),
      ...(why && { reason: why.text }),
      ...(why?.coded && { reason_coded: why.coded }),
    };
  });
}

function firingSets(outcome: AlertOutcome, range: ExaminedRange): FiringSet[] {
  const from = examinedFrom(outcome, range);
  const found = new Map<string, FiringSet>();
  for (const firing of outcome.history?.firings ?? []) {
    const { alertname: _, ...labels } = firing.labels;
    const key = labelKey(labels);
    const set = found.get(key) ?? { outcome, labels, firings: [] };
    const shownStart = Math.max(firing.start, from);
    set.firings.push({ ...firing, shownStart });
    found.set(key, set);
  }
  return found.size > 0
    ? [...found.values()]
    : [{ outcome, labels: outcome.rule.labels, firings: [] }];
}

function firingsOf(
  { outcome, labels, firings }: FiringSet,
  range: ExaminedRange,
): AlertFiring[] {
  const from = examinedFrom(outcome, range);
  const firstTick = outcome.history?.firstData;
  const budget =
    firings.length > 0 ? outcome.budget?.budgetOf(labels) : undefined;
  return firings.map(firing => {
    const { activeAt, shownStart, end, open, peak } = firing;
    const wasActive = activeAt < from || activeAt === firstTick;
    return {
      start: rfc3339(shownStart),
      end: rfc3339(end),
      duration_seconds: end - shownStart,
      peak,
      ...(wasActive
        ? { open_at_start: true }
        : breachOf(firing, labels, budget)),
      ...(open && { open_at_end: true }),
      ...budgetOf(firing, budget),
    };
  });
}

/** Where the budget is known, the SLI tells when it all began; else the expression does. */
function breachOf(
  { activeAt, start }: Firing,
  labels: Labels,
  budget: ErrorBudget | undefined,
): Pick<AlertFiring, 'breach_start' | 'seconds_to_fire'> {
  const window = tryParseDuration(labels.long ?? '');
  const notBefore =
    activeAt - (window === undefined ? DEFAULT_LONG_WINDOW : window / 1000);
  const breach = budget?.breachBefore(activeAt, notBefore);
  const began = Math.min(activeAt, breach ?? activeAt);
  return { breach_start: rfc3339(began), seconds_to_fire: start - began };
}

function budgetOf(
  { shownStart, end }: Interval & { shownStart: number },
  budget: ErrorBudget | undefined,
): Pick<AlertFiring, 'budget_burnt' | 'budget_left'> {
  const burnt = budget?.burnt(shownStart, end);
  const left = budget?.leftAt(shownStart);
  return {
    ...(burnt !== undefined && { budget_burnt: round(burnt, 6) }),
    ...(left !== undefined && { budget_left: round(left, 6) }),
  };
}

function statisticsOf(
  set: FiringSet,
  all: FiringSet[],
  range: ExaminedRange,
  clock: Clock,
): AlertStatistics {
  const intervals = intervalsOf(set);
  const lengths = intervals.map(({ start, end }) => end - start);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = intervals.length;
  return {
    count,
    avg_duration_seconds: count > 0 ? Math.round(total / count) : 0,
    longest_seconds: Math.max(0, ...lengths),
    alerts_per_month: round(perMonth(count, set.outcome, range)),
    night_share: round(
      shareOf(intervals, f => clock.isNight(f.start)),
      4,
    ),
    weekend_share: round(
      shareOf(intervals, f => clock.isWeekend(f.start)),
      4,
    ),
    flaps: flapsIn(intervals),
    overlaps: overlapsOf(intervals, othersOf(set, all)).map(overlap => ({
      ...overlap,
      share: round(overlap.share, 4),
    })),
  };
}

/** Firings in a month, by the time that was examined. */
export function perMonth(
  count: number,
  outcome: AlertOutcome,
  range: ExaminedRange,
): number {
  const seconds = examinedUntil(outcome, range) - examinedFrom(outcome, range);
  return seconds > 0 ? (count * MONTH) / seconds : 0;
}

function intervalsOf({ firings }: FiringSet): Interval[] {
  return firings.map(({ shownStart, end }) => ({ start: shownStart, end }));
}

/** Firings of the other alerts of the same SLO, for the same part of it. */
function othersOf(set: FiringSet, all: FiringSet[]): Map<string, Interval[]> {
  const others = new Map<string, Interval[]>();
  for (const other of all) {
    const { rule } = other.outcome;
    if (rule === set.outcome.rule || !isSameSlo(set, other)) continue;
    others.set(rule.alert, [
      ...(others.get(rule.alert) ?? []),
      ...intervalsOf(other),
    ]);
  }
  return others;
}

function isSameSlo(one: FiringSet, other: FiringSet): boolean {
  const { slo } = one.labels;
  return (
    slo !== undefined &&
    Object.entries(one.labels).every(
      ([name, value]) =>
        (name in one.outcome.rule.labels && name !== 'slo') ||
        other.labels[name] === undefined ||
        other.labels[name] === value,
    )
  );
}
