import type { SyntaxNode } from '@lezer/common';
import { anchorOf } from './anchor';
import { applyEdits, Edit, nodesOf, parse, textOf } from './parse';
import { readSelector } from './selectors';

/** Sloth's placeholder for the window; a template's, not PromQL's. */
const PLACEHOLDER = /\{\{\s*\.window\s*\}\}/g;

/** The expression with the window where the placeholder stands, and nothing else changed. */
export function fillWindow(expr: string, window: string): string {
  return expr.replace(PLACEHOLDER, window);
}

function hasPlaceholder(expr: string): boolean {
  return expr.search(PLACEHOLDER) >= 0;
}

/** The expression with a range for the placeholder, every position kept. */
function parseable(expr: string): string {
  return expr.replace(PLACEHOLDER, found => '5m'.padEnd(found.length));
}

/**
 * The expression over a window. Where the placeholder stands, it alone is filled
 * in: whoever wrote it meant the other ranges. Without it every range is
 * replaced, but for those of subqueries: they say how often to look, not over
 * what.
 */
export function withWindow(expr: string, window: string): string {
  const filled = fillWindow(expr, window);
  const tree = parse(filled);
  if (hasPlaceholder(expr)) return filled;
  return applyEdits(
    filled,
    nodesOf(tree, 'MatrixSelector').map(node => {
      const range = node.getChild('DurationExpr')!;
      return { from: range.from, to: range.to, text: window };
    }),
  );
}

/** Whether the expression has a range that `withWindow` replaces. */
export function hasWindow(expr: string): boolean {
  const ranges = nodesOf(parse(parseable(expr)), 'MatrixSelector');
  return hasPlaceholder(expr) || ranges.length > 0;
}

/** Functions that look at the edge of their range, however long it is. */
const AT_THE_EDGE = new Set([
  'irate',
  'idelta',
  'first_over_time',
  'last_over_time',
]);

/**
 * Whether the query over a longer window says what happened in all of it. Not
 * so for gauges without a range, for `irate`, and for subqueries, whose own
 * range stays.
 */
export function followsWindow(
  query: string,
  { counter }: { counter: boolean },
): boolean {
  if (hasPlaceholder(query)) return true;
  const tree = parse(query);
  return (
    (counter || hasWindow(query)) &&
    nodesOf(tree, 'SubqueryExpr').length === 0 &&
    !nodesOf(tree, 'FunctionIdentifier').some(node =>
      AT_THE_EDGE.has(textOf(query, node)),
    )
  );
}

/**
 * The query over a window. A counter without any range becomes a rate, at each
 * of its selectors; a query with ranges has them replaced; anything else stays.
 */
export function rateOf(
  query: string,
  options: { counter: boolean; window: string },
): string {
  const { counter, window } = options;
  if (!counter || hasWindow(query)) return withWindow(query, window);
  const edits = nodesOf(parse(query), 'VectorSelector').map(node =>
    rateEdit(query, node, window),
  );
  return applyEdits(query, edits);
}

function rateEdit(query: string, node: SyntaxNode, window: string): Edit {
  const anchor = anchorOf(query, node);
  const selector = textOf(query, node);
  const modifiers = query.slice(node.to, anchor.to);
  const text = `rate(${selector}[${window}]${modifiers})`;
  return { from: anchor.from, to: anchor.to, text };
}

/**
 * What the value of a windowed query counts: events per second, events per
 * window, samples of a gauge in the window, the gauge as it is now, or
 * something else.
 */
export type EventUnit =
  | 'per_second'
  | 'per_window'
  | 'samples'
  | 'level'
  | 'other';

/** Tells by the range functions of the query. A counter without any becomes a rate. */
export function eventUnit(
  query: string,
  options: { counter: boolean },
): EventUnit {
  const filled = parseable(query);
  const units = nodesOf(parse(filled), 'VectorSelector').map(node =>
    unitOf(filled, node, options.counter),
  );
  const [first] = units;
  return first && units.every(unit => unit === first) ? first : 'other';
}

function unitOf(query: string, node: SyntaxNode, counter: boolean): EventUnit {
  const anchor = anchorOf(query, node);
  if (anchor.range === undefined) {
    if (counter && !hasWindow(query)) return 'per_second';
    return isRecorded(query, node) || inSubquery(node) ? 'other' : 'level';
  }
  // FunctionCall > FunctionCallBody > selector with range and modifiers
  const name = anchor.parent?.parent?.getChild('FunctionIdentifier');
  switch (name && textOf(query, name)) {
    case 'rate':
    case 'irate':
      return 'per_second';
    case 'increase':
      return 'per_window';
    case 'sum_over_time':
    case 'count_over_time':
      return isRecorded(query, node) ? 'other' : 'samples';
    default:
      return 'other';
  }
}

/** A series by the naming convention of recording rules, which may have made anything of it. */
function isRecorded(query: string, node: SyntaxNode): boolean {
  return readSelector(query, node).metric?.includes(':') ?? true;
}

function inSubquery(node: SyntaxNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (above.name === 'SubqueryExpr') return true;
  }
  return false;
}
