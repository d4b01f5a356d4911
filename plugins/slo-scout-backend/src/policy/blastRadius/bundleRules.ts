import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { plainText } from '../../generators/output/plainText';
import { canonicalJson } from '../../hash';
import { type Selector, selectors } from '../../promql';
import {
  type AlertRule,
  DEFAULT_INTERVAL_SECONDS,
  type RecordingRule,
  readRuleFile,
} from '../../validators/dryRun/ruleFile';

/** A rule of a file, as far as its effect is concerned. */
export interface BundleRule {
  kind: 'record' | 'alert';
  /** Name of the recorded series or of the alert. */
  name: string;
  expr: string;
  labels: Record<string, string>;
  /** Seconds between evaluations. */
  interval: number;
  path: string;
}

/** What a bundle does to the rules that stand. */
export interface RuleChanges {
  /** All rules of the bundle. */
  bundle: BundleRule[];
  /** Rules that stand in the target, those of files beside the bundle too. */
  standing: BundleRule[];
  /** Not there in this form yet. */
  added: BundleRule[];
  /** There now, in a file of the bundle or of those taken away, and no longer in this form. */
  replaced: BundleRule[];
  /** Those of the files taken away. */
  gone: BundleRule[];
}

/** Reads the rule files. Throws `RuleFileError`. */
export function changesOf(
  bundle: Artifact[],
  deployed: Artifact[],
  removed: Artifact[] = [],
): RuleChanges {
  const next = bundle.flatMap(rulesOf);
  const leaving = new Set(removed.map(({ id }) => id));
  const gone = removed.flatMap(rulesOf);
  const standing = [
    ...deployed.filter(({ id }) => !leaving.has(id)).flatMap(rulesOf),
    ...gone,
  ];
  const paths = new Set([...bundle, ...removed].map(({ path }) => path));
  const before = new Set(standing.map(identity));
  const after = new Set(next.map(identity));
  return {
    bundle: next,
    standing,
    added: next.filter(rule => !before.has(identity(rule))),
    replaced: standing.filter(
      rule => paths.has(rule.path) && !after.has(identity(rule)),
    ),
    gone,
  };
}

/** Alerts that stand now and that nothing would have after: names, each once. */
export function vanishingAlerts({ bundle, replaced }: RuleChanges): string[] {
  const keyOf = ({ name, labels }: BundleRule) =>
    canonicalJson([name, labels.slo, labels.severity]);
  const next = new Set(bundle.map(keyOf));
  const names = replaced
    .filter(rule => rule.kind === 'alert' && !next.has(keyOf(rule)))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}

/** Recording rules by the name that they record, the bundle's before those that stand. */
export function recordingsOf(changes: RuleChanges): BundleRule[] {
  const recorded = new Set<string>();
  return [...changes.bundle, ...changes.standing].filter(rule => {
    const key = `${rule.name} ${canonicalJson(rule.labels)}`;
    if (rule.kind !== 'record' || recorded.has(key)) return false;
    recorded.add(key);
    return true;
  });
}

/** A bundle of a hundred SLOs has thousands of expressions; each is parsed once. */
const reads = new WeakMap<BundleRule, Selector[]>();

/** Every selector of a rule's expression. Throws `PromqlSyntaxError`. */
export function selectorsOf(rule: BundleRule): Selector[] {
  const known = reads.get(rule);
  if (known) return known;
  const found = selectors(rule.expr);
  reads.set(rule, found);
  return found;
}

function rulesOf(artifact: Artifact): BundleRule[] {
  if (artifact.type !== 'recording_rule' && artifact.type !== 'alert_rule') {
    return [];
  }
  const { recordings, alerts } = readRuleFile(plainText(artifact.content));
  const common = ({ expr, labels, group }: RecordingRule | AlertRule) => ({
    expr,
    labels,
    interval: group.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
    path: artifact.path,
  });
  return [
    ...recordings.map(
      (rule): BundleRule => ({
        ...common(rule),
        kind: 'record',
        name: rule.record,
      }),
    ),
    ...alerts.map(
      (rule): BundleRule => ({
        ...common(rule),
        kind: 'alert',
        name: rule.alert,
      }),
    ),
  ];
}

function identity(rule: BundleRule): string {
  return canonicalJson(rule);
}
