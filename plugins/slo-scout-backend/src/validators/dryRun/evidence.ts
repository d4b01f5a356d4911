/**
 * Was there anything to be alerted by?
 *
 * An alert expression that gives nothing may mean that all was well or that
 * nothing was measured. So we ask the same leaves whether they had data,
 * joined by what the expression needs: `a / b` needs both, `bad or 0 * total`
 * needs either, a comparison needs what it compares, `absent(x)` needs that
 * there once was an x.
 */
import type { SyntaxNode } from '@lezer/common';
import { parse } from '../../promql';
import { children, textOf, topExpression } from '../../promql/parse';
import { operandsOf, type PlanNode } from './planNode';
import type { RecordingRule } from './ruleFile';

/**
 * A plan whose result is present exactly where the expression had what it needs;
 * undefined where it needs nothing (`vector(1)`).
 *
 * @param planOf - plan of a rule that records what the expression reads
 * @param ofLeaf - evidence of what is asked; by default the leaf itself where that will do
 */
export function evidenceOf(
  node: PlanNode,
  planOf: (rule: RecordingRule) => PlanNode,
  ofLeaf = leafEvidence,
): PlanNode | undefined {
  const below = (operand: PlanNode) => evidenceOf(operand, planOf, ofLeaf);
  switch (node.op) {
    case 'leaf':
      return ofLeaf(node.query);
    case 'binary':
      return join('and', below(node.left), below(node.right));
    case 'set':
      if (node.operator === 'unless') return below(node.left);
      return join(node.operator, below(node.left), below(node.right));
    case 'recorded':
    case 'samples':
      return node.series.rules
        .map(({ rule }) => below(planOf(rule)))
        .reduce((left, right) => join('or', left, right));
    default:
      return operandsOf(node).map(below)[0];
  }
}

function join(
  operator: 'and' | 'or',
  left: PlanNode | undefined,
  right: PlanNode | undefined,
): PlanNode | undefined {
  if (!left || !right) {
    return left ?? right;
  }
  return {
    op: 'set',
    operator,
    matching: { on: true, labels: [] },
    left,
    right,
  };
}

/** A leaf that leaves nothing out is its own evidence and costs no further query. */
function leafEvidence(query: string): PlanNode | undefined {
  const top = topExpression(parse(query));
  if (!top) {
    return undefined;
  }
  if (leavesOut(query, top)) {
    return selectorEvidence(query, top);
  }
  return hasSelector(top) ? { op: 'leaf', query } : undefined;
}

const FILTERS = ['Eql', 'Neq', 'Lss', 'Lte', 'Gtr', 'Gte', 'EqlC'];
const SETS = ['And', 'Or', 'Unless'];

/** Whether the expression may give nothing although there is data, or something although there is none. */
function leavesOut(expr: string, node: SyntaxNode): boolean {
  const parts = children(node);
  if (node.name === 'BinaryExpr') {
    const operator = parts[1].name;
    const filters =
      FILTERS.includes(operator) && !node.getChild('BoolModifier');
    if (filters || SETS.includes(operator)) return true;
  }
  if (
    node.name === 'FunctionIdentifier' &&
    textOf(expr, node).startsWith('absent')
  ) {
    return true;
  }
  return parts.some(part => leavesOut(expr, part));
}

function hasSelector(node: SyntaxNode): boolean {
  return node.name === 'VectorSelector' || children(node).some(hasSelector);
}

/** Asks whether there are series at all, whatever the expression makes of them. */
export function rawEvidence(query: string): PlanNode | undefined {
  const top = topExpression(parse(query));
  return top && selectorEvidence(query, top);
}

/** Asks for the raw series below an expression that hides them. */
function selectorEvidence(
  expr: string,
  node: SyntaxNode,
): PlanNode | undefined {
  if (node.name === 'VectorSelector') {
    return { op: 'leaf', query: `group(${textOf(expr, node)})` };
  }
  const parts = children(node);
  const operator = node.name === 'BinaryExpr' ? parts[1].name : '';
  if (operator === 'Unless') {
    return selectorEvidence(expr, parts[0]);
  }
  return parts
    .map(part => selectorEvidence(expr, part))
    .reduce(
      (left, right) => join(operator === 'Or' ? 'or' : 'and', left, right),
      undefined,
    );
}
