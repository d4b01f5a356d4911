import { sameQuery } from '../promql';
import type { LoadedGroup, LoadedRule } from './loadedRules';

/** A recording rule of ours, of whatever file. */
interface OurRecording {
  record: string;
  expr: string;
  labels: Record<string, string>;
}

/** Recording rules that are loaded and healthy, by name: there may be very many. */
export type RecordedSeries = Map<string, LoadedRule[]>;

export function recordedSeries(loaded: LoadedGroup[]): RecordedSeries {
  const found: RecordedSeries = new Map();
  for (const rule of loaded.flatMap(group => group.rules)) {
    if (rule.kind !== 'recording' || rule.health !== 'ok') continue;
    const others = found.get(rule.name);
    if (others) others.push(rule);
    else found.set(rule.name, [rule]);
  }
  return found;
}

/** Whether Prometheus records just these series: rules of another revision may have their names. */
export function isRecorded(
  recordings: OurRecording[],
  recorded: RecordedSeries,
): boolean {
  return recordings.every(ours =>
    recorded
      .get(ours.record)
      ?.some(
        rule =>
          Object.entries(ours.labels).every(
            ([label, value]) => rule.labels[label] === value,
          ) && sameQuery(rule.query, ours.expr),
      ),
  );
}
