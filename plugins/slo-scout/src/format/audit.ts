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
  'reason',
  'error',
  'pr_url',
];

/** A line about what an entry concerns; the whole payload is in its details. */
export function auditSubject(entry: AuditEntry): string {
  return TELLING.map(key => words(entry.payload[key]))
    .filter(text => text !== '')
    .join(' · ');
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.filter(item => typeof item === 'string').join(', ');
}
