/**
 * grafana_schema: is the dashboard one that Grafana 10 can show?
 *
 * Shape by JSON Schema; what a schema cannot say (unique ids, overlap, variables
 * that exist) here. docs/validators/grafana_schema.md
 */
import type { ValidationError } from '@slo-scout/backstage-plugin-slo-scout-common';
import { grafanaDashboardSchema } from '../schemas';
import { lazySchema } from './jsonSchema';
import type { FileVerdict } from './types';

const VALIDATOR = 'grafana_schema';
const MAX_DASHBOARD_BYTES = 2 * 1024 * 1024;
/** Panels that have nothing to ask a datasource. */
const PANELS_WITHOUT_TARGETS = ['row', 'text', 'dashlist', 'news'];

const schemaErrors = lazySchema(VALIDATOR, () => grafanaDashboardSchema);

/** The part of a dashboard that the checks below look at, once the schema has held. */
interface Dashboard {
  panels: Panel[];
  templating?: { list?: Array<{ name: string }> };
  annotations?: unknown;
}

interface Panel {
  id?: number;
  type: string;
  title?: string;
  gridPos?: { x: number; y: number; w: number; h: number };
  targets?: unknown[];
  panels?: Panel[];
}

/** @internal */
export function checkDashboard(content: string): FileVerdict {
  const errors = findErrors(content);
  return { status: errors.length > 0 ? 'failed' : 'passed', errors };
}

function findErrors(content: string): ValidationError[] {
  if (Buffer.byteLength(content) > MAX_DASHBOARD_BYTES) {
    return [error(`The dashboard is larger than ${MAX_DASHBOARD_BYTES} bytes`)];
  }
  let dashboard: unknown;
  try {
    dashboard = JSON.parse(content);
  } catch (cause) {
    return [
      error(`Not JSON: ${cause instanceof Error ? cause.message : cause}`),
    ];
  }
  const wrong = schemaErrors(dashboard);
  if (wrong.length > 0) {
    return wrong;
  }
  const { panels, templating, annotations } = dashboard as Dashboard;
  const placed = locate(panels, '/panels');
  return [
    ...duplicateIds(placed),
    ...outsideGrid(placed),
    ...overlaps(placed),
    ...withoutTargets(placed),
    ...unknownVariables(
      { panels, templating, annotations },
      (templating?.list ?? []).map(variable => variable.name),
    ),
  ];
}

interface LocatedPanel {
  panel: Panel;
  path: string;
  /** Collapsed rows have a grid of their own. */
  grid: string;
}

function locate(panels: Panel[], grid: string): LocatedPanel[] {
  return panels.flatMap((panel, index) => {
    const path = `${grid}/${index}`;
    return [
      { panel, path, grid },
      ...(panel.panels ? locate(panel.panels, `${path}/panels`) : []),
    ];
  });
}

function duplicateIds(panels: LocatedPanel[]): ValidationError[] {
  const first = new Map<number, string>();
  return panels.flatMap(({ panel, path }) => {
    if (panel.id === undefined) {
      return [error('The panel has no id', path)];
    }
    const known = first.get(panel.id);
    if (known !== undefined) {
      return [error(`Panel id ${panel.id} is also used at ${known}`, path)];
    }
    first.set(panel.id, path);
    return [];
  });
}

const GRID_COLUMNS = 24;

function outsideGrid(panels: LocatedPanel[]): ValidationError[] {
  return panels.flatMap(({ panel: { gridPos }, path }) =>
    gridPos && gridPos.x + gridPos.w > GRID_COLUMNS
      ? [error(`The panel ends beyond column ${GRID_COLUMNS}`, path)]
      : [],
  );
}

function overlaps(panels: LocatedPanel[]): ValidationError[] {
  return panels.flatMap((one, index) =>
    panels.slice(index + 1).flatMap(other => {
      const a = one.panel.gridPos;
      const b = other.panel.gridPos;
      if (!a || !b || one.grid !== other.grid) {
        return [];
      }
      const apart =
        a.x + a.w <= b.x ||
        b.x + b.w <= a.x ||
        a.y + a.h <= b.y ||
        b.y + b.h <= a.y;
      return apart
        ? []
        : [error(`The panel lies over the one at ${one.path}`, other.path)];
    }),
  );
}

function withoutTargets(panels: LocatedPanel[]): ValidationError[] {
  return panels
    .filter(
      ({ panel }) =>
        !PANELS_WITHOUT_TARGETS.includes(panel.type) && !panel.targets?.length,
    )
    .map(({ panel, path }) =>
      error(`The ${panel.type} panel has no query (targets)`, path),
    );
}

/** Fields in which Grafana replaces `$name`, `${name}` and `[[name]]`. */
const INTERPOLATED = ['expr', 'query', 'uid', 'title', 'legendFormat'];

function unknownVariables(
  dashboard: Dashboard,
  known: string[],
): ValidationError[] {
  const errors: ValidationError[] = [];
  const visit = (value: unknown, path: string, field: string) => {
    if (typeof value === 'string' && INTERPOLATED.includes(field)) {
      for (const name of referencedVariables(value)) {
        if (!known.includes(name)) {
          errors.push(
            error(`The variable $${name} is not in templating.list`, path),
          );
        }
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        visit(child, `${path}/${key}`, Array.isArray(value) ? field : key);
      }
    }
  };
  visit(dashboard, '', '');
  return errors;
}

function referencedVariables(text: string): Set<string> {
  const names = new Set<string>();
  const references =
    /\$(\w+)|\$\{(\w+)(?:[.:][^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g;
  for (const [, plain, braced, bracketed] of text.matchAll(references)) {
    const name = plain ?? braced ?? bracketed;
    // Grafana's own ($__rate_interval) and the groups of regular expressions ($1).
    if (!name.startsWith('__') && !/^\d+$/.test(name)) {
      names.add(name);
    }
  }
  return names;
}

function error(message: string, path = '/'): ValidationError {
  return { validator: VALIDATOR, message: `${path} ${message}`, path };
}
