import type { SyntaxNode } from '@lezer/common';
import { tryParseDuration } from './duration';
import { children, parse, textOf, topExpression } from './parse';
import { unquote } from './strings';

/**
 * Whether two expressions are the same but for their writing: white space,
 * comments, parentheses that change nothing, quotes, the spelling of numbers and
 * durations, and where `by` stands. Prometheus shows loaded rules in its own
 * writing. What does not parse is the same only as the same text.
 */
export function sameQuery(a: string, b: string): boolean {
  if (a === b) return true;
  try {
    return canonical(a) === canonical(b);
  } catch {
    return false;
  }
}

function canonical(expr: string): string {
  const top = topExpression(parse(expr));
  return top ? write(expr, top) : '';
}

/** Parts whose order says nothing. */
const UNORDERED = new Set(['LabelMatchers', 'GroupingLabels', 'AggregateExpr']);

function write(expr: string, node: SyntaxNode): string {
  const parts = children(node).filter(({ name }) => name !== 'LineComment');
  if (parts.length === 0) return writeLeaf(expr, node);
  // The tree says already what belongs together.
  if (node.name === 'ParenExpr') return write(expr, parts[0]);
  if (node.name === 'VectorSelector') return writeSelector(expr, parts);
  const written = parts.map(part => write(expr, part));
  if (UNORDERED.has(node.name)) written.sort();
  return `${node.name}(${written.join(',')})`;
}

function writeSelector(expr: string, parts: SyntaxNode[]): string {
  const matchers = parts.flatMap(part => {
    if (part.name === 'Identifier') {
      return [`__name__=${JSON.stringify(textOf(expr, part))}`];
    }
    return children(part)
      .filter(({ name }) => name !== 'LineComment')
      .map(matcher => writeMatcher(expr, matcher));
  });
  return `{${matchers.sort().join(',')}}`;
}

function writeMatcher(expr: string, matcher: SyntaxNode): string {
  const [label, op, value] = children(matcher);
  // `{"metric.name"}` names the metric by a string alone.
  if (!op || !value) return `__name__=${writeLeaf(expr, label)}`;
  const name = label.name.startsWith('Quoted')
    ? unquote(textOf(expr, label))
    : textOf(expr, label);
  return `${name}${textOf(expr, op)}${JSON.stringify(
    unquote(textOf(expr, value)),
  )}`;
}

function writeLeaf(expr: string, node: SyntaxNode): string {
  const text = textOf(expr, node);
  if (/^["'`]/.test(text)) return JSON.stringify(unquote(text));
  if (node.name.startsWith('NumberDurationLiteral')) return writeNumber(text);
  // Labels and metrics keep their case; keywords have a node name of their own.
  return node.name.endsWith('LabelName') || node.name === 'Identifier'
    ? text
    : node.name;
}

/** A duration is its seconds, as in Prometheus' own number syntax. */
function writeNumber(text: string): string {
  const milliseconds = tryParseDuration(text);
  if (milliseconds !== undefined) return String(milliseconds / 1000);
  const word = text.toLowerCase().replace(/^\+/, '');
  if (word === 'inf') return 'Infinity';
  if (word === '-inf') return '-Infinity';
  return String(Number(word.replaceAll('_', '')));
}
