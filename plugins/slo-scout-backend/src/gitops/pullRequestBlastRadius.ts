import type {
  BlastRadius,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, round, significant, table } from './markdown';

type Row = [name: string, measured: string, source: string];

/** Every figure with what it was measured by; unknown ones with the reason. */
export function blastRadiusSection(radius: BlastRadius, room: number): string {
  const rows: Row[] = [
    row('Services', radius.services, names),
    row('Dependents', radius.dependents, names),
    row('Endpoints', radius.endpoints, names),
    row(
      'Traffic',
      radius.traffic_percent,
      n => `${round(n)} % of all requests`,
    ),
    row('New series', radius.new_series, n => String(round(n))),
    ...optional('Samples read', radius.query_samples_per_day, perDay),
    row('Cost', radius.cost_impact_usd, n => `${significant(n)} USD a day`),
    ...optional('Teams paged', radius.teams_paged, names),
    ...optional('Pages', radius.pages_per_week, n => `${round(n)} a week`),
    ...optional('Rules replaced', radius.replaced_rules, names),
    ...optional('Alerts that vanish', radius.vanishing_alerts, names),
  ];
  const cells = rows.map(([name, value, source]) => [
    name,
    value,
    code(source),
  ]);
  const head = ['Blast radius', 'Measured', 'Source'];
  return `## Blast radius\n\n${table(head, cells, room, 'figures')}`;
}

function row<T>(
  name: string,
  measurement: Measurement<T>,
  show: (value: T) => string,
): Row {
  const { value, source, unknown_reason: reason } = measurement;
  if (value !== null) return [name, show(value), source];
  return [name, reason ? `unknown: ${code(reason)}` : 'unknown', source];
}

/** Decisions of earlier versions have fewer figures. */
function optional<T>(
  name: string,
  measurement: Measurement<T> | undefined,
  show: (value: T) => string,
): Row[] {
  return measurement ? [row(name, measurement, show)] : [];
}

function perDay(samples: number): string {
  return `${round(samples)} a day`;
}

function names(values: string[]): string {
  const shown = values.slice(0, 5).map(code).join(', ');
  const more = values.length > 5 ? ` and ${values.length - 5} more` : '';
  return values.length === 0 ? '0' : `${values.length}: ${shown}${more}`;
}
