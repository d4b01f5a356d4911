import type { SyntaxNode } from '@lezer/common';
import {
  children,
  operand,
  parse,
  textOf,
  topExpression,
  withoutComments,
} from './parse';

/**
 * What is known of an expression's result without asking Prometheus:
 * a scalar, one series without labels, series told apart by exactly these
 * labels, or anything.
 */
export type Shape =
  | { kind: 'scalar' }
  | { kind: 'one' }
  | { kind: 'grouped'; labels: string[] }
  | { kind: 'any' };

const ANY: Shape = { kind: 'any' };
const ONE: Shape = { kind: 'one' };

export function shapeOf(expr: string): Shape {
  const bare = withoutComments(expr);
  const top = topExpression(parse(bare));
  return top ? shape(bare, top) : ANY;
}

const SCALAR_FUNCTIONS = new Set(['scalar', 'time', 'pi']);

function shape(expr: string, node: SyntaxNode): Shape {
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'scalar' };
    case 'ParenExpr':
      return shape(expr, node.firstChild!);
    case 'UnaryExpr':
      return shape(expr, node.lastChild!);
    case 'AggregateExpr':
      return aggregateShape(expr, node);
    case 'FunctionCall':
      return callShape(expr, node);
    case 'BinaryExpr':
      return binaryShape(expr, node);
    default:
      return ANY;
  }
}

const KEEPS_LABELS = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

function aggregateShape(expr: string, node: SyntaxNode): Shape {
  const op = textOf(expr, node.getChild('AggregateOp')!).toLowerCase();
  if (KEEPS_LABELS.has(op) || op === 'count_values') return ANY;
  const modifier = node.getChild('AggregateModifier');
  if (!modifier) return ONE;
  if (!modifier.getChild('By')) return ANY;
  const labels = children(modifier.getChild('GroupingLabels')!)
    .filter(child => child.name.endsWith('LabelName'))
    .map(child => textOf(expr, child));
  return labels.length === 0
    ? ONE
    : { kind: 'grouped', labels: [...new Set(labels)].sort() };
}

/** Functions whose result has other labels than what they are given. */
const NEW_LABELS = new Set([
  'absent',
  'absent_over_time',
  'histogram_quantiles',
  'info',
]);

function callShape(expr: string, node: SyntaxNode): Shape {
  const name = textOf(expr, node.getChild('FunctionIdentifier')!);
  if (SCALAR_FUNCTIONS.has(name)) return { kind: 'scalar' };
  if (name === 'vector') return ONE;
  if (NEW_LABELS.has(name) || name.startsWith('label_')) return ANY;
  const shapes = children(node.getChild('FunctionCallBody')!).map(arg =>
    shape(expr, arg),
  );
  // Numbers stand before (`histogram_fraction`) or behind (`clamp`) the vector.
  const vector = shapes.find(({ kind }) => kind !== 'scalar') ?? ANY;
  return name === 'histogram_quantile' ? withoutLe(vector) : vector;
}

/** Classic buckets lose their label; native histograms never had it. */
function withoutLe(buckets: Shape): Shape {
  if (buckets.kind !== 'grouped') return buckets;
  const labels = buckets.labels.filter(label => label !== 'le');
  return labels.length === 0 ? ONE : { kind: 'grouped', labels };
}

function binaryShape(expr: string, node: SyntaxNode): Shape {
  if (node.getChild('MatchingModifierClause')) return ANY;
  const left = shape(expr, node.firstChild!);
  const right = shape(expr, node.lastChild!);
  if (left.kind === 'scalar') return right;
  if (right.kind === 'scalar') return left;
  return sameShape(left, right) ? left : ANY;
}

export function sameShape(left: Shape, right: Shape): boolean {
  if (left.kind === 'grouped' && right.kind === 'grouped') {
    return left.labels.join() === right.labels.join();
  }
  return left.kind === right.kind && left.kind !== 'any';
}

/** The expression as a vector: a scalar alone would not take labels. */
export function asVector(expr: string): string {
  return shapeOf(expr).kind === 'scalar' ? `vector(${expr})` : operand(expr);
}
