import type {
  AlertFiring,
  AlertReplay,
  AlertStatistics,
  Artifact,
  CodedSentence,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const MONTH_DAYS = 30;

/** One alert of a dry run, as a row of the timeline and of its table twin. */
export interface AlertRow {
  key: string;
  alert: string;
  /** Labels that tell it from others of the same name: `severity=critical`. */
  distinction: string;
  labels: Record<string, string>;
  firings: AlertFiring[];
  count: number;
  averageSeconds: number;
  perMonth: number;
  /** What newer dry runs say besides. */
  statistics?: AlertStatistics;
  /** Why its firings mean nothing. */
  reason?: string;
  reason_coded?: CodedSentence;
}

export function alertRows(result: DryRunResult): AlertRow[] {
  return result.alerts.map((replay, index) => {
    const total = replay.firings.reduce((s, f) => s + f.duration_seconds, 0);
    const count = replay.firings.length;
    return {
      key: `${replay.alert}-${index}`,
      alert: replay.alert,
      distinction: distinction(replay, result.alerts),
      labels: replay.labels,
      firings: replay.firings,
      count,
      averageSeconds: count > 0 ? total / count : 0,
      perMonth:
        result.range_days > 0 ? (count * MONTH_DAYS) / result.range_days : 0,
      statistics: replay.statistics,
      reason: replay.reason,
      reason_coded: replay.reason_coded,
    };
  });
}

function distinction(replay: AlertReplay, all: AlertReplay[]): string {
  const namesakes = all.filter(other => other.alert === replay.alert);
  return Object.entries(replay.labels)
    .filter(([name, value]) =>
      namesakes.some(other => other.labels[name] !== value),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

/** The examined range in milliseconds; without one there is nothing to draw. */
export function examinedRange(
  result: DryRunResult,
): { start: number; end: number } | undefined {
  const end = result.end ? Date.parse(result.end) : lastInstant(result);
  if (Number.isNaN(end)) return undefined;
  const start = result.start
    ? Date.parse(result.start)
    : end - result.range_days * 86_400_000;
  return start < end ? { start, end } : undefined;
}

function lastInstant(result: DryRunResult): number {
  const ends = result.alerts.flatMap(a =>
    a.firings.map(f => Date.parse(f.end)),
  );
  return ends.length > 0 ? Math.max(...ends) : NaN;
}

/** Where the ranges of several results lie together: one axis for all of them. */
export function commonRange(
  results: DryRunResult[],
): { start: number; end: number } | undefined {
  const ranges = results.flatMap(result => examinedRange(result) ?? []);
  if (ranges.length === 0) return undefined;
  return {
    start: Math.min(...ranges.map(range => range.start)),
    end: Math.max(...ranges.map(range => range.end)),
  };
}

/** Length of the longest firing; undefined where nothing fired. Seconds. */
export function longestFiring(result: DryRunResult): number | undefined {
  const lengths = result.alerts.flatMap(alert =>
    alert.firings.map(firing => firing.duration_seconds),
  );
  return lengths.length > 0
    ? lengths.reduce((longest, length) => Math.max(longest, length))
    : undefined;
}

/** What the alerts of a service would have done, over all its rule files. */
export interface AlertHistory {
  rangeDays: number;
  firings: number;
  averageSeconds: number;
  /** RFC 3339, where anything fired. */
  lastFiring?: string;
  /** False where any file's dry run was not conclusive. */
  conclusive: boolean;
  /** The dry run that was not. */
  inconclusive?: DryRunResult;
}

export function alertHistory(artifacts: Artifact[]): AlertHistory | undefined {
  const runs = artifacts.flatMap(a =>
    a.dry_run_result ? [a.dry_run_result] : [],
  );
  if (runs.length === 0) return undefined;
  const firings = runs.flatMap(run => run.alerts.flatMap(a => a.firings));
  const total = firings.reduce((sum, f) => sum + f.duration_seconds, 0);
  const inconclusive = runs.find(run => run.verdict !== 'passed');
  return {
    rangeDays: Math.max(...runs.map(run => run.range_days)),
    firings: firings.length,
    averageSeconds: firings.length > 0 ? total / firings.length : 0,
    lastFiring: firings
      .map(f => f.start)
      .sort((a, b) => Date.parse(b) - Date.parse(a))[0],
    conclusive: inconclusive === undefined,
    inconclusive,
  };
}
