import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { PromqlSyntaxError } from './PromqlSyntaxError';

/** A part of an expression to be replaced by other text. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Trees do not change, and the same few queries are asked about again and again. */
const parsed = new Map<string, Tree>();
const MAX_PARSED = 1000;

/** Parses PromQL. Throws `PromqlSyntaxError` at the first fault. */
export function parse(expr: string): Tree {
  const known = parsed.get(expr);
  if (known) return known;
  const tree = parseAnew(expr);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(expr, tree);
  return tree;
}

function parseAnew(expr: string): Tree {
  try {
    return checked(expr, parser.parse(expr));
  } catch (error) {
    // The parser's recovery recurses.
    if (!(error instanceof RangeError)) throw error;
    throw new PromqlSyntaxError(
      expr,
      0,
      1,
      'the expression is nested too deeply',
    );
  }
}

function checked(expr: string, tree: Tree): Tree {
  tree.iterate({
    enter: node => {
      if (node.type.isError) {
        throw new PromqlSyntaxError(expr, node.from, node.to);
      }
      // The grammar lets a string run to the end of the text.
      if (
        node.name === 'StringLiteral' &&
        !isClosed(expr, node.from, node.to)
      ) {
        throw new PromqlSyntaxError(expr, expr.length, expr.length);
      }
    },
  });
  return tree;
}

function isClosed(expr: string, from: number, to: number): boolean {
  const text = expr.slice(from, to);
  if (text.length < 2 || text.at(-1) !== text[0]) return false;
  let escaped = false;
  for (const char of text.slice(1, -1)) {
    escaped = char === '\\' && !escaped && text[0] !== '`';
  }
  return !escaped;
}

/** The outermost expression; undefined for a text of comments only. */
export function topExpression(tree: Tree): SyntaxNode | undefined {
  return children(tree.topNode).find(node => node.name !== 'LineComment');
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    found.push(child);
  }
  return found;
}

/** Every node of a name, in the order of the text. */
export function nodesOf(tree: Tree, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: node => {
      if (node.name === name) found.push(node.node);
    },
  });
  return found;
}

export function textOf(expr: string, node: SyntaxNode): string {
  return expr.slice(node.from, node.to);
}

/** Applies edits that do not overlap. */
export function applyEdits(expr: string, edits: Edit[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (text, edit) =>
        text.slice(0, edit.from) + edit.text + text.slice(edit.to),
      expr,
    );
}

/**
 * The expression without comments, so that it can stand inside another one:
 * a comment at its end would swallow what follows.
 */
export function withoutComments(expr: string): string {
  const comments = nodesOf(parse(expr), 'LineComment');
  return applyEdits(
    expr,
    comments.map(({ from, to }) => ({ from, to, text: '' })),
  ).trim();
}

const ATOMS = new Set([
  'AggregateExpr',
  'FunctionCall',
  'NumberDurationLiteral',
  'ParenExpr',
  'VectorSelector',
]);

/** The expression as an operand: in parentheses where it needs them. */
export function operand(expr: string): string {
  const bare = withoutComments(expr);
  const top = topExpression(parse(bare));
  return top && ATOMS.has(top.name) ? bare : `(${bare})`;
}
