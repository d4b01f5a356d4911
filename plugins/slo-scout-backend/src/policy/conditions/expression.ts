import type { parse } from '@bufbuild/cel';

/** A node of CEL's syntax tree. */
export type Expr = NonNullable<ReturnType<typeof parse>['expr']>;

export type Comprehension = Extract<
  Expr['exprKind'],
  { case: 'comprehensionExpr' }
>['value'];

/** Direct children, the parts of a comprehension in the order of evaluation. */
export function childrenOf(expr: Expr): Expr[] {
  const { exprKind: kind } = expr;
  switch (kind.case) {
    case 'selectExpr':
      return present(kind.value.operand);
    case 'callExpr':
      return present(kind.value.target, ...kind.value.args);
    case 'listExpr':
      return kind.value.elements;
    case 'structExpr':
      return kind.value.entries.flatMap(entry =>
        present(
          entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined,
          entry.value,
        ),
      );
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } =
        kind.value;
      return present(iterRange, accuInit, loopCondition, loopStep, result);
    }
    default:
      return [];
  }
}

function present(...exprs: Array<Expr | undefined>): Expr[] {
  return exprs.filter(expr => expr !== undefined);
}
