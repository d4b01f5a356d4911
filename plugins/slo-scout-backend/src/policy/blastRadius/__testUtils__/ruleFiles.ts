import type {
  Artifact,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringify } from 'yaml';

/** An artifact of one group, with as much else as measuring looks at. */
export function exampleRuleFile(
  type: 'recording_rule' | 'alert_rule',
  rules: object[],
  interval = '30s',
  dryRun: Partial<DryRunResult> | null = null,
): Artifact {
  return {
    type,
    path: `prometheus/rules/${type}/payments_api.yaml`,
    content: stringify({ groups: [{ name: 'a', interval, rules }] }),
    dry_run_result: dryRun,
  } as Artifact;
}
