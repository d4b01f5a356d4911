import type {
  Artifact,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type BundleRule,
  type RuleChanges,
  vanishingAlerts,
} from './bundleRules';
import { unknown } from './measurement';

const NOBODY = 'nobody named';

/** Owners of the alerts that page. */
export function teamsPaged(
  { bundle }: RuleChanges,
  pagingSeverities: string[],
): Measurement<string[]> {
  const owners = paging(bundle, pagingSeverities).map(
    rule => rule.labels.owner ?? NOBODY,
  );
  return {
    value: [...new Set(owners)].sort(),
    source: `label owner of the alerts with severity ${pagingSeverities.join(
      ' or ',
    )}`,
  };
}

/** Firings of the alerts that page, as the dry runs counted them, in a week. */
export function pagesPerWeek(
  { bundle }: RuleChanges,
  artifacts: Artifact[],
  pagingSeverities: string[],
): Measurement<number> {
  const source = `dry run: firings of the alerts with severity ${pagingSeverities.join(
    ' or ',
  )}, over 7 d`;
  let pages = 0;
  for (const { type, path, dry_run_result: run } of artifacts) {
    if (type !== 'alert_rule') continue;
    const names = new Set(
      paging(
        bundle.filter(rule => rule.path === path),
        pagingSeverities,
      ).map(rule => rule.name),
    );
    if (names.size === 0) continue;
    if (!run || run.verdict !== 'passed' || !(run.range_days > 0)) {
      return unknown(source, `the dry run of ${path} is inconclusive`);
    }
    const firings = run.alerts
      .filter(({ alert }) => names.has(alert))
      .reduce((sum, replay) => sum + replay.firings.length, 0);
    pages += (firings / run.range_days) * 7;
  }
  return { value: pages, source };
}

/** Names of rules that stand now and would change or go. */
export function replacedRules({
  replaced,
}: RuleChanges): Measurement<string[]> {
  return {
    value: [...new Set(replaced.map(rule => rule.name))].sort(),
    source: 'deployed files at the paths of the bundle, against the bundle',
  };
}

/** Of what nobody will be told any more. */
export function alertsThatVanish(changes: RuleChanges): Measurement<string[]> {
  return {
    value: vanishingAlerts(changes),
    source:
      'alerts of the deployed files that are replaced or taken away, against the bundle',
  };
}

function paging(rules: BundleRule[], severities: string[]): BundleRule[] {
  return rules.filter(
    rule =>
      rule.kind === 'alert' && severities.includes(rule.labels.severity ?? ''),
  );
}
