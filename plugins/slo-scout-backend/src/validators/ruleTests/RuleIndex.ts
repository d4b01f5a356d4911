import { PromqlSyntaxError, selectors } from '../../promql';
import { parseBoundedYaml } from '../boundedYaml';
import type { CandidateFile } from '../types';

/** A rule as it stands in its file. */
interface Rule {
  record?: unknown;
  alert?: unknown;
  expr?: unknown;
}

interface Group {
  name?: unknown;
  rules: Rule[];
}

/** Rule files by path, and which of their rules a test needs. */
export class RuleIndex {
  readonly #files = new Map<string, Group[]>();
  readonly #needs = new Map<Rule, string[] | undefined>();

  constructor(files: CandidateFile[]) {
    for (const { path, content } of files) {
      const groups = readGroups(content);
      if (groups) this.#files.set(path, groups);
    }
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The file in which an alert stands. */
  fileOf(alert: string, paths: string[]): string | undefined {
    return paths.find(path =>
      this.#files
        .get(path)
        ?.some(({ rules }) => rules.some(rule => rule.alert === alert)),
    );
  }

  /** Every alert of a file. */
  alertsOf(path: string): string[] {
    const rules = (this.#files.get(path) ?? []).flatMap(group => group.rules);
    return rules.flatMap(({ alert }) =>
      typeof alert === 'string' ? [alert] : [],
    );
  }

  /**
   * The files with no other rules than those that can have a part in what is
   * asked: the alerts, the recorded series, and what these are made of. Rules
   * stay as they are, in their order. Where it is not certain what is needed,
   * nothing is left out.
   */
  reduced(
    paths: string[],
    asked: { alerts: string[]; metrics: string[] },
  ): Array<{ path: string; content: string }> {
    const needed = this.#closure(paths, asked);
    return paths.map(path => {
      const groups = this.#files.get(path)!.map(group => ({
        ...group,
        rules: needed
          ? group.rules.filter(rule => needed.has(rule))
          : group.rules,
      }));
      // YAML takes JSON as it is, and JSON is written faster.
      return { path, content: JSON.stringify({ groups }) };
    });
  }

  #closure(
    paths: string[],
    { alerts, metrics }: { alerts: string[]; metrics: string[] },
  ): Set<Rule> | undefined {
    const all = paths.flatMap(path =>
      this.#files.get(path)!.flatMap(group => group.rules),
    );
    const recordings = byRecord(all);
    const found = new Set(
      all.filter(({ alert }) => alerts.includes(alert as string)),
    );
    if (found.size === 0) return undefined;
    const open = [...metrics];
    for (const rule of found) {
      const names = this.#metricsOf(rule);
      if (!names) return undefined;
      open.push(...names);
    }
    const seen = new Set<string>();
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const rule of recordings.get(name) ?? []) {
        const names = this.#metricsOf(rule);
        if (!names) return undefined;
        found.add(rule);
        open.push(...names);
      }
    }
    return found;
  }

  /** What a rule's expression looks at; undefined where that may be anything. */
  #metricsOf(rule: Rule): string[] | undefined {
    if (!this.#needs.has(rule)) {
      this.#needs.set(rule, metricsIn(String(rule.expr)));
    }
    return this.#needs.get(rule);
  }
}

function byRecord(rules: Rule[]): Map<unknown, Rule[]> {
  const recordings = new Map<unknown, Rule[]>();
  for (const rule of rules) {
    const others = recordings.get(rule.record);
    if (others) others.push(rule);
    else recordings.set(rule.record, [rule]);
  }
  return recordings;
}

/** Series that rules write without recording them. */
const OF_ALERTS = ['ALERTS', 'ALERTS_FOR_STATE'];

function metricsIn(expr: string): string[] | undefined {
  try {
    const names = selectors(expr).map(({ metric }) => metric);
    return names.every(
      (name): name is string => name !== undefined && !OF_ALERTS.includes(name),
    )
      ? names
      : undefined;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return undefined;
    throw error;
  }
}

function readGroups(content: string): Group[] | undefined {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) return undefined;
  const { groups } = (yaml.value ?? {}) as { groups?: unknown };
  return Array.isArray(groups) && groups.every(isGroup) ? groups : undefined;
}

function isGroup(value: unknown): value is Group {
  const { rules } = (value ?? {}) as { rules?: unknown };
  return Array.isArray(rules) && rules.every(rule => rule instanceof Object);
}
