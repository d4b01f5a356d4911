import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Fields of a payload that tell most in one line, in this order. */
const TELLING = [
  'slo_name',
  'name',
  'names',
  'slo_names',
  'path',
  'paths',
  'environment',
  'artifacts',
  'reason',
  'message',
  'error',
  'violations',
  'pr_url',
];

/** Of a list, as many are named in the line. */
const MOST = 3;

/** A line about what an entry concerns; the whole payload is in its details. */
export function auditSubject(entry: AuditEntry): string {
  return TELLING.map(key => words(entry.payload[key]))
    .filter(text => text !== '')
    .join(' · ');
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  const names = value
    .map(item => (isFile(item) ? item.path : item))
    .filter(item => typeof item === 'string');
  const rest = names.length - MOST;
  return [...names.slice(0, MOST), ...(rest > 0 ? [`+ ${rest}`] : [])].join(
    ', ',
  );
}

/** Approvals and generations list their files with hashes; the path is for people. */
function isFile(item: unknown): item is { path: string } {
  return typeof item === 'object' && item !== null && 'path' in item;
}
