import type {
  DashboardTable,
  DashboardTarget,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { labelKey } from '../prometheus';
import type { TableShape } from './readDashboard';

/**
 * The queries of a table as one: rows with the same labels are joined, columns
 * hidden, ordered and named as the dashboard says.
 */
export function panelTable(
  targets: DashboardTarget[],
  shape: TableShape,
): DashboardTable {
  const rows = new Map<string, Record<string, string | number | null>>();
  const labels = new Set<string>();
  for (const { ref_id: refId, series } of targets) {
    for (const { labels: own, points } of series) {
      const key = labelKey(own);
      const [, value] = points.at(-1) ?? [0, null];
      rows.set(key, {
        ...(rows.get(key) ?? own),
        [valueColumn(refId, targets)]: value,
      });
      Object.keys(own).forEach(label => labels.add(label));
    }
  }
  const columns = [
    ...[...labels].sort(),
    ...targets.map(target => valueColumn(target.ref_id, targets)),
  ]
    .filter(name => !shape.hidden.includes(name))
    .sort((a, b) => placeOf(a, shape) - placeOf(b, shape));
  return {
    columns: columns.map(column => {
      const name = shape.names[column] ?? column;
      const unit = shape.units[name] ?? shape.units[column];
      return { name, ...(unit ? { unit } : {}) };
    }),
    rows: [...rows.values()].map(row => columns.map(name => row[name] ?? null)),
  };
}

/** As Grafana names them: by query where there are several. */
function valueColumn(refId: string, targets: DashboardTarget[]): string {
  return targets.length > 1 ? `Value #${refId}` : 'Value';
}

function placeOf(column: string, { order }: TableShape): number {
  return order[column] ?? Number.MAX_SAFE_INTEGER;
}
