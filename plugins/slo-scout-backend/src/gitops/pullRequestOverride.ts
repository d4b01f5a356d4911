import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, table } from './markdown';

const ROOM = 4_000;

/** Who let which violations pass, why and until when; empty where nobody had to. */
export function overrideSection(override: Override | undefined): string {
  if (!override) return '';
  const rows = override.invariants.map(
    ({ invariant, measured, limit, required_override: required }) => {
      const decision = override.decisions.find(
        ({ required_override: role }) => role === required,
      );
      return [
        code(invariant),
        measured === null ? 'unknown' : String(measured),
        String(limit),
        code(required),
        code(decision?.decided_by ?? 'nobody'),
      ];
    },
  );
  const head = ['Let pass', 'Measured', 'Limit', 'As', 'By'];
  return [
    '## Override',
    '',
    `- Asked for by ${code(override.requested_by)} at ${code(
      override.requested_at,
    )}`,
    `- Reason: ${code(override.reason)}`,
    ...(override.ticket ? [`- Ticket: ${code(override.ticket)}`] : []),
    `- Valid until ${code(override.expires_at)}, for this content only`,
    `- Override: ${code(override.id)}`,
    '',
    table(head, rows, ROOM, 'invariants'),
  ].join('\n');
}
