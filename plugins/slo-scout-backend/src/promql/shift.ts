import { Anchor, anchorOf, operandOfSubquery } from './anchor';
import { formatDuration, tryParseDuration } from './duration';
import { applyEdits, Edit, nodesOf, parse } from './parse';

/** Another instant of evaluation: `@` first, then the offset, as in Prometheus. */
export interface TimeShift {
  offset?: string;
  at?: string;
}

/**
 * The expression as it would be at another instant. PromQL has no offset for
 * parentheses, so it goes to every selector and subquery that looks at data.
 * `time()` cannot be moved.
 */
export function shiftTime(expr: string, by: TimeShift): string {
  if (by.offset === undefined && by.at === undefined) return expr;
  const tree = parse(expr);
  const operands = [
    ...nodesOf(tree, 'VectorSelector'),
    ...nodesOf(tree, 'SubqueryExpr').map(operandOfSubquery),
  ];
  const anchors = operands.map(node =>
    anchorOf(expr, node, { overSubqueries: true }),
  );
  return applyEdits(
    expr,
    outermost(anchors).map(anchor => shiftEdit(expr, anchor, by)),
  );
}

/** What is inside a subquery moves with it. */
function outermost(anchors: Anchor[]): Anchor[] {
  return anchors.filter(
    (inner, index) =>
      !anchors.some((outer, other) => {
        const covers = outer.from <= inner.from && outer.to >= inner.to;
        const same = outer.from === inner.from && outer.to === inner.to;
        return covers && (!same || other < index);
      }),
  );
}

function shiftEdit(expr: string, anchor: Anchor, by: TimeShift): Edit {
  const at = anchor.at ?? by.at;
  const offset =
    anchor.at === undefined
      ? addOffsets(anchor.offset, by.offset)
      : anchor.offset;
  const text = [
    expr.slice(anchor.from, anchor.bodyTo),
    at === undefined ? '' : ` @ ${at}`,
    offset === undefined ? '' : ` offset ${offset}`,
  ].join('');
  return { from: anchor.from, to: anchor.to, text };
}

function addOffsets(left?: string, right?: string): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const a = tryParseDuration(left.replaceAll(' ', ''));
  const b = tryParseDuration(right.replaceAll(' ', ''));
  if (a === undefined || b === undefined) return `(${left} + ${right})`;
  return a + b === 0 ? undefined : formatDuration(a + b);
}
