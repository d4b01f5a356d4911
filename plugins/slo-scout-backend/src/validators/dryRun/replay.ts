/** One alert rule over history that has already been fetched. Pure. */
import type {
  AlertFiring,
  AlertReplay,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { labelKey } from '../../prometheus';
import { type AlertSample, AlertState, type Firing } from './alertState';
import type { AlertRule } from './ruleFile';
import { type Grid, lastTick, tickAt, type Vector } from './vector';

/** What one alert would have done. */
export interface ReplayedAlert {
  rule: AlertRule;
  /** One for each label set that fired, or one without firings. */
  replays: AlertReplay[];
  /** Share of the ticks of the whole range at which there was data. */
  coverage: number;
  /** First tick that counts: where data begins, if that is later than the range. */
  examinedFrom: number;
}

/** Ticks before the range that are needed to have the state right at its start. */
export function burnInSeconds(rule: AlertRule, step: number): number {
  const seconds = rule.forSeconds + rule.keepFiringForSeconds;
  return Math.ceil(seconds / step) * step;
}

/**
 * @param grid - the range with its burn-in before it
 * @param rangeStart - first tick of the range, on the grid
 * @param result - the alert expression's result
 * @param evidence - ticks at which there was data; undefined where none is needed
 */
export function replayAlert(
  rule: AlertRule,
  grid: Grid,
  rangeStart: number,
  result: Vector,
  evidence: Uint8Array | undefined,
): ReplayedAlert {
  // Before the first sample nothing was measured: an absence then is no alert.
  const first = evidence ? evidence.indexOf(1) : 0;
  const skipped = Math.round((rangeStart - grid.start) / grid.step);
  if (first < 0) {
    return {
      rule,
      replays: [quiet(rule)],
      coverage: 0,
      examinedFrom: lastTick(grid),
    };
  }
  const firings = runState(rule, grid, first, result).filter(
    firing => firing.end > rangeStart || firing.open,
  );
  const examinedFrom = Math.max(rangeStart, tickAt(grid, first));
  const covered = evidence
    ? evidence.subarray(skipped).reduce((sum, here) => sum + here, 0) /
      (grid.count - skipped)
    : 1;
  return {
    rule,
    replays: byLabels(rule, firings, {
      from: examinedFrom,
      firstTick: tickAt(grid, first),
    }),
    coverage: covered,
    examinedFrom,
  };
}

function runState(
  rule: AlertRule,
  grid: Grid,
  first: number,
  result: Vector,
): Firing[] {
  const state = new AlertState(rule);
  for (let i = first; i < grid.count; i++) {
    const samples: AlertSample[] = [];
    for (const { labels, values, present } of result) {
      if (present[i] === 1) samples.push({ labels, value: values[i] });
    }
    state.evaluate(tickAt(grid, i), samples);
  }
  return state.finish(lastTick(grid));
}

function quiet(rule: AlertRule): AlertReplay {
  return { alert: rule.alert, labels: rule.labels, firings: [] };
}

function byLabels(
  rule: AlertRule,
  firings: Firing[],
  seen: { from: number; firstTick: number },
): AlertReplay[] {
  const found = new Map<string, AlertReplay>();
  for (const firing of firings) {
    const { alertname: _, ...labels } = firing.labels;
    const key = labelKey(labels);
    const replay = found.get(key) ?? { alert: rule.alert, labels, firings: [] };
    replay.firings.push(toFiring(firing, seen));
    found.set(key, replay);
  }
  return found.size > 0 ? [...found.values()] : [quiet(rule)];
}

function toFiring(
  { activeAt, start, end, open, peak }: Firing,
  { from, firstTick }: { from: number; firstTick: number },
): AlertFiring {
  const shownStart = Math.max(start, from);
  const wasActive = activeAt < from || activeAt === firstTick;
  return {
    start: rfc3339(shownStart),
    end: rfc3339(end),
    duration_seconds: end - shownStart,
    peak,
    ...(wasActive && { open_at_start: true }),
    ...(open && { open_at_end: true }),
  };
}

export function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
