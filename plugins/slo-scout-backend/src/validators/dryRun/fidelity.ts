/**
 * How far the replay of rules agrees with what Prometheus made of them.
 *
 * Where rules are loaded, Prometheus keeps a series `ALERTS` of every alert, with
 * a sample at each evaluation at which it fired. Pure but for the two questions
 * asked through the client; times are unix seconds.
 */
import type { PrometheusClient, RangeSeries } from '../../prometheus';
import { labelKey } from '../../prometheus';
import { quote } from '../../promql';
import type { AlertRule, RuleGroup } from './ruleFile';
import { type Interval, joined, secondsOf, sharedSeconds } from './statistics';
import type { Labels } from './vector';

/** Firings of one alert and label set, by whoever. */
export interface FiringSeries {
  alert: string;
  labels: Labels;
  firings: Interval[];
}

/** Both views of one alert, and where they differ. */
export interface Fidelity {
  alert: string;
  /** Firings of both, of the replay alone, and of Prometheus alone. */
  both: number;
  onlyReplayed: Interval[];
  onlyRecorded: Interval[];
  /** Share of the time fired in either view that was fired in both; 1 where neither fired. */
  agreement: number;
}

/** When Prometheus itself had an alert firing, as far as its series reach. */
export async function recordedFirings(
  client: PrometheusClient,
  rule: AlertRule,
  ticks: { start: number; end: number; step: number },
  signal?: AbortSignal,
): Promise<FiringSeries[]> {
  const selector = `ALERTS{alertname=${quote(rule.alert)},alertstate="firing"}`;
  // Only samples of the very tick: an instant selector would go on seeing the last.
  const exactly = `${selector} and (timestamp(${selector}) > time() - ${ticks.step})`;
  const answer = await client.queryRange(exactly, { ...ticks, signal });
  return answer.map(series => ({
    alert: rule.alert,
    labels: withoutMarks(series.metric),
    firings: intervalsOf(series, ticks.step),
  }));
}

function withoutMarks(metric: Labels): Labels {
  const { __name__: _, alertname: __, alertstate: ___, ...labels } = metric;
  return labels;
}

/** Ticks that follow each other are one firing, which ends at the first tick without. */
function intervalsOf({ times }: RangeSeries, step: number): Interval[] {
  return joined(Array.from(times, time => ({ start: time, end: time + step })));
}

/**
 * Where in its interval Prometheus evaluates a group, by the time of what it
 * recorded last; undefined where it has recorded nothing.
 */
export async function phaseOf(
  client: PrometheusClient,
  group: RuleGroup,
  names: { records: string[]; alerts: string[] },
  now: number,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const { intervalSeconds } = group;
  if (intervalSeconds === undefined) return undefined;
  const selectors = [
    ...names.records.map(name => `{__name__=${quote(name)}}`),
    ...names.alerts.map(name => `ALERTS{alertname=${quote(name)}}`),
  ];
  for (const selector of selectors) {
    const samples = await client.query(`timestamp(${selector})`, {
      time: now,
      signal,
    });
    const newest = Math.max(...samples.map(({ value }) => value));
    if (Number.isFinite(newest)) {
      return Math.round((newest % intervalSeconds) * 1000) / 1000;
    }
  }
  return undefined;
}

/**
 * Compares firings that overlap. Labels must be the same; a difference of at most
 * `tolerance` seconds at either end is none.
 */
export function compareFirings(
  alert: string,
  replayed: FiringSeries[],
  recorded: FiringSeries[],
  tolerance: number,
): Fidelity {
  const found: Fidelity = {
    alert,
    both: 0,
    onlyReplayed: [],
    onlyRecorded: [],
    agreement: 1,
  };
  let shared = 0;
  let either = 0;
  for (const [ours, theirs] of pairs(replayed, recorded)) {
    const matched = new Set<Interval>();
    for (const firing of ours) {
      const same = theirs.find(other => isSame(firing, other, tolerance));
      if (same) {
        matched.add(same);
        found.both += 1;
      } else {
        found.onlyReplayed.push(firing);
      }
    }
    found.onlyRecorded.push(...theirs.filter(other => !matched.has(other)));
    shared += sharedSeconds(ours, theirs);
    either += secondsOf(joined([...ours, ...theirs]));
  }
  return { ...found, agreement: either > 0 ? shared / either : 1 };
}

function pairs(
  replayed: FiringSeries[],
  recorded: FiringSeries[],
): Array<[Interval[], Interval[]]> {
  const found = new Map<string, [Interval[], Interval[]]>();
  [replayed, recorded].forEach((side, index) => {
    for (const { labels, firings } of side) {
      const key = labelKey(labels);
      const pair = found.get(key) ?? [[], []];
      pair[index].push(...firings);
      found.set(key, pair);
    }
  });
  return [...found.values()];
}

function isSame(a: Interval, b: Interval, tolerance: number): boolean {
  return (
    Math.abs(a.start - b.start) <= tolerance &&
    Math.abs(a.end - b.end) <= tolerance
  );
}
