import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { csv } from './csv';

const COLUMNS = [
  'alert',
  'labels',
  'start',
  'end',
  'duration_seconds',
  'peak',
  'breach_start',
  'seconds_to_fire',
  'budget_burnt',
  'budget_left',
  'open_at_start',
  'open_at_end',
];

/** Every firing of a dry run, one a row. */
export function firingsCsv(result: DryRunResult): string {
  const rows = result.alerts.flatMap(({ alert, labels, firings }) =>
    firings.map(firing => [
      alert,
      Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      firing.start,
      firing.end,
      firing.duration_seconds,
      firing.peak,
      firing.breach_start,
      firing.seconds_to_fire,
      firing.budget_burnt,
      firing.budget_left,
      firing.open_at_start ?? false,
      firing.open_at_end ?? false,
    ]),
  );
  return csv([COLUMNS, ...rows]);
}

/** `payments-api-dry-run-2026-11-23.csv`, by the last day that was examined. */
export function dryRunFileName(
  subject: string,
  result: DryRunResult,
  extension: 'json' | 'csv',
): string {
  const name = subject.replace(/[^\w.-]+/g, '-');
  const day = result.end?.slice(0, 10);
  return `${[name, 'dry-run', day].filter(Boolean).join('-')}.${extension}`;
}
