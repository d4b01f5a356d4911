import type {
  Artifact,
  PolicyDecision,
  Retirement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, link, list, table } from './markdown';

/** What a removal takes away, and on whose word. */
export interface RemovalContent {
  files: Artifact[];
  retirements: Retirement[];
}

const ROOM = 8_000;
const SHOWN = 20;

/** The sections in which a removal has something else to say than a deployment. */
export function removalSections(
  { files, retirements }: RemovalContent,
  about: {
    service: string;
    environment: string;
    decision: PolicyDecision;
    entityUrl?: string;
  },
): Record<'summary' | 'why' | 'slos' | 'approvals' | 'files', string> {
  return {
    summary: summary(files, about),
    why: why(retirements),
    slos: '',
    approvals: approvals(retirements),
    files: `## Files removed\n\n${list(
      files.map(({ path }) => code(path)).sort(),
      ROOM,
      'files',
    )}`,
  };
}

function summary(
  files: Artifact[],
  about: Parameters<typeof removalSections>[1],
): string {
  const { service, environment, decision, entityUrl } = about;
  return [
    '## Summary',
    '',
    `SLO monitoring of ${code(service)} in ${code(
      environment,
    )} is **removed**; nothing is added:`,
    '',
    `- ${files.length} file${files.length === 1 ? '' : 's'} removed`,
    vanishing(decision),
    ...(entityUrl ? [`- ${link('The service in the portal', entityUrl)}`] : []),
  ].join('\n');
}

function vanishing({ blast_radius: radius }: PolicyDecision): string {
  const alerts = radius.vanishing_alerts?.value;
  if (!alerts) return '- Which alerts vanish is **not known**';
  if (alerts.length === 0) return '- No alert vanishes';
  const names = alerts.slice(0, SHOWN).map(code).join(', ');
  const more =
    alerts.length > SHOWN ? ` and ${alerts.length - SHOWN} more` : '';
  return `- ${alerts.length} alert${
    alerts.length === 1 ? ' vanishes' : 's vanish'
  }: ${names}${more}`;
}

function why(retirements: Retirement[]): string {
  const reasons = retirements.map(
    ({ name }) =>
      `${code(name)} was retired: no SLO of these files is in force.`,
  );
  return reasons.length === 0
    ? ''
    : `## Why\n\n${list(reasons, ROOM, 'reasons')}`;
}

function approvals(retirements: Retirement[]): string {
  const rows = retirements.map(({ name, retired_by: by, retired_at: at }) => [
    code(by),
    code(at),
    code(name),
  ]);
  const head = ['Retired by', 'At', 'SLO'];
  const text = table(head, rows, ROOM, 'retirements');
  return `## Approvals\n\nRetiring an SLO is an approver's act; it approves the removal.\n\n${
    text || 'None.'
  }`;
}
