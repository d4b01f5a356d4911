import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

/** One thing about a rule that is not as it was. */
export type RuleAspect =
  /** Numbers of the expression, and nothing else of it: thresholds, factors, windows. */
  | { field: 'numbers'; before: string; after: string }
  | { field: 'expression' }
  | {
      field: 'for' | 'keep_firing_for' | 'interval';
      before: string | null;
      after: string | null;
    }
  | {
      field: 'label';
      label: string;
      before: string | null;
      after: string | null;
    }
  | { field: 'annotation'; annotation: string };

export interface RuleChange {
  kind: 'added' | 'removed' | 'changed';
  rule: 'alert' | 'record';
  name: string;
  /** Of changed rules. */
  aspects: RuleAspect[];
}

interface Rule {
  rule: 'alert' | 'record';
  name: string;
  expr: string;
  for: string | null;
  keep_firing_for: string | null;
  interval: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

type Json = Record<string, unknown>;

/**
 * What became of the rules of a file, by name: alerts first, in the order of the
 * file. Undefined where one of the texts is no rule file.
 */
export function ruleChanges(
  before: string | null,
  after: string | null,
): RuleChange[] | undefined {
  const old = before === null ? new Map<string, Rule>() : rulesIn(before);
  const now = after === null ? new Map<string, Rule>() : rulesIn(after);
  if (!old || !now) return undefined;
  const changes: RuleChange[] = [];
  for (const [key, rule] of now) {
    const former = old.get(key);
    if (!former) changes.push(changeOf('added', rule));
    else {
      const aspects = aspectsBetween(former, rule);
      if (aspects.length > 0) {
        changes.push({ ...changeOf('changed', rule), aspects });
      }
    }
  }
  for (const [key, rule] of old) {
    if (!now.has(key)) changes.push(changeOf('removed', rule));
  }
  return [
    ...changes.filter(({ rule }) => rule === 'alert'),
    ...changes.filter(({ rule }) => rule === 'record'),
  ];
}

/** Rules of a kind that keep their name and get other labels: other series, to Prometheus. */
export function relabelled(
  changes: RuleChange[],
  rule: RuleChange['rule'],
): RuleChange[] {
  return changes.filter(
    change =>
      change.rule === rule &&
      change.aspects.some(({ field }) => field === 'label'),
  );
}

function changeOf(kind: RuleChange['kind'], { rule, name }: Rule): RuleChange {
  return { kind, rule, name, aspects: [] };
}

/** By kind and name; where a name stands several times, by its place among them. */
function rulesIn(content: string): Map<string, Rule> | undefined {
  let file: Json;
  try {
    file = objectOf(parse(content, { maxAliasCount: 100 }));
  } catch {
    return undefined;
  }
  // As it stands, or inside of a `PrometheusRule`.
  const groups = file.groups ?? objectOf(file.spec).groups;
  if (!Array.isArray(groups)) return undefined;
  const rules = new Map<string, Rule>();
  for (const group of groups.map(objectOf)) {
    const interval = textOf(group.interval);
    for (const entry of listOf(group.rules)) {
      const rule = readRule(entry, interval);
      if (!rule) continue;
      let place = 0;
      while (rules.has(`${rule.rule} ${rule.name} ${place}`)) place += 1;
      rules.set(`${rule.rule} ${rule.name} ${place}`, rule);
    }
  }
  return rules;
}

function readRule(entry: Json, interval: string | null): Rule | undefined {
  const name = textOf(entry.alert) ?? textOf(entry.record);
  if (name === null) return undefined;
  return {
    rule: entry.alert === undefined ? 'record' : 'alert',
    name,
    expr: textOf(entry.expr) ?? '',
    for: textOf(entry.for),
    keep_firing_for: textOf(entry.keep_firing_for),
    interval,
    labels: textsOf(entry.labels),
    annotations: textsOf(entry.annotations),
  };
}

function aspectsBetween(before: Rule, after: Rule): RuleAspect[] {
  const names = (key: 'labels' | 'annotations') =>
    [...new Set([...Object.keys(before[key]), ...Object.keys(after[key])])]
      .filter(name => before[key][name] !== after[key][name])
      .sort();
  return [
    ...expressionAspects(before.expr, after.expr),
    ...(['for', 'keep_firing_for', 'interval'] as const)
      .filter(field => before[field] !== after[field])
      .map(field => ({
        ...{ field, before: before[field], after: after[field] },
      })),
    ...names('labels').map(label => ({
      field: 'label' as const,
      label,
      before: before.labels[label] ?? null,
      after: after.labels[label] ?? null,
    })),
    ...names('annotations').map(annotation => ({
      field: 'annotation' as const,
      annotation,
    })),
  ];
}

function expressionAspects(before: string, after: string): RuleAspect[] {
  if (before.trim() === after.trim()) return [];
  const [old, now] = [numbersIn(before), numbersIn(after)];
  if (old.rest !== now.rest || old.numbers.length !== now.numbers.length) {
    return [{ field: 'expression' }];
  }
  const pairs = new Map<string, RuleAspect>();
  old.numbers.forEach((number, i) => {
    const other = now.numbers[i];
    if (number === other) return;
    pairs.set(`${number} ${other}`, {
      ...{ field: 'numbers', before: number, after: other },
    });
  });
  return [...pairs.values()];
}

/** The numbers and durations of an expression, and its text without them. */
function numbersIn(expr: string): { numbers: string[]; rest: string } {
  const numbers: string[] = [];
  let rest = '';
  let end = 0;
  parser.parse(expr).iterate({
    enter({ name, from, to }) {
      if (!name.startsWith('NumberDurationLiteral')) return;
      if (from < end) return;
      numbers.push(expr.slice(from, to));
      rest += `${expr.slice(end, from)}#`;
      end = to;
    },
  });
  rest += expr.slice(end);
  return { numbers, rest: rest.replace(/\s+/g, ' ').trim() };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null;
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([key, one]) => [
      key,
      textOf(one) ?? JSON.stringify(one),
    ]),
  );
}
