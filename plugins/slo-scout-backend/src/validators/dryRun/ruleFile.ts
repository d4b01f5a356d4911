import { tryParseDuration } from '../../promql';
import { parseBoundedYaml } from '../boundedYaml';

/** The group of a rule: what decides when the rule is evaluated and what it sees. */
export interface RuleGroup {
  name: string;
  /** Undefined where the file leaves it to Prometheus' `evaluation_interval`. */
  intervalSeconds?: number;
  /** Results that a rule may have at most; 0 is no limit. */
  limit: number;
  /** How long before its tick a rule looks at the data. Seconds. */
  queryOffsetSeconds: number;
}

interface Rule {
  expr: string;
  labels: Record<string, string>;
  /** One object for all rules of a group. */
  group: RuleGroup;
  /** Place in the group, from 0: rules of a group are evaluated one after the other. */
  position: number;
}

/** An alerting rule as its file says it, durations in seconds. */
export interface AlertRule extends Rule {
  alert: string;
  forSeconds: number;
  keepFiringForSeconds: number;
}

/** A recording rule as its file says it. */
export interface RecordingRule extends Rule {
  record: string;
}

/** Prometheus' default where neither group nor configuration names an interval. */
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
  for (const entry of listOf(objectOf(yaml.value, 'the file').groups)) {
    readGroup(objectOf(entry, 'a group'), rules);
  }
  return rules;
}

function readGroup(entry: Json, rules: RuleFileContent): void {
  const group: RuleGroup = {
    name: String(entry.name ?? ''),
    limit: numberOf(entry.limit),
    queryOffsetSeconds: durationOf(entry.query_offset),
    ...(entry.interval !== undefined &&
      entry.interval !== null && {
        intervalSeconds: positive(durationOf(entry.interval)),
      }),
  };
  listOf(entry.rules).forEach((item, position) => {
    const rule = objectOf(item, 'a rule');
    const common: Rule = {
      expr: textOf(rule.expr, 'expr'),
      labels: labelsOf(rule.labels),
      group,
      position,
    };
    if (rule.record !== undefined) {
      rules.recordings.push({
        ...common,
        record: textOf(rule.record, 'record'),
      });
    } else {
      rules.alerts.push({
        ...common,
        alert: textOf(rule.alert, 'alert'),
        forSeconds: durationOf(rule.for),
        keepFiringForSeconds: durationOf(rule.keep_firing_for),
      });
    }
  });
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

/** Prometheus takes an interval of 0 for none given. */
function positive(seconds: number): number | undefined {
  return seconds > 0 ? seconds : undefined;
}

function numberOf(value: unknown): number {
  if (value === undefined || value === null) {
    return 0;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new RuleFileError(`limit is not a whole number: ${String(value)}`);
  }
  return value;
}
