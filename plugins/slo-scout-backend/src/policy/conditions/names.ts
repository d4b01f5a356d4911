import type { CelEnv } from '@bufbuild/cel';
import { type Expr, childrenOf } from './expression';
import { VARIABLES } from './variables';

/** Types may be named, to compare with `type(x)`. */
const TYPES = new Set([
  ...['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map'],
  ...['null_type', 'type'],
]);

/** A name that stands for nothing. */
export interface UnknownName {
  id: bigint;
  message: string;
}

/** The first variable, field or function that does not exist. */
export function unknownName(
  expr: Expr,
  env: CelEnv,
  bound: ReadonlySet<string> = new Set(),
): UnknownName | undefined {
  const own = unknownHere(expr, env, bound);
  if (own) return own;
  const within = namesBoundIn(expr, bound);
  for (const child of childrenOf(expr)) {
    const found = unknownName(child, env, within);
    if (found) return found;
  }
  return undefined;
}

function unknownHere(
  expr: Expr,
  env: CelEnv,
  bound: ReadonlySet<string>,
): UnknownName | undefined {
  const { id, exprKind: kind } = expr;
  const unknown = (message: string) => ({ id, message });
  switch (kind.case) {
    case 'identExpr': {
      const { name } = kind.value;
      return name in VARIABLES || TYPES.has(name) || bound.has(name)
        ? undefined
        : unknown(
            `there is no variable ${name}; there are ${Object.keys(
              VARIABLES,
            ).join(', ')}`,
          );
    }
    case 'selectExpr': {
      const variable = kind.value.operand?.exprKind;
      if (variable?.case !== 'identExpr') return undefined;
      const { name } = variable.value;
      const fields = bound.has(name) ? undefined : VARIABLES[name];
      return !fields || fields.includes(kind.value.field)
        ? undefined
        : unknown(
            `${name} has no field ${kind.value.field}; it has ${fields.join(
              ', ',
            )}`,
          );
    }
    case 'callExpr': {
      const { function: name } = kind.value;
      const isWord = /^[A-Za-z]\w*$/.test(name);
      return isWord && !env.funcs.find(name)
        ? unknown(`there is no function ${name}`)
        : undefined;
    }
    case 'structExpr':
      return kind.value.messageName
        ? unknown('messages cannot be made here')
        : undefined;
    default:
      return undefined;
  }
}

function namesBoundIn(
  expr: Expr,
  bound: ReadonlySet<string>,
): ReadonlySet<string> {
  if (expr.exprKind.case !== 'comprehensionExpr') return bound;
  const { iterVar, iterVar2, accuVar } = expr.exprKind.value;
  return new Set([...bound, iterVar, iterVar2, accuVar]);
}
