/**
 * The dry run for rules that people run already: the text of a rule file, the same
 * verdicts, and where Prometheus has the rules loaded, how far the replay agrees
 * with the alerts that it recorded itself.
 */
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PrometheusClient } from '../../prometheus';
import { dryRun, type DryRunRequest } from './dryRun';
import {
  compareFirings,
  type Fidelity,
  phaseOf,
  recordedFirings,
} from './fidelity';
import {
  type AlertRule,
  readRuleFile,
  type RuleFileContent,
  type RuleGroup,
} from './ruleFile';

export interface BacktestRequest
  extends Omit<DryRunRequest, 'alerts' | 'recordings' | 'client' | 'phaseOf'> {
  client: PrometheusClient;
  /** Text of a Prometheus rule file. */
  content: string;
}

export interface Backtest {
  result: DryRunResult;
  /** For alerts that Prometheus has recorded itself; empty where it has none. */
  fidelity: Fidelity[];
}

const FILE = 'rules.yaml';

/**
 * Replays the alerts of a rule file over history. Throws `RuleFileError` for text
 * that is none; rejects otherwise only when the caller gives up.
 */
export async function backtest(request: BacktestRequest): Promise<Backtest> {
  const { content, client, ...options } = request;
  const file = readRuleFile(content);
  const phases = await phasesOf(file, request);
  const [result] = (
    await dryRun({
      ...options,
      client,
      alerts: new Map([[FILE, file.alerts]]),
      recordings: file.recordings,
      phaseOf: group => phases.get(group),
    })
  ).values();
  return { result, fidelity: await fidelityOf(file, result, request) };
}

/** The groups' places in their intervals, as far as Prometheus has evaluated them. */
async function phasesOf(
  { alerts, recordings }: RuleFileContent,
  { client, now, signal }: BacktestRequest,
): Promise<Map<RuleGroup, number>> {
  const groups = new Set([...alerts, ...recordings].map(rule => rule.group));
  const found = new Map<RuleGroup, number>();
  for (const group of groups) {
    const of = <T extends { group: RuleGroup }>(rules: T[]) =>
      rules.filter(rule => rule.group === group);
    const names = {
      records: [...new Set(of(recordings).map(({ record }) => record))],
      alerts: [...new Set(of(alerts).map(({ alert }) => alert))],
    };
    const phase = await phaseOf(client, group, names, now, signal).catch(
      () => undefined,
    );
    signal?.throwIfAborted();
    if (phase !== undefined) found.set(group, phase);
  }
  return found;
}

async function fidelityOf(
  { alerts }: RuleFileContent,
  result: DryRunResult,
  { client, signal }: BacktestRequest,
): Promise<Fidelity[]> {
  if (!result.start || !result.end) return [];
  const found: Fidelity[] = [];
  const seconds = (time: string) => Date.parse(time) / 1000;
  for (const rule of distinct(alerts)) {
    const step = rule.group.intervalSeconds ?? result.step_seconds;
    const ticks = {
      start: seconds(result.start),
      end: seconds(result.end),
      step,
    };
    const recorded = await recordedFirings(client, rule, ticks, signal).catch(
      () => [],
    );
    signal?.throwIfAborted();
    if (recorded.length === 0) continue;
    const replayed = result.alerts
      .filter(({ alert }) => alert === rule.alert)
      .map(({ alert, labels, firings }) => ({
        alert,
        labels,
        firings: firings.map(({ start, end }) => ({
          start: seconds(start),
          end: seconds(end),
        })),
      }));
    found.push(compareFirings(rule.alert, replayed, recorded, step));
  }
  return found;
}

/** Rules of one name are one alert to `ALERTS`. */
function distinct(alerts: AlertRule[]): AlertRule[] {
  return [...new Map(alerts.map(rule => [rule.alert, rule])).values()];
}
