import { tryParseDuration } from '../../promql';
import { parseBoundedYaml } from '../boundedYaml';

/** An alerting rule as its file says it, durations in seconds. */
export interface AlertRule {
  alert: string;
  expr: string;
  forSeconds: number;
  keepFiringForSeconds: number;
  labels: Record<string, string>;
}

/** A recording rule as its file says it. */
export interface RecordingRule {
  record: string;
  expr: string;
  labels: Record<string, string>;
  /** Of its group, where the file says it. */
  intervalSeconds?: number;
}

/** Prometheus' default where a group names no interval. */
export const DEFAULT_INTERVAL_SECONDS = 60;

export interface RuleFileContent {
  alerts: AlertRule[];
  recordings: RecordingRule[];
}

/** A rule file that cannot be read; promtool says why in more words. */
export class RuleFileError extends Error {}

type Json = Record<string, unknown>;

/** Reads the rules of a file. Throws `RuleFileError`. */
export function readRuleFile(content: string): RuleFileContent {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) {
    throw new RuleFileError(yaml.errors.map(e => e.message).join('; '));
  }
  const rules: RuleFileContent = { alerts: [], recordings: [] };
  for (const group of listOf(objectOf(yaml.value, 'the file').groups)) {
    const { interval, rules: entries } = objectOf(group, 'a group');
    for (const entry of listOf(entries)) {
      const rule = objectOf(entry, 'a rule');
      const common = {
        expr: textOf(rule.expr, 'expr'),
        labels: labelsOf(rule.labels),
      };
      if (rule.record !== undefined) {
        rules.recordings.push({
          ...common,
          record: textOf(rule.record, 'record'),
          intervalSeconds: interval ? durationOf(interval) : undefined,
        });
      } else {
        rules.alerts.push({
          ...common,
          alert: textOf(rule.alert, 'alert'),
          forSeconds: durationOf(rule.for),
          keepFiringForSeconds: durationOf(rule.keep_firing_for),
        });
      }
    }
  }
  return rules;
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RuleFileError(`${what} is not a mapping`);
  }
  return value as Json;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new RuleFileError('groups and rules must be lists');
  }
  return value;
}

/** `expr: 1` is a number for YAML and an expression for Prometheus. */
function textOf(value: unknown, field: string): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value);
  }
  throw new RuleFileError(`a rule has no ${field}`);
}

function labelsOf(value: unknown): Record<string, string> {
  if (value === undefined || value === null) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(objectOf(value, 'labels')).map(([name, text]) => [
      name,
      String(text),
    ]),
  );
}

function durationOf(value: unknown): number {
  if (value === undefined || value === null) {
    return 0;
  }
  // Prometheus takes a bare 0 and no other number.
  const milliseconds = value === 0 ? 0 : tryParseDuration(String(value));
  if (milliseconds === undefined || milliseconds < 0) {
    throw new RuleFileError(`not a duration: ${String(value).slice(0, 40)}`);
  }
  return milliseconds / 1000;
}
