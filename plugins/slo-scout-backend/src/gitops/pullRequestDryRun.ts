import type {
  AlertFiring,
  Artifact,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, percent, round, table } from './markdown';
import {
  timelineBars,
  timelineLegend,
  timelineOf,
} from './pullRequestTimeline';

interface AlertRow {
  alert: string;
  firings: AlertFiring[];
  seconds: number;
  perMonth: number;
  verdict: string;
}

/** What the alerts would have done; an inconclusive verdict is said as such. */
export function dryRun(artifacts: Artifact[], room: number): string {
  const results = artifacts
    .filter(artifact => artifact.type === 'alert_rule')
    .map(artifact => artifact.dry_run_result);
  if (results.length === 0) return '';
  const ran = results.filter(result => result !== null);
  if (ran.length === 0) {
    return '## Dry run\n\n**Inconclusive**: the alerts were not replayed.';
  }
  const timeline = timelineOf(ran);
  const intro = [
    ...[...new Set(ran.map(introOf))].slice(0, 5),
    ...(timeline ? [timelineLegend(timeline)] : []),
  ].join('\n');
  const rows = ran
    .flatMap(alertRows)
    .sort(
      (a, b) =>
        b.firings.length - a.firings.length || compare(a.alert, b.alert),
    )
    .map(row => [
      code(row.alert),
      String(row.firings.length),
      row.firings.length > 0 ? duration(row.seconds / row.firings.length) : '–',
      String(round(row.perMonth)),
      ...(timeline ? [`\`${timelineBars(timeline, row.firings)}\``] : []),
      row.verdict,
    ]);
  const head = [
    'Alert',
    'Would have fired',
    'Average duration',
    'Per month',
    ...(timeline ? ['Day by day'] : []),
    'Verdict',
  ];
  const text = `## Dry run\n\n${intro}`;
  const alerts = table(head, rows, room - text.length - 2, 'alerts');
  return `${text}\n\n${alerts}`;
}

function introOf(result: DryRunResult): string {
  const { range_days, step_seconds, coverage, instance } = result;
  const where = instance ? ` on ${code(instance)}` : '';
  const how = result.exact
    ? `every ${step_seconds} s as in production`
    : `approximately, every ${step_seconds} s`;
  const line = `The last ${round(
    range_days,
  )} days${where}, replayed ${how}; data for ${percent(coverage)} % of it.`;
  return result.verdict === 'inconclusive'
    ? `${line}\n**Inconclusive**: ${code(result.reason ?? 'no reason given')}`
    : line;
}

/** One row an alert, over all of its label sets. */
function alertRows(result: DryRunResult): AlertRow[] {
  const rows = new Map<string, AlertRow>();
  for (const replay of result.alerts) {
    const row = rows.get(replay.alert) ?? {
      ...{ alert: replay.alert, firings: [], seconds: 0, perMonth: 0 },
      verdict: verdictOf(result.verdict, result.reason),
    };
    for (const firing of replay.firings) {
      row.firings.push(firing);
      row.seconds += firing.duration_seconds;
    }
    if (result.range_days > 0) {
      row.perMonth = (row.firings.length * 30) / result.range_days;
    }
    if (replay.reason) row.verdict = verdictOf('inconclusive', replay.reason);
    rows.set(replay.alert, row);
  }
  return [...rows.values()];
}

function verdictOf(
  verdict: DryRunResult['verdict'],
  reason: string | undefined,
): string {
  if (verdict === 'passed') return 'passed';
  const name = verdict === 'inconclusive' ? '**inconclusive**' : '**failed**';
  return reason ? `${name}: ${code(reason)}` : name;
}

function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)} h`;
  return rest === 0 ? hours : `${hours} ${rest} min`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
