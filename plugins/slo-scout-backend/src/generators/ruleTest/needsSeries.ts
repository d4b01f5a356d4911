import type { SyntaxNode } from '@lezer/common';
import { withoutComments } from '../../promql';
import { children, parse, textOf, topExpression } from '../../promql/parse';

/** Functions that make something of nothing. */
const OF_NOTHING = new Set(['absent', 'absent_over_time', 'scalar', 'vector']);

/** Whether the expression certainly gives nothing where none of its series exist. */
export function needsSeries(expr: string): boolean {
  const bare = withoutComments(expr);
  const top = topExpression(parse(bare));
  return top !== undefined && needs(bare, top);
}

function needs(expr: string, node: SyntaxNode): boolean {
  switch (node.name) {
    case 'VectorSelector':
    case 'MatrixSelector':
      return true;
    case 'ParenExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
    case 'SubqueryExpr':
      return needs(expr, node.firstChild!);
    case 'UnaryExpr':
      return needs(expr, node.lastChild!);
    case 'AggregateExpr':
    case 'FunctionCall':
      return callNeeds(expr, node);
    case 'BinaryExpr':
      return binaryNeeds(expr, node);
    default:
      return false;
  }
}

function callNeeds(expr: string, node: SyntaxNode): boolean {
  const name = node.getChild('FunctionIdentifier');
  if (name && OF_NOTHING.has(textOf(expr, name))) return false;
  const body = node.getChild('FunctionCallBody');
  return body !== null && children(body).some(arg => needs(expr, arg));
}

function binaryNeeds(expr: string, node: SyntaxNode): boolean {
  const left = needs(expr, node.firstChild!);
  const right = needs(expr, node.lastChild!);
  if (node.getChild('Or')) return left && right;
  return node.getChild('Unless') ? left : left || right;
}
