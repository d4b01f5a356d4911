import { type Comprehension, type Expr, childrenOf } from './expression';

/** A regular expression is worth so many steps. */
const MATCH_STEPS = 50;

/**
 * Upper bound of the steps that evaluating takes, where no list of the facts is
 * longer than `longest`. CEL has no loops but those over lists, so there is one.
 */
export function stepsOf(expr: Expr, longest: number): number {
  const { exprKind: kind } = expr;
  if (kind.case === 'comprehensionExpr') {
    return loopSteps(kind.value, longest);
  }
  const own =
    kind.case === 'callExpr' && kind.value.function === 'matches'
      ? MATCH_STEPS
      : 1;
  return childrenOf(expr).reduce(
    (sum, child) => sum + stepsOf(child, longest),
    own,
  );
}

function loopSteps(loop: Comprehension, longest: number): number {
  const steps = (part: Expr | undefined) => (part ? stepsOf(part, longest) : 0);
  const rounds = loop.iterRange ? lengthOf(loop.iterRange, longest) : 0;
  return (
    1 +
    steps(loop.iterRange) +
    steps(loop.accuInit) +
    rounds * (steps(loop.loopCondition) + steps(loop.loopStep)) +
    steps(loop.result)
  );
}

/** Upper bound of the length of the list or map that the expression gives. */
function lengthOf(expr: Expr, longest: number): number {
  const { exprKind: kind } = expr;
  switch (kind.case) {
    case 'listExpr':
      return kind.value.elements.length;
    case 'structExpr':
      return kind.value.entries.length;
    case 'callExpr':
      return Math.max(
        longest,
        childrenOf(expr).reduce((sum, c) => sum + lengthOf(c, longest), 0),
      );
    case 'comprehensionExpr':
      return kind.value.iterRange
        ? lengthOf(kind.value.iterRange, longest)
        : longest;
    default:
      return longest;
  }
}
