import type {
  Artifact,
  DeploymentKind,
  Override,
  PolicyDecision,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, link, list, oneLine, percent, shorten, table } from './markdown';
import { type BodySections, renderBody } from './bodyTemplate';
import { blastRadiusSection } from './pullRequestBlastRadius';
import { dryRun } from './pullRequestDryRun';
import { overrideSection } from './pullRequestOverride';
import { reasonSection } from './pullRequestReason';
import { type RemovalContent, removalSections } from './pullRequestRemoval';

/** What a pull request tells about. */
export interface PullRequestContent {
  /** Name of the service as people say it. */
  service: string;
  kind?: DeploymentKind;
  /** Paths that are taken away. */
  removed?: string[];
  /** Of a pull request that only takes files away. */
  removal?: RemovalContent;
  environment: string;
  slos: Slo[];
  artifacts: Artifact[];
  /** What stands in the target now. */
  deployed?: Artifact[];
  decision: PolicyDecision;
  /** Let violations pass. */
  override?: Override;
  /** Hash of the newest audit entry: ties the pull request to the chain. */
  auditHead: string;
  /** The tab on the entity page. */
  entityUrl?: string;
  /** Of the body; otherwise its sections follow each other. */
  template?: string;
  /** `Name <address>` that signs the commit off. */
  signedOffBy?: string;
}

export interface PullRequestText {
  title: string;
  body: string;
  commitMessage: string;
}

/** GitHub's limit is 65,536 characters; the rest is room for its own line ends. */
const MAX_BODY = 65_000;

/** Room of each part; the dry run takes what the others leave. */
const ROOM = {
  slos: 14_000,
  approvals: 5_000,
  files: 8_000,
  policy: 8_000,
  blastRadius: 12_000,
};

/** Title, commit message and Markdown body. Same content, same text. */
export function describePullRequest(
  content: PullRequestContent,
): PullRequestText {
  const title = titleOf(content);
  return {
    title,
    commitMessage: messageOf(title, content),
    body: bodyOf(content, title),
  };
}

function titleOf({ service, kind }: PullRequestContent): string {
  const scope = oneLine(service).replace(/[^A-Za-z0-9._-]+/g, '-');
  switch (kind) {
    case 'rollback':
      return `revert(${shorten(scope, 50)}): restore SLO monitoring`;
    case 'restore':
      return `fix(${shorten(scope, 50)}): put approved SLO monitoring back`;
    case 'removal':
      return `chore(${shorten(scope, 50)}): remove SLO monitoring`;
    default:
      return `feat(${shorten(scope, 50)}): add SLO monitoring`;
  }
}

function messageOf(title: string, content: PullRequestContent): string {
  const { artifacts, decision, environment } = content;
  const names = content.slos.map(slo => `- ${shorten(oneLine(slo.name), 63)}`);
  const approvers = new Set(
    content.removal?.retirements.map(({ retired_by: by }) => by) ??
      artifacts.map(artifact => artifact.approved_by),
  );
  const trailers = [...approvers]
    .filter(approver => approver !== null)
    .sort()
    .map(approver => `Approved-by: ${oneLine(approver)}`);
  return [
    title,
    '',
    `Environment: ${oneLine(environment)}`,
    '',
    content.removal ? 'SLOs retired:' : 'SLOs:',
    ...names.slice(0, 100),
    ...(names.length > 100 ? [`- and ${names.length - 100} more`] : []),
    '',
    `Bundle: ${decision.bundle_hash}`,
    ...trailers,
    ...(content.signedOffBy ? [`Signed-off-by: ${content.signedOffBy}`] : []),
  ].join('\n');
}

function bodyOf(content: PullRequestContent, title: string): string {
  const { template } = content;
  if (template === undefined) return joined(sectionsOf(content, title, 0));
  const own = sectionsOf(content, title, template.length);
  const body = renderBody(template, own);
  // One that names a section twice may get too long; nothing may be cut off it.
  return body.length <= MAX_BODY ? body : joined(own);
}

/** The sections, together within the limit and `reserved` characters below it. */
function sectionsOf(
  content: PullRequestContent,
  title: string,
  reserved: number,
): BodySections {
  const { service, environment, entityUrl, decision, artifacts } = content;
  const others = {
    summary: summary(content),
    why: reasonSection(content),
    slos: sloTable(content.slos),
    blast_radius: blastRadiusSection(decision.blast_radius, ROOM.blastRadius),
    policy: policy(decision),
    override: overrideSection(content.override),
    approvals: approvals(artifacts),
    files: files(artifacts),
    audit: auditTrail(content),
    ...(content.removal ? removalSections(content.removal, content) : {}),
  };
  const taken = Object.values(others).join('\n\n').length;
  return {
    ...others,
    title: code(title),
    service: code(service),
    environment: code(environment),
    entity_url: entityUrl ? link('The service in the portal', entityUrl) : '',
    dry_run: dryRun(artifacts, MAX_BODY - taken - reserved - 500),
  };
}

const ORDER: Array<keyof BodySections> = [
  ...(['summary', 'why', 'slos', 'dry_run', 'blast_radius'] as const),
  ...(['policy', 'override', 'approvals', 'files', 'audit'] as const),
];

function joined(sections: BodySections): string {
  const parts = ORDER.map(name => sections[name]);
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function whyRemoved(kind: DeploymentKind | undefined): string {
  if (kind === 'rollback') return 'which did not stand there before';
  if (kind === 'restore') return 'which came back unapproved';
  return 'which no approved SLO needs';
}

function summary(content: PullRequestContent): string {
  const { service, environment, slos, artifacts, entityUrl } = content;
  const { kind, removed = [] } = content;
  const slis = new Set(slos.map(slo => slo.sli.name)).size;
  const lines = [
    '## Summary',
    '',
    `SLO monitoring of ${code(service)} in ${code(environment)}:`,
    '',
    `- ${count(slis, 'SLI')} monitored`,
    `- ${count(slos.length, 'SLO')} defined`,
    `- ${count(artifacts.length, 'file')} changed`,
    ...(removed.length > 0
      ? [
          `- ${count(removed.length, 'file')} removed, ${whyRemoved(
            kind,
          )}: ${removed.slice(0, 20).map(code).join(', ')}${
            removed.length > 20 ? ` and ${removed.length - 20} more` : ''
          }`,
        ]
      : []),
    ...(kind === 'rollback'
      ? ['- This restores the files that were deployed before.']
      : []),
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
  if (sli.kind === 'raw_ratio') return `${sli.name}: share of ${sli.of}s`;
  return sli.kind === 'ratio'
    ? `${sli.name}: good over total`
    : `${sli.name} ${OPERATORS[sli.op]} ${sli.threshold}`;
}

function policy(decision: PolicyDecision): string {
  const broken = decision.invariants.filter(invariant => !invariant.ok);
  const verdict =
    broken.length === 0
      ? `${count(
          decision.invariants.length,
          'invariant',
        )} judged, none violated.`
      : table(
          ['Invariant', 'Mode', 'Limit', 'Measured', 'Says'],
          broken.map(({ measured: m, ...result }) => [
            code(result.invariant),
            result.overridden_by ? `${result.mode}, let pass` : result.mode,
            String(result.limit),
            m === null ? 'unknown' : String(m),
            code(result.message),
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
