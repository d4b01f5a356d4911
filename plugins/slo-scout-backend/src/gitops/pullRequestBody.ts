import type {
  Artifact,
  BlastRadius,
  DryRunResult,
  Measurement,
  PolicyDecision,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, link, list, oneLine, shorten, table } from './markdown';

/** What a pull request tells about. */
export interface PullRequestContent {
  /** Name of the service as people say it. */
  service: string;
  environment: string;
  slos: Slo[];
  artifacts: Artifact[];
  decision: PolicyDecision;
  /** Hash of the newest audit entry: ties the pull request to the chain. */
  auditHead: string;
  /** The tab on the entity page. */
  entityUrl?: string;
}

export interface PullRequestText {
  title: string;
  body: string;
  commitMessage: string;
}

/** GitHub's limit is 65,536 characters; the rest is room for its own line ends. */
const MAX_BODY = 65_000;

/** Room of each part; the dry run takes what the others leave. */
const ROOM = { slos: 14_000, approvals: 5_000, files: 8_000, policy: 8_000 };

/** Title, commit message and Markdown body. Same content, same text. */
export function describePullRequest(
  content: PullRequestContent,
): PullRequestText {
  const title = titleOf(content.service);
  return {
    title,
    commitMessage: messageOf(title, content),
    body: bodyOf(content),
  };
}

function titleOf(service: string): string {
  const scope = oneLine(service).replace(/[^A-Za-z0-9._-]+/g, '-');
  return `feat(${shorten(scope, 50)}): add SLO monitoring`;
}

function messageOf(title: string, content: PullRequestContent): string {
  const { artifacts, decision, environment } = content;
  const names = content.slos.map(slo => `- ${shorten(oneLine(slo.name), 63)}`);
  const approvers = new Set(artifacts.map(artifact => artifact.approved_by));
  const trailers = [...approvers]
    .filter(approver => approver !== null)
    .sort()
    .map(approver => `Approved-by: ${oneLine(approver)}`);
  return [
    title,
    '',
    `Environment: ${oneLine(environment)}`,
    '',
    'SLOs:',
    ...names.slice(0, 100),
    ...(names.length > 100 ? [`- and ${names.length - 100} more`] : []),
    '',
    `Bundle: ${decision.bundle_hash}`,
    ...trailers,
  ].join('\n');
}

function bodyOf(content: PullRequestContent): string {
  const before = [summary(content), sloTable(content.slos)];
  const after = [
    blastRadius(content.decision.blast_radius),
    policy(content.decision),
    approvals(content.artifacts),
    files(content.artifacts),
    auditTrail(content),
  ];
  const taken = [...before, ...after].join('\n\n').length;
  const parts = [
    ...before,
    dryRun(content.artifacts, MAX_BODY - taken - 100),
    ...after,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function summary(content: PullRequestContent): string {
  const { service, environment, slos, artifacts, entityUrl } = content;
  const slis = new Set(slos.map(slo => slo.sli.name)).size;
  const lines = [
    '## Summary',
    '',
    `SLO monitoring of ${code(service)} in ${code(environment)}:`,
    '',
    `- ${count(slis, 'SLI')} monitored`,
    `- ${count(slos.length, 'SLO')} defined`,
    `- ${count(artifacts.length, 'file')}, each validated and approved`,
  ];
  if (entityUrl) {
    lines.push(`- ${link('The service in the portal', entityUrl)}`);
  }
  return lines.join('\n');
}

function sloTable(slos: Slo[]): string {
  const rows = slos.map(slo => [
    code(slo.name),
    code(indicatorOf(slo)),
    `${percent(slo.objective)} %`,
    code(slo.window),
    code(slo.severity),
    String(slo.revision),
  ]);
  const head = ['SLO', 'SLI', 'Objective', 'Window', 'Severity', 'Revision'];
  return `## SLOs\n\n${table(head, rows, ROOM.slos, 'SLOs')}`;
}

const OPERATORS = { lt: '<', lte: '≤', gt: '>', gte: '≥' };

function indicatorOf({ sli }: Slo): string {
  return sli.kind === 'ratio'
    ? `${sli.name}: good over total`
    : `${sli.name} ${OPERATORS[sli.op]} ${sli.threshold}`;
}

interface AlertRow {
  alert: string;
  firings: number;
  seconds: number;
  perMonth: number;
  verdict: string;
}

function dryRun(artifacts: Artifact[], room: number): string {
  const results = artifacts
    .filter(artifact => artifact.type === 'alert_rule')
    .map(artifact => artifact.dry_run_result);
  if (results.length === 0) return '';
  const ran = results.filter(result => result !== null);
  if (ran.length === 0) {
    return '## Dry run\n\n**Inconclusive**: the alerts were not replayed.';
  }
  const intro = ran.map(introOf).join('\n');
  const rows = ran
    .flatMap(alertRows)
    .sort((a, b) => b.firings - a.firings || compare(a.alert, b.alert))
    .map(row => [
      code(row.alert),
      String(row.firings),
      row.firings > 0 ? duration(row.seconds / row.firings) : '–',
      String(round(row.perMonth)),
      row.verdict,
    ]);
  const head = [
    'Alert',
    'Would have fired',
    'Average duration',
    'Per month',
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
      ...{ alert: replay.alert, firings: 0, seconds: 0, perMonth: 0 },
      verdict: verdictOf(result.verdict, result.reason),
    };
    for (const firing of replay.firings) {
      row.firings += 1;
      row.seconds += firing.duration_seconds;
    }
    if (result.range_days > 0) {
      row.perMonth = (row.firings * 30) / result.range_days;
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

function blastRadius(radius: BlastRadius): string {
  const names = (m: Measurement<string[]>) =>
    measured(m, value => {
      const shown = value.slice(0, 10).map(code).join(', ');
      const more = value.length > 10 ? ` and ${value.length - 10} more` : '';
      return value.length === 0 ? '0' : `${value.length}: ${shown}${more}`;
    });
  const number = (m: Measurement<number>, unit: string) =>
    measured(m, value => `${round(value)}${unit}`);
  const rows = [
    ['Services', names(radius.services), radius.services.source],
    ['Dependents', names(radius.dependents), radius.dependents.source],
    ['Endpoints', names(radius.endpoints), radius.endpoints.source],
    [
      ...['Traffic', number(radius.traffic_percent, ' % of all requests')],
      radius.traffic_percent.source,
    ],
    ['New series', number(radius.new_series, ''), radius.new_series.source],
    [
      ...['Cost', number(radius.cost_impact_usd, ' USD a day')],
      radius.cost_impact_usd.source,
    ],
  ].map(([name, value, source]) => [name, value, code(source)]);
  const head = ['Blast radius', 'Measured', 'Source'];
  return `## Blast radius\n\n${table(head, rows, 20_000, 'figures')}`;
}

function measured<T>(
  measurement: Measurement<T>,
  show: (value: T) => string,
): string {
  if (measurement.value !== null) return show(measurement.value);
  const reason = measurement.unknown_reason;
  return reason ? `unknown: ${code(reason)}` : 'unknown';
}

function policy(decision: PolicyDecision): string {
  const broken = decision.invariants.filter(invariant => !invariant.ok);
  const verdict =
    broken.length === 0
      ? `All ${decision.invariants.length} invariants hold.`
      : table(
          ['Invariant', 'Mode', 'Limit', 'Measured', 'Says'],
          broken.map(({ invariant, mode, limit, measured: m, message }) => [
            ...[code(invariant), mode, String(limit)],
            ...[m === null ? 'unknown' : String(m), code(message)],
          ]),
          ROOM.policy,
          'invariants',
        );
  return `## Policy\n\n${verdict}`;
}

function approvals(artifacts: Artifact[]): string {
  const rows = artifacts
    .filter(artifact => artifact.approved_by !== null)
    .map(artifact => [
      code(artifact.approved_by ?? ''),
      code(artifact.approved_at ?? 'unknown'),
      code(artifact.path),
    ]);
  const head = ['Approved by', 'At', 'File'];
  const text = table(head, rows, ROOM.approvals, 'approvals');
  return `## Approvals\n\n${text || 'None.'}`;
}

function files(artifacts: Artifact[]): string {
  const paths = artifacts.map(artifact => code(artifact.path)).sort();
  return `## Files\n\n${list(paths, ROOM.files, 'files')}`;
}

function auditTrail({ decision, auditHead }: PullRequestContent): string {
  return [
    '## Audit trail',
    '',
    `- Head of the audit log: ${code(auditHead)}`,
    `- Bundle: ${code(decision.bundle_hash)}`,
    `- Policy: ${code(decision.policy_hash)}`,
  ].join('\n');
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** 0.999 as 99.9, without the noise of binary fractions. */
function percent(ratio: number): string {
  return String(Number((ratio * 100).toPrecision(10)));
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
