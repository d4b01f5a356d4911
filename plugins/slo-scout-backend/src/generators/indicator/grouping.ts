import { Shape, shapeOf, unquote } from '../../promql';
import type { PreparedSlo } from '../prepare';
import { ALERT_LABELS } from '../ruleOptions';

/**
 * Labels by which a query gives series of their own, in two parts: those that
 * the rules keep, and those that every rule sets itself, so that series which
 * differ in nothing else would become one.
 */
export interface Grouping {
  /** As PromQL writes them. */
  kept: string[];
  /** The same as they are called: `"http.route"` is `http.route`. */
  groupedBy: string[];
  overwritten: string[];
}

export function groupingOf(prepared: PreparedSlo, expr: string): Grouping {
  const labels = labelsOf(shapeOf(expr));
  const ours = new Set<string>([...prepared.ruleLabels, ...ALERT_LABELS]);
  const kept = labels.filter(label => !ours.has(nameOf(label)));
  return {
    kept,
    groupedBy: kept.map(nameOf),
    overwritten: labels.map(nameOf).filter(label => ours.has(label)),
  };
}

function nameOf(label: string): string {
  return /^\w/.test(label) ? label : unquote(label);
}

function labelsOf(shape: Shape): string[] {
  return shape.kind === 'grouped' ? shape.labels : [];
}

/** Said of a query whose series cannot be summed: a limit's, or a ready-made share's. */
export function overwrittenNotes(
  { slo }: PreparedSlo,
  { overwritten }: Grouping,
): string[] {
  return overwritten.map(
    label =>
      `${slo.name}: the query groups by ${label}, a label that every rule sets itself. It must have one value, or the rules fail; for a budget per value group by another label.`,
  );
}
