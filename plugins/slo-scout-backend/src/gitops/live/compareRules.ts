import { sameQuery, tryParseDuration } from '../../promql';
import type { LoadedGroup, LoadedRule } from '../../prometheus/loadedRules';
import { type Sentence, sentence } from '../../sentences';
import { parseBoundedYaml } from '../../validators/boundedYaml';

/** What a Prometheus has loaded, held against an approved rule file. */
export type LoadedState =
  /** Every rule is there as approved, and was evaluated without a fault. */
  | { state: 'loaded' }
  /** Not (yet) as approved. */
  | { state: 'different'; differences: Sentence[] }
  /** All there, but some rule was not evaluated yet. */
  | { state: 'waiting' };

interface ExpectedRule {
  kind: LoadedRule['kind'];
  name: string;
  query: string;
  labels: Record<string, string>;
  forSeconds: number;
}

interface ExpectedGroup {
  name: string;
  rules: ExpectedRule[];
}

const MAX_DIFFERENCES = 20;

/**
 * Compares a plain rule file with the groups that Prometheus has loaded. A group
 * is found by its name; where several files have one of that name (tenants,
 * environments), the one in the file of the same path, else the one most like it.
 *
 * @param path - of the file inside the repository
 */
export function compareRules(
  file: { path: string; content: string },
  loaded: LoadedGroup[],
): LoadedState {
  const groups = expectedGroups(file.content);
  const found = groups.map(group => compareGroup(file.path, group, loaded));
  const differences = found.flatMap(group => group.differences);
  if (differences.length > 0) {
    return { state: 'different', differences: cut(differences) };
  }
  return { state: found.some(group => group.waiting) ? 'waiting' : 'loaded' };
}

/**
 * Rules of a file that was taken away that are loaded all the same. A rule
 * is known by its kind, name and labels, wherever it is loaded from; one that went
 * over into a file that stands is meant to be loaded.
 */
export function stillLoaded(
  content: string,
  loaded: LoadedGroup[],
  standing: string[] = [],
): Sentence[] {
  const meant = standing.flatMap(expectedGroups).flatMap(({ rules }) => rules);
  const found = expectedGroups(content).flatMap(group =>
    group.rules
      .filter(
        rule =>
          loaded.some(({ rules }) => rules.some(isRule(rule))) &&
          !meant.some(isRule(rule)),
      )
      .map(rule =>
        sentence(
          'standing.still_loaded',
          { group: group.name, rule: rule.name },
          `${group.name}: ${rule.name} is still loaded`,
        ),
      ),
  );
  return cut(found);
}

function cut(found: Sentence[]): Sentence[] {
  const more = found.length - MAX_DIFFERENCES;
  if (more <= 0) return found;
  return [
    ...found.slice(0, MAX_DIFFERENCES),
    sentence('standing.more', { count: more }, `and ${more} more`),
  ];
}

function isRule(wanted: ExpectedRule) {
  return ({
    kind,
    name,
    labels,
  }: Pick<LoadedRule, 'kind' | 'name' | 'labels'>): boolean =>
    kind === wanted.kind && name === wanted.name && sameLabels(wanted, labels);
}

interface GroupComparison {
  differences: Sentence[];
  waiting: boolean;
}

function compareGroup(
  path: string,
  group: ExpectedGroup,
  loaded: LoadedGroup[],
): GroupComparison {
  const named = loaded.filter(({ name }) => name === group.name);
  const ofFile = named.filter(({ file }) => file.endsWith(`/${path}`));
  const [closest] = (ofFile.length > 0 ? ofFile : named)
    .map(candidate => compareWith(group, candidate))
    .sort((a, b) => a.differences.length - b.differences.length);
  return (
    closest ?? {
      differences: [
        sentence(
          'standing.group_missing',
          { group: group.name },
          `group ${group.name} is not loaded`,
        ),
      ],
      waiting: false,
    }
  );
}

/** Rules of one name (one SLO's alerts in two severities, say) are told apart by their order. */
function compareWith(
  group: ExpectedGroup,
  loaded: LoadedGroup,
): GroupComparison {
  const rest = [...loaded.rules];
  const differences: Sentence[] = [];
  let waiting = false;
  for (const rule of group.rules) {
    const index = rest.findIndex(isRule(rule));
    if (index < 0) {
      differences.push(
        sentence(
          'standing.rule_missing',
          { group: group.name, rule: rule.name },
          `${group.name}: ${rule.name} is not loaded`,
        ),
      );
      continue;
    }
    const [there] = rest.splice(index, 1);
    differences.push(...differencesOf(group.name, rule, there));
    waiting ||= there.health === 'unknown';
  }
  for (const { name } of rest) {
    differences.push(
      sentence(
        'standing.rule_unapproved',
        { group: group.name, rule: name },
        `${group.name}: ${name} is loaded but was not approved`,
      ),
    );
  }
  return { differences, waiting };
}

function sameLabels(
  { labels }: ExpectedRule,
  loaded: Record<string, string>,
): boolean {
  return Object.entries(labels).every(([name, value]) => {
    // Prometheus shows the template as it was written.
    return loaded[name] === value;
  });
}

function differencesOf(
  group: string,
  rule: ExpectedRule,
  loaded: LoadedRule,
): Sentence[] {
  const where = `${group}: ${rule.name}`;
  const named = { group, rule: rule.name };
  const found: Sentence[] = [];
  if (!sameQuery(rule.query, loaded.query)) {
    found.push(
      sentence('standing.expression', named, `${where} has another expression`),
    );
  }
  if (rule.forSeconds !== loaded.forSeconds) {
    const { forSeconds: found_seconds } = loaded;
    const { forSeconds: approved_seconds } = rule;
    found.push(
      sentence(
        'standing.holds',
        { ...named, found_seconds, approved_seconds },
        `${where} holds for ${found_seconds} s, not ${approved_seconds} s`,
      ),
    );
  }
  if (loaded.health === 'err') {
    const error = loaded.lastError ?? 'without a reason';
    found.push(
      sentence(
        'standing.fails',
        { ...named, error },
        `${where} fails: ${error}`,
      ),
    );
  }
  return found;
}

interface RawRule {
  record?: unknown;
  alert?: unknown;
  expr?: unknown;
  for?: unknown;
  labels?: Record<string, unknown>;
}

/** The rules of a file that promtool has accepted. */
function expectedGroups(content: string): ExpectedGroup[] {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) throw new Error(yaml.errors[0].message);
  const { groups } = yaml.value as {
    groups: Array<{ name: string; rules: RawRule[] }>;
  };
  return groups.map(({ name, rules }) => ({
    name,
    rules: rules.map(rule => ({
      kind: rule.record === undefined ? 'alerting' : 'recording',
      name: String(rule.record ?? rule.alert),
      query: String(rule.expr),
      labels: Object.fromEntries(
        Object.entries(rule.labels ?? {}).map(([k, v]) => [k, String(v)]),
      ),
      forSeconds: rule.for ? tryParseDuration(String(rule.for))! / 1000 : 0,
    })),
  }));
}
