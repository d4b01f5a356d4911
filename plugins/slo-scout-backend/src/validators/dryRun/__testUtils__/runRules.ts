import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { dryRun, type DryRunRequest } from '../dryRun';
import { readRuleFile } from '../ruleFile';

const FILE = 'alerts.yaml';

/** Dry run of alert rules in one group over recording rules in a file of their own. */
export async function runRules(
  request: Omit<DryRunRequest, 'alerts' | 'recordings' | 'stepSeconds'> & {
    stepSeconds?: number;
    rules: Array<Record<string, unknown>>;
    /** Of the alerts' group. */
    group?: Record<string, unknown>;
    recordings?: string;
  },
): Promise<DryRunResult> {
  const { rules, recordings = 'groups: []', group, ...options } = request;
  const { alerts } = readRuleFile(
    JSON.stringify({ groups: [{ name: 'alerts', ...group, rules }] }),
  );
  const results = await dryRun({
    stepSeconds: 300,
    ...options,
    alerts: new Map([[FILE, alerts]]),
    recordings: readRuleFile(recordings).recordings,
  });
  return results.get(FILE)!;
}

/** Seconds after an instant at which firings begin and end. */
export function firingsAfter(
  instant: number,
  { alerts }: DryRunResult,
): Array<[number, number]> {
  const after = (time: string) => Date.parse(time) / 1000 - instant;
  return alerts.flatMap(({ firings }) =>
    firings.map(({ start, end }): [number, number] => [
      after(start),
      after(end),
    ]),
  );
}
