import type { SyntaxNode } from '@lezer/common';
import { anchorOf } from './anchor';
import { applyEdits, Edit, nodesOf, parse, textOf } from './parse';

/** Sloth's placeholder for the window, as people write it. */
const PLACEHOLDERS = ['{{.window}}', '{{ .window }}'];

/** The expression with the window where the placeholder stands, and nothing else changed. */
export function fillWindow(expr: string, window: string): string {
  return PLACEHOLDERS.reduce(
    (text, placeholder) => text.replaceAll(placeholder, window),
    expr,
  );
}

/** The expression with a range for the placeholder, every position kept. */
function parseable(expr: string): string {
  return PLACEHOLDERS.reduce(
    (text, placeholder) =>
      text.replaceAll(placeholder, '5m'.padEnd(placeholder.length)),
    expr,
  );
}

/**
 * The expression with every range replaced by the window. Ranges of subqueries
 * stay: they say how often to look, not over what.
 */
export function withWindow(expr: string, window: string): string {
  const filled = fillWindow(expr, window);
  return applyEdits(
    filled,
    nodesOf(parse(filled), 'MatrixSelector').map(node => {
      const range = node.getChild('DurationExpr')!;
      return { from: range.from, to: range.to, text: window };
    }),
  );
}

/** Whether the expression has a range that `withWindow` replaces. */
export function hasWindow(expr: string): boolean {
  return nodesOf(parse(parseable(expr)), 'MatrixSelector').length > 0;
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
 * window, or something else.
 */
export type EventUnit = 'per_second' | 'per_window' | 'other';

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
    return counter && !hasWindow(query) ? 'per_second' : 'other';
  }
  // FunctionCall > FunctionCallBody > selector with range and modifiers
  const name = anchor.parent?.parent?.getChild('FunctionIdentifier');
  switch (name && textOf(query, name)) {
    case 'rate':
    case 'irate':
      return 'per_second';
    case 'increase':
      return 'per_window';
    default:
      return 'other';
  }
}
