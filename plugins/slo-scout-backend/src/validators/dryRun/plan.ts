/**
 * Divides an alert expression between Prometheus and us.
 *
 * Prometheus is asked for the *leaves*; set operations, comparisons, arithmetic
 * and everything over recorded series that do not exist yet is done here. So
 * alerts share leaves, and a window of three days costs one fetch instead of a
 * subquery at every tick. What is not known here becomes a leaf as a whole:
 * slower, never wrong. Over recorded series that means to put the expression in
 * the place of the series, which is right to one interval: `RecordedNames` is told.
 */
import type { SyntaxNode } from '@lezer/common';
import { parse, shapeOf, tryParseDuration, unquote } from '../../promql';
import { children, textOf, topExpression } from '../../promql/parse';
import type { Selector } from '../../promql/selectors';
import { anchoredRegex, UnknownRegexError } from './labelTests';
import {
  AGGREGATIONS,
  ARITHMETIC,
  CALCULATE,
  COMPARISONS,
  type Matching,
  SAMPLE_FUNCTIONS,
  SET_OPERATORS,
} from './operators';
import {
  isOurs,
  type PlanNode,
  type RecordedSeries,
  type WindowFold,
} from './planNode';
import {
  isMisgrouped,
  isSelector,
  labelsWhenAbsent,
  NotHere,
  oneOf,
  only,
  readNumber,
  refuseTimeTravel,
  selectorsBelow,
} from './syntax';
import { WINDOW_FUNCTIONS } from './windows';

/** What the planner has to know of series that Prometheus does not have. */
export interface RecordedNames {
  /** The rules that would have recorded what the selector names; undefined where none would. */
  find(selector: Selector): RecordedSeries | undefined;
  /** The expression with expressions instead of recorded series, because it is not known here. */
  approximate(expr: string): string;
}

const NOTHING_RECORDED: RecordedNames = {
  find: () => undefined,
  approximate: expr => expr,
};

class Planner {
  readonly #expr: string;
  readonly #names: RecordedNames;

  constructor(expr: string, names: RecordedNames) {
    this.#expr = expr;
    this.#names = names;
  }

  plan(node: SyntaxNode): PlanNode {
    try {
      return this.#planHere(node);
    } catch (error) {
      if (error instanceof NotHere || error instanceof UnknownRegexError) {
        return this.leaf(node);
      }
      throw error;
    }
  }

  leaf(node: SyntaxNode): PlanNode {
    const text = this.#text(node);
    const recorded = selectorsBelow(this.#expr, node).some(selector =>
      this.#isRecorded(selector),
    );
    return {
      op: 'leaf',
      query: recorded ? this.#names.approximate(text) : text,
    };
  }

  #isRecorded(selector: Selector): boolean {
    try {
      return this.#names.find(selector) !== undefined;
    } catch (error) {
      if (error instanceof UnknownRegexError) return true;
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
      case 'VectorSelector':
      case 'OffsetExpr':
        return { op: 'recorded', ...this.#recorded(node) };
      default:
        throw new NotHere();
    }
  }

  #planUnary(node: SyntaxNode): PlanNode {
    const [sign, inner] = children(node);
    const operand = this.#planHere(inner);
    if (this.#text(sign) !== '-') return operand;
    if (operand.op === 'number') {
      return { op: 'number', value: -operand.value };
    }
    return {
      op: 'binary',
      operator: '*',
      bool: false,
      matching: { on: false, labels: [] },
      left: operand,
      right: { op: 'number', value: -1 },
    };
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
    // Prometheus joins before it answers, which may be a lot less than both sides.
    if (matching.group && !isOurs(left) && !isOurs(right)) throw new NotHere();
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
    const lists = clause.getChildren('GroupingLabels');
    const left = clause.getChild('GroupLeft');
    const many = left ?? clause.getChild('GroupRight');
    const include = many && lists.find(list => list.from > many.from);
    return {
      on: clause.getChild('On') !== null,
      labels: this.#labels(lists[0] ?? null),
      ...(many && {
        group: {
          many: left ? ('left' as const) : ('right' as const),
          include: this.#labels(include ?? null),
        },
      }),
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
    if (!isOurs(operand)) throw new NotHere();
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
    if (fn) return this.#planWindow(fn, args);
    switch (name) {
      case 'label_replace':
        return this.#planLabelReplace(args);
      case 'absent':
        return this.#planAbsent(args[0], inner => this.plan(inner));
      case 'absent_over_time':
        return this.#planAbsent(args[0], inner =>
          this.#planWindow('present_over_time', [inner]),
        );
      case 'vector': {
        const value = this.#planHere(args[0]);
        if (value.op !== 'number') throw new NotHere();
        return { op: 'constant', value: value.value };
      }
      default:
        return this.#planMap(name, args);
    }
  }

  /** Over a selector, `absent` takes labels from its matchers; over anything else it knows none. */
  #planAbsent(arg: SyntaxNode, inner: (arg: SyntaxNode) => PlanNode): PlanNode {
    const [selector] = isSelector(arg) ? selectorsBelow(this.#expr, arg) : [];
    const operand = inner(arg);
    // Of series that it has, Prometheus knows better how.
    if (selector && !isOurs(operand)) throw new NotHere();
    return {
      op: 'absent',
      operand,
      labels: selector ? labelsWhenAbsent(selector) : {},
    };
  }

  #planMap(name: string, args: SyntaxNode[]): PlanNode {
    const known = Object.hasOwn(SAMPLE_FUNCTIONS, name)
      ? SAMPLE_FUNCTIONS[name]
      : undefined;
    if (!known) throw new NotHere();
    const [least, most] = known.parameters;
    const parameters = args.slice(1).map(arg => this.#number(arg));
    if (parameters.length < least || parameters.length > most) {
      throw new NotHere();
    }
    const operand = this.plan(args[0]);
    if (!isOurs(operand)) throw new NotHere();
    return { op: 'map', fn: name, parameters, operand };
  }

  #number(node: SyntaxNode): number {
    const planned = this.#planHere(node);
    if (planned.op !== 'number') throw new NotHere();
    return planned.value;
  }

  #planWindow(fn: WindowFold['fn'], args: SyntaxNode[]): PlanNode {
    const fold: WindowFold =
      fn === 'quantile_over_time'
        ? { fn, parameter: this.#number(args[0]) }
        : { fn };
    let node = args.at(-1)!;
    let offset = 0;
    while (node.name === 'OffsetExpr' || node.name === 'ParenExpr') {
      if (node.name === 'OffsetExpr') {
        offset += this.#seconds(node.getChild('OffsetDurationExpr'));
      }
      node = only(node);
    }
    const [inner, range, step] = children(node);
    if (node.name === 'MatrixSelector') {
      const { series } = this.#recorded(inner);
      const length = this.#seconds(range);
      return { op: 'samples', ...fold, series, length, offset };
    }
    if (node.name !== 'SubqueryExpr') throw new NotHere();
    return {
      op: 'window',
      ...fold,
      operand: this.plan(inner),
      length: this.#seconds(range),
      offset,
      ...(step && { resolution: this.#seconds(step) }),
    };
  }

  /** A selector of recorded series, with or without an offset. */
  #recorded(node: SyntaxNode): { series: RecordedSeries; offset: number } {
    if (!isSelector(node)) throw new NotHere();
    const [selector] = selectorsBelow(this.#expr, node);
    const series =
      selector.at === undefined ? this.#names.find(selector) : undefined;
    if (!series) throw new NotHere();
    const offset = tryParseDuration(
      selector.offset?.replaceAll(' ', '') ?? '0s',
    );
    if (offset === undefined) throw new NotHere();
    return { series, offset: offset / 1000 };
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
      change: { target, replacement, source, pattern: anchoredRegex(regex) },
    };
  }
}

/** Plans an expression. Throws `PromqlSyntaxError`, and `EvaluationError` for what cannot be replayed. */
export function planExpression(
  expr: string,
  names: RecordedNames = NOTHING_RECORDED,
): PlanNode {
  const top = topExpression(parse(expr));
  if (!top) return { op: 'leaf', query: expr };
  refuseTimeTravel(expr, top);
  const planner = new Planner(expr, names);
  return isMisgrouped(top) ? planner.leaf(top) : planner.plan(top);
}
