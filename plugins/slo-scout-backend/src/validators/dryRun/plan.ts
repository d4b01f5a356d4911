/**
 * Divides an alert expression between Prometheus and us.
 *
 * Prometheus is asked for the *leaves*; set operations, comparisons, arithmetic
 * and windows over computed series (which are what recorded series become once
 * they are inlined) are done here. So alerts share leaves, and a window of three
 * days costs one fetch instead of a subquery at every tick. What is not known
 * here becomes a leaf as a whole: slower, never wrong.
 */
import type { SyntaxNode } from '@lezer/common';
import { parse, shapeOf, tryParseDuration, unquote } from '../../promql';
import { children, textOf, topExpression } from '../../promql/parse';
import {
  AGGREGATIONS,
  ARITHMETIC,
  CALCULATE,
  COMPARISONS,
  type Matching,
  SET_OPERATORS,
} from './operators';
import { hasWindow, type PlanNode, planWhole } from './planNode';
import { WINDOW_FUNCTIONS, type WindowFunction } from './windows';

/** Thrown inside for what has to go to Prometheus as it stands. */
class NotHere extends Error {}

const FOLLOWERS = ['OffsetExpr', 'StepInvariantExpr', 'SubqueryExpr'];
const OPERATIONS = ['BinaryExpr', 'UnaryExpr'];

/**
 * Of `a or b offset 5m and c` the tree says `((a or b) offset 5m) and c`, whereas
 * Prometheus gives the offset to `b`. Such an expression is not taken apart.
 */
function isMisgrouped(node: SyntaxNode): boolean {
  const parts = children(node);
  return (
    (FOLLOWERS.includes(node.name) && OPERATIONS.includes(parts[0].name)) ||
    parts.some(isMisgrouped)
  );
}

class Planner {
  readonly #expr: string;

  constructor(expr: string) {
    this.#expr = expr;
  }

  plan(node: SyntaxNode): PlanNode {
    try {
      return this.#planHere(node);
    } catch (error) {
      if (error instanceof NotHere) {
        return { op: 'leaf', query: this.#text(node) };
      }
      throw error;
    }
  }

  #text(node: SyntaxNode): string {
    return textOf(this.#expr, node);
  }

  #planHere(node: SyntaxNode): PlanNode {
    switch (node.name) {
      case 'ParenExpr':
        return this.plan(only(node));
      case 'NumberDurationLiteral':
        return { op: 'number', value: readNumber(this.#text(node)) };
      case 'UnaryExpr':
        return this.#planUnary(node);
      case 'BinaryExpr':
        return this.#planBinary(node);
      case 'AggregateExpr':
        return this.#planAggregate(node);
      case 'FunctionCall':
        return this.#planCall(node);
      default:
        throw new NotHere();
    }
  }

  #planUnary(node: SyntaxNode): PlanNode {
    const operand = this.#planHere(children(node)[1]);
    if (operand.op !== 'number') throw new NotHere();
    const negative = this.#text(children(node)[0]) === '-';
    return { op: 'number', value: negative ? -operand.value : operand.value };
  }

  #planBinary(node: SyntaxNode): PlanNode {
    const parts = children(node);
    const text = this.#text(parts[1]).toLowerCase();
    const bool = node.getChild('BoolModifier') !== null;
    const matching = this.#matching(node.getChild('MatchingModifierClause'));
    const left = this.#planOperand(parts[0]);
    const right = this.#planOperand(parts.at(-1)!);
    const set = oneOf(SET_OPERATORS, text);
    if (set) {
      return { op: 'set', operator: set, matching, left, right };
    }
    const arithmetic = oneOf(ARITHMETIC, text);
    const operator = arithmetic ?? oneOf(COMPARISONS, text);
    if (!operator) throw new NotHere();
    if (left.op === 'number' && right.op === 'number') {
      if (!arithmetic) throw new NotHere();
      const value = CALCULATE[arithmetic](left.value, right.value);
      return { op: 'number', value };
    }
    return { op: 'binary', operator, bool, matching, left, right };
  }

  /** A scalar that has to be asked for would come back looking like a series. */
  #planOperand(node: SyntaxNode): PlanNode {
    const planned = this.plan(node);
    const scalar = shapeOf(this.#text(node)).kind === 'scalar';
    if (scalar && planned.op !== 'number') throw new NotHere();
    return planned;
  }

  #matching(clause: SyntaxNode | null): Matching {
    if (!clause) {
      return { on: false, labels: [] };
    }
    if (clause.getChild('GroupLeft') || clause.getChild('GroupRight')) {
      throw new NotHere();
    }
    return {
      on: clause.getChild('On') !== null,
      labels: this.#labels(clause.getChild('GroupingLabels')),
    };
  }

  #labels(node: SyntaxNode | null): string[] {
    return node ? children(node).map(child => this.#text(child)) : [];
  }

  #functionName(node: SyntaxNode): string {
    return this.#text(children(node)[0]);
  }

  #arguments(node: SyntaxNode): SyntaxNode[] {
    const body = node.getChild('FunctionCallBody');
    return body ? children(body) : [];
  }

  /** Only over what is computed here: else the aggregation makes the answer smaller where it is asked. */
  #planAggregate(node: SyntaxNode): PlanNode {
    const operator = oneOf(
      AGGREGATIONS,
      this.#text(node.getChild('AggregateOp')!).toLowerCase(),
    );
    const args = this.#arguments(node);
    if (!operator || args.length !== 1) throw new NotHere();
    const operand = this.plan(args[0]);
    if (!hasWindow(operand)) throw new NotHere();
    const modifier = node.getChild('AggregateModifier');
    return {
      op: 'aggregate',
      operator,
      by: !modifier?.getChild('Without'),
      labels: this.#labels(modifier?.getChild('GroupingLabels') ?? null),
      operand,
    };
  }

  #planCall(node: SyntaxNode): PlanNode {
    const name = this.#functionName(node);
    const args = this.#arguments(node);
    const fn = oneOf(WINDOW_FUNCTIONS, name);
    if (fn && args.length === 1) {
      return this.#planWindow(fn, args[0]);
    }
    if (name === 'label_replace' && args.length === 5) {
      return this.#planLabelReplace(args);
    }
    if (name === 'absent' && args.length === 1) {
      // Of a selector, `absent` takes labels over: Prometheus knows how.
      if (isSelector(args[0])) throw new NotHere();
      return { op: 'absent', operand: this.plan(args[0]) };
    }
    if (name === 'vector' && args.length === 1) {
      const value = this.#planHere(args[0]);
      if (value.op === 'number') return { op: 'constant', value: value.value };
    }
    throw new NotHere();
  }

  #planWindow(fn: WindowFunction, arg: SyntaxNode): PlanNode {
    let node = arg;
    let offset = 0;
    while (node.name === 'OffsetExpr' || node.name === 'ParenExpr') {
      if (node.name === 'OffsetExpr') {
        offset += this.#seconds(node.getChild('OffsetDurationExpr'));
      }
      node = only(node);
    }
    const [inner, range, step] = children(node);
    if (node.name !== 'SubqueryExpr') throw new NotHere();
    return {
      op: 'window',
      fn,
      operand: this.plan(inner),
      length: this.#seconds(range),
      offset,
      ...(step && { resolution: this.#seconds(step) }),
    };
  }

  #seconds(node: SyntaxNode | null): number {
    const text = node ? this.#text(node).replaceAll(' ', '') : '';
    const milliseconds = tryParseDuration(text);
    if (milliseconds === undefined) throw new NotHere();
    return milliseconds / 1000;
  }

  #planLabelReplace(args: SyntaxNode[]): PlanNode {
    const texts = args.slice(1).map(arg => this.#text(arg));
    if (args.slice(1).some(arg => arg.name !== 'StringLiteral')) {
      throw new NotHere();
    }
    const [target, replacement, source, regex] = texts.map(unquote);
    return {
      op: 'label_replace',
      operand: this.plan(args[0]),
      change: { target, replacement, source, pattern: anchored(regex) },
    };
  }
}

function anchored(regex: string): RegExp {
  try {
    return new RegExp(`^(?:${regex})$`, 's');
  } catch {
    throw new NotHere();
  }
}

function only(node: SyntaxNode): SyntaxNode {
  if (!node.firstChild) throw new NotHere();
  return node.firstChild;
}

function isSelector(node: SyntaxNode): boolean {
  return (
    node.name === 'VectorSelector' ||
    (['OffsetExpr', 'ParenExpr', 'StepInvariantExpr'].includes(node.name) &&
      node.firstChild !== null &&
      isSelector(node.firstChild))
  );
}

function oneOf<T extends string>(
  known: readonly T[],
  text: string,
): T | undefined {
  return known.find(item => item === text);
}

function readNumber(text: string): number {
  if (/^inf$/i.test(text)) return Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const value = Number(text.replaceAll('_', ''));
  if (Number.isNaN(value)) throw new NotHere();
  return value;
}

/** Plans an expression without recorded series. Throws `PromqlSyntaxError`. */
export function planExpression(expr: string): PlanNode {
  const top = topExpression(parse(expr));
  return top && !isMisgrouped(top)
    ? new Planner(expr).plan(top)
    : planWhole(expr);
}
