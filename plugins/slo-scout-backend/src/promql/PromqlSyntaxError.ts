import { InputError } from '@backstage/errors';

/** PromQL that does not parse, with the place where it stops making sense. */
export class PromqlSyntaxError extends InputError {
  readonly expr: string;
  /** Offset of the first character that does not fit. */
  readonly from: number;
  readonly to: number;
  /** From 1, as promtool counts. */
  readonly line: number;
  readonly column: number;

  constructor(expr: string, from: number, to: number, reason?: string) {
    const before = expr.slice(0, from);
    const line = before.split('\n').length;
    const column = from - before.lastIndexOf('\n');
    const found = expr.slice(from, Math.max(to, from + 1)).slice(0, 40);
    const fault =
      from >= expr.trimEnd().length
        ? 'the expression ends too early'
        : `unexpected ${JSON.stringify(found)}`;
    super(`${line}:${column}: ${reason ?? fault}`);
    this.expr = expr;
    this.from = from;
    this.to = to;
    this.line = line;
    this.column = column;
  }

  /** Whether more text might have made the expression whole. */
  get incomplete(): boolean {
    return this.from >= this.expr.trimEnd().length;
  }
}
