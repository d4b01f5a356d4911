import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { plainText } from '../generators/output/plainText';

/** A query as the dashboard has it, variables and all. */
export interface StoredQuery {
  refId: string;
  expr: string;
  legend: string;
  instant: boolean;
}

/** How a table joins, orders and names its columns. */
export interface TableShape {
  hidden: string[];
  order: Record<string, number>;
  names: Record<string, string>;
  units: Record<string, string>;
}

/** A panel as it is stored, without data. */
export interface StoredPanel
  extends Omit<DashboardPanel, 'targets' | 'table' | 'alerts_not_loaded'> {
  queries: StoredQuery[];
  shape: TableShape;
}

export interface StoredDashboard {
  title: string;
  /** Values of the variables that have a single one. */
  variables: Record<string, string>;
  panels: StoredPanel[];
}

/** A stored file that no dashboard can be read from; the message says why. */
export class DashboardUnreadable extends Error {}

type Json = Record<string, unknown>;

/**
 * Reads a generated dashboard, whatever it is wrapped in for its target. Throws
 * `DashboardUnreadable`.
 */
export function readDashboard(content: string): StoredDashboard {
  let parsed: unknown;
  try {
    parsed = JSON.parse(plainText(content));
  } catch (error) {
    throw new DashboardUnreadable(
      `it is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  const dashboard = objectOf(parsed);
  if (!Array.isArray(dashboard.panels)) {
    throw new DashboardUnreadable('it has no list of panels');
  }
  return {
    title: textOf(dashboard.title) ?? '',
    variables: Object.fromEntries(
      listOf(objectOf(dashboard.templating).list).flatMap(variable => {
        const name = textOf(variable.name);
        const value = textOf(objectOf(variable.current).value);
        return name && value !== undefined ? [[name, value]] : [];
      }),
    ),
    panels: listOf(dashboard.panels)
      // Collapsed rows hold their panels; open ones stand beside them.
      .flatMap(panel => [panel, ...listOf(panel.panels)])
      .map(readPanel)
      .sort((a, b) => a.grid.y - b.grid.y || a.grid.x - b.grid.x),
  };
}

function readPanel(panel: Json, index: number): StoredPanel {
  const { defaults, overrides } = objectOf(panel.fieldConfig);
  const field = objectOf(defaults);
  const style = objectOf(objectOf(field.custom).thresholdsStyle).mode;
  return {
    id: numberOf(panel.id) ?? index + 1,
    type: textOf(panel.type) ?? 'unknown',
    title: textOf(panel.title) ?? '',
    ...optional('description', textOf(panel.description)),
    grid: readGrid(objectOf(panel.gridPos)),
    ...optional('unit', textOf(field.unit)),
    ...optional('min', numberOf(field.min)),
    ...optional('max', numberOf(field.max)),
    thresholds: listOf(objectOf(field.thresholds).steps).map(step => ({
      value: numberOf(step.value) ?? null,
      color: textOf(step.color) ?? '',
    })),
    threshold_lines: typeof style === 'string' && style !== 'off',
    ...optional('no_value', textOf(field.noValue)),
    ...optional('text', textOf(objectOf(panel.options).content)),
    queries: listOf(panel.targets).flatMap(readQuery),
    shape: readShape(listOf(panel.transformations), listOf(overrides)),
  };
}

function readGrid({ x, y, w, h }: Json): DashboardPanel['grid'] {
  const width = Math.min(24, Math.max(1, numberOf(w) ?? 24));
  return {
    x: Math.min(24 - width, Math.max(0, numberOf(x) ?? 0)),
    y: Math.max(0, numberOf(y) ?? 0),
    w: width,
    h: Math.min(40, Math.max(1, numberOf(h) ?? 8)),
  };
}

function readQuery(target: Json, index: number): StoredQuery[] {
  const expr = textOf(target.expr);
  if (!expr || target.hide === true) return [];
  return [
    {
      refId: textOf(target.refId) ?? String(index + 1),
      expr,
      legend: textOf(target.legendFormat) ?? '',
      instant: target.instant === true && target.range !== true,
    },
  ];
}

function readShape(transformations: Json[], overrides: Json[]): TableShape {
  const organize = objectOf(
    transformations.find(({ id }) => id === 'organize')?.options,
  );
  return {
    hidden: Object.entries(objectOf(organize.excludeByName)).flatMap(
      ([name, hidden]) => (hidden === true ? [name] : []),
    ),
    order: valuesOf(organize.indexByName, numberOf),
    names: valuesOf(organize.renameByName, textOf),
    units: Object.fromEntries(
      overrides.flatMap(({ matcher, properties }) => {
        const { id, options } = objectOf(matcher);
        const unit = textOf(
          listOf(properties).find(p => p.id === 'unit')?.value,
        );
        return id === 'byName' && typeof options === 'string' && unit
          ? [[options, unit]]
          : [];
      }),
    ),
  };
}

function valuesOf<T>(
  value: unknown,
  read: (one: unknown) => T | undefined,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([key, one]) => {
      const known = read(one);
      return known === undefined ? [] : [[key, known]];
    }),
  );
}

function optional<K extends string, T>(key: K, value: T | undefined) {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}
