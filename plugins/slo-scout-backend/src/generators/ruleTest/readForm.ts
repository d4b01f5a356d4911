import type { SyntaxNode } from '@lezer/common';
import { sameShape, shapeOf, tryParseDuration } from '../../promql';
import {
  children,
  nodesOf,
  parse,
  textOf,
  topExpression,
  withoutComments,
} from '../../promql/parse';
import { readSelector } from '../../promql/selectors';
import {
  added,
  Form,
  numberOf,
  ONE,
  sameSum,
  scalar,
  scaled,
  Term,
} from './Form';
import { NotReadable } from './NotReadable';

const OVER_RANGE: Record<
  string,
  Pick<Term, 'unit' | 'presence' | 'edge'> | undefined
> = {
  rate: { unit: 'rate' },
  increase: { unit: 'increase' },
  sum_over_time: { unit: 'samples' },
  count_over_time: { unit: 'samples', presence: true },
  avg_over_time: { unit: 'level' },
  min_over_time: { unit: 'level', edge: true },
  max_over_time: { unit: 'level', edge: true },
  last_over_time: { unit: 'level', edge: true },
};

/** Of one series they give its value. */
const OF_ONE = new Set(['avg', 'max', 'min']);

class Reader {
  readonly #expr: string;

  constructor(expr: string) {
    this.#expr = expr;
  }

  read(node: SyntaxNode): Form {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return scalar(this.#number(node));
      case 'ParenExpr':
        return this.read(node.firstChild!);
      case 'UnaryExpr':
        return this.#signed(node);
      case 'VectorSelector':
        return this.#selected(node, { unit: 'level', edge: true }, 0);
      case 'FunctionCall':
        return this.#call(node);
      case 'AggregateExpr':
        return this.#aggregate(node);
      case 'BinaryExpr':
        return this.#binary(node);
      default:
        throw this.#unknown(node);
    }
  }

  #number(node: SyntaxNode): number {
    const value = Number(this.#text(node));
    if (!Number.isFinite(value)) throw this.#unknown(node);
    return value;
  }

  #signed(node: SyntaxNode): Form {
    const form = this.read(node.lastChild!);
    return this.#text(node.firstChild!) === '-' ? times(form, -1) : form;
  }

  #selected(
    node: SyntaxNode,
    how: Pick<Term, 'unit' | 'presence' | 'edge'>,
    range: number,
  ): Form {
    const { metric, matchers } = readSelector(this.#expr, node);
    if (metric === undefined || matchers.some(m => m.label === '__name__')) {
      throw new NotReadable('it selects series without naming their metric');
    }
    const term = { picked: { metric, matchers }, coefficient: 1, range };
    return {
      numerator: { constant: 0, terms: [{ ...term, ...how }] },
      denominator: ONE,
      series: 'many',
    };
  }

  #call(node: SyntaxNode): Form {
    const name = this.#text(node.getChild('FunctionIdentifier')!);
    const args = children(node.getChild('FunctionCallBody')!);
    if (name === 'vector' && args.length === 1) {
      return { ...this.read(args[0]), series: 'one' };
    }
    const how = OVER_RANGE[name];
    const selector = args[0]?.getChild('VectorSelector');
    const range =
      args[0]?.name === 'MatrixSelector' &&
      tryParseDuration(this.#text(args[0].getChild('DurationExpr')!));
    if (!how || !selector || !range || args.length !== 1) {
      throw this.#unknown(node);
    }
    return this.#selected(selector, how, range);
  }

  #aggregate(node: SyntaxNode): Form {
    const op = this.#text(node.getChild('AggregateOp')!).toLowerCase();
    const args = children(node.getChild('FunctionCallBody')!);
    if (args.length !== 1) throw this.#unknown(node);
    const inner = this.read(args[0]);
    const form = aggregated(op, inner);
    if (!form) throw this.#unknown(node);
    const modifier = node.getChild('AggregateModifier');
    const without = modifier?.getChild('Without') && modifier;
    if (!without || inner.series === 'one') return { ...form, series: 'one' };
    const labels = children(without.getChild('GroupingLabels')!);
    return {
      ...form,
      series: 'many',
      dropped: [
        ...(inner.dropped ?? []),
        ...labels.map(label => this.#text(label)),
      ],
    };
  }

  #binary(node: SyntaxNode): Form {
    const [leftNode, operator, rightNode, ...others] = children(node);
    if (node.getChild('BoolModifier')) throw this.#unknown(node);
    if (operator.name === 'Or') return this.#or(node);
    if (others.length > 0) throw this.#unknown(node);
    const left = this.read(leftNode);
    const right = this.read(rightNode);
    const vectors = [left, right].filter(form => form.series !== 'scalar');
    if (vectors.length === 2 && !this.#matches(leftNode, rightNode)) {
      throw new NotReadable(
        `it is not known which series of ${this.#short(node)} belong together`,
      );
    }
    const series = vectors[0]?.series ?? 'scalar';
    const combined = combine(operator.name, left, right);
    if (!combined) throw this.#unknown(node);
    return { ...combined, series };
  }

  /** What is there anyway needs no substitute: `sum(x) or vector(0)`. */
  #or(node: SyntaxNode): Form {
    const left = node.firstChild!;
    const right = node.lastChild!;
    const shapes = [left, right].map(side => shapeOf(this.#text(side)).kind);
    if (shapes.some(kind => kind !== 'one')) throw this.#unknown(node);
    const [form, substitute] = [this.read(left), this.read(right)];
    if (numberOf(substitute.numerator) !== 0) throw this.#unknown(node);
    return form;
  }

  /** One series on both sides, with the same labels. */
  #matches(left: SyntaxNode, right: SyntaxNode): boolean {
    const [one, other] = [left, right].map(side => shapeOf(this.#text(side)));
    return sameShape(one, other);
  }

  #text(node: SyntaxNode): string {
    return textOf(this.#expr, node);
  }

  #short(node: SyntaxNode): string {
    const text = this.#text(node).replace(/\s+/g, ' ');
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  }

  #unknown(node: SyntaxNode): NotReadable {
    return new NotReadable(`${this.#short(node)} is not understood`);
  }
}

/**
 * Reads an expression as a quotient of sums over its series. Throws
 * `NotReadable` for everything of which that is not certainly right, and
 * `PromqlSyntaxError`.
 */
export function readForm(expr: string): Form {
  const bare = withoutComments(expr);
  const tree = parse(bare);
  refuseOtherTimes(bare);
  const top = topExpression(tree);
  if (!top) throw new NotReadable('it is empty');
  return new Reader(bare).read(top);
}

/** The grammar gives these the wrong operand now and then, so they are looked for everywhere. */
function refuseOtherTimes(expr: string) {
  const tree = parse(expr);
  for (const [node, what] of [
    ['OffsetExpr', 'an offset'],
    ['StepInvariantExpr', '@'],
    ['SubqueryExpr', 'a subquery'],
  ]) {
    if (nodesOf(tree, node).length > 0) {
      throw new NotReadable(`it has ${what}`);
    }
  }
}

function aggregated(op: string, inner: Form): Omit<Form, 'series'> | undefined {
  if (inner.series === 'scalar') return undefined;
  if (inner.series === 'one' && (op === 'sum' || OF_ONE.has(op))) return inner;
  // A sum of quotients is none.
  if (numberOf(inner.denominator) === undefined) return undefined;
  if (op === 'sum' && inner.numerator.constant === 0) return inner;
  if (OF_ONE.has(op)) return withTerms(inner, { alone: true });
  const [term, ...others] = inner.numerator.terms;
  if (op !== 'count' || term?.unit !== 'level' || others.length > 0) {
    return undefined;
  }
  const counted = { ...term, presence: true, coefficient: 1 };
  return {
    numerator: { constant: 0, terms: [counted] },
    denominator: ONE,
  };
}

function withTerms(form: Form, change: Partial<Term>): Form {
  const { constant, terms } = form.numerator;
  return {
    ...form,
    numerator: {
      constant,
      terms: terms.map(term => ({ ...term, ...change })),
    },
  };
}

function times(form: Form, by: number): Form {
  return { ...form, numerator: scaled(form.numerator, by) };
}

function combine(
  operator: string,
  left: Form,
  right: Form,
): Omit<Form, 'series'> | undefined {
  switch (operator) {
    case 'Add':
      return sum(left, right);
    case 'Sub':
      return sum(left, times(right, -1));
    case 'Mul':
      return multiplied(left, right) ?? multiplied(right, left);
    case 'Div':
      return divided(left, right);
    default:
      return undefined;
  }
}

/** Over a common denominator, where there is one. */
function sum(left: Form, right: Form): Omit<Form, 'series'> | undefined {
  if (sameSum(left.denominator, right.denominator)) {
    return {
      numerator: added(left.numerator, right.numerator),
      denominator: left.denominator,
    };
  }
  return joined(left, right) ?? joined(right, left);
}

/** `1 - a / b` is `(b - a) / b`. */
function joined(
  { numerator, denominator }: Form,
  other: Form,
): Omit<Form, 'series'> | undefined {
  const [over, under] = [numberOf(numerator), numberOf(denominator)];
  if (over === undefined || !under) return undefined;
  return {
    numerator: added(scaled(other.denominator, over / under), other.numerator),
    denominator: other.denominator,
  };
}

function multiplied(left: Form, right: Form): Omit<Form, 'series'> | undefined {
  const [over, under] = [left.numerator, left.denominator].map(numberOf);
  return over === undefined || !under ? undefined : times(right, over / under);
}

function divided(left: Form, right: Form): Omit<Form, 'series'> | undefined {
  const [under, below, number] = [
    left.denominator,
    right.denominator,
    right.numerator,
  ].map(numberOf);
  if (!below || number === 0) return undefined;
  if (number !== undefined) return times(left, below / number);
  if (!under) return undefined;
  return {
    numerator: scaled(left.numerator, below / under),
    denominator: right.numerator,
  };
}
