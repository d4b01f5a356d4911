import type { SyntaxNode } from '@lezer/common';
import { textOf } from './parse';

/**
 * An operand with what follows it directly: range, subquery, offset and `@`.
 *
 * The grammar gives these the lowest precedence, Prometheus the highest: of
 * `a / b offset 5m` the tree says `(a / b) offset 5m`. So they are looked for
 * by position: they belong to the operand that ends where they begin.
 */
export interface Anchor {
  from: number;
  /** End of the operand with its range or subquery; offset and `@` follow. */
  bodyTo: number;
  to: number;
  /** Text of the range of a matrix selector. */
  range?: string;
  offset?: string;
  /** A time, `start()` or `end()`. */
  at?: string;
  /** What the whole stands in. */
  parent: SyntaxNode | null;
}

const OPERATIONS = new Set(['BinaryExpr', 'UnaryExpr']);
const MODIFIERS = new Set(['OffsetExpr', 'StepInvariantExpr']);

/** Climbs from an operand over what follows it; over subqueries only where asked. */
export function anchorOf(
  expr: string,
  operand: SyntaxNode,
  options: { overSubqueries?: boolean } = {},
): Anchor {
  const anchor: Anchor = {
    from: operand.from,
    bodyTo: operand.to,
    to: operand.to,
    parent: operand.parent,
  };
  let last = operand;
  for (;;) {
    const next = followerOf(last);
    if (!next) break;
    if (MODIFIERS.has(next.name)) {
      readModifier(expr, next, anchor);
    } else if (next.name === 'MatrixSelector') {
      anchor.range = textOf(expr, next.getChild('DurationExpr')!);
      anchor.bodyTo = next.to;
    } else if (next.name === 'SubqueryExpr' && options.overSubqueries) {
      // Modifiers before a subquery belong to its inside.
      delete anchor.offset;
      delete anchor.at;
      anchor.bodyTo = next.to;
    } else {
      break;
    }
    anchor.to = next.to;
    last = next;
  }
  anchor.parent = last.parent;
  return anchor;
}

/** The node that is this operand followed by something, whatever else it says it covers. */
function followerOf(operand: SyntaxNode): SyntaxNode | undefined {
  let node = operand;
  while (
    node.parent &&
    OPERATIONS.has(node.parent.name) &&
    node.parent.to === node.to
  ) {
    node = node.parent;
  }
  const { parent } = node;
  const begins = parent?.firstChild;
  return parent && begins?.to === node.to && begins.from === node.from
    ? parent
    : undefined;
}

function readModifier(expr: string, node: SyntaxNode, anchor: Anchor) {
  if (node.name === 'OffsetExpr') {
    anchor.offset = textOf(expr, node.getChild('OffsetDurationExpr')!);
  } else {
    anchor.at = expr.slice(node.getChild('At')!.to, node.to).trim();
  }
}

/** The operand that a subquery is asked of. */
export function operandOfSubquery(subquery: SyntaxNode): SyntaxNode {
  let node = subquery.firstChild!;
  for (;;) {
    if (OPERATIONS.has(node.name)) node = node.lastChild!;
    else if (
      MODIFIERS.has(node.name) ||
      node.name === 'MatrixSelector' ||
      node.name === 'SubqueryExpr'
    ) {
      node = node.firstChild!;
    } else return node;
  }
}
