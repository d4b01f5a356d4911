/** What the planner reads off the tree of an expression. */
import type { SyntaxNode } from '@lezer/common';
import { children, textOf } from '../../promql/parse';
import { readSelector, type Selector } from '../../promql/selectors';
import { EvaluationError, type Labels } from './vector';

/** Thrown inside for what has to go to Prometheus as it stands. */
export class NotHere extends Error {}

const FOLLOWERS = ['OffsetExpr', 'StepInvariantExpr', 'SubqueryExpr'];
const OPERATIONS = ['BinaryExpr', 'UnaryExpr'];

/**
 * Of `a or b offset 5m and c` the tree says `((a or b) offset 5m) and c`, whereas
 * Prometheus gives the offset to `b`. Such an expression is not taken apart.
 */
export function isMisgrouped(node: SyntaxNode): boolean {
  const parts = children(node);
  return (
    (FOLLOWERS.includes(node.name) && OPERATIONS.includes(parts[0].name)) ||
    parts.some(isMisgrouped)
  );
}

export function only(node: SyntaxNode): SyntaxNode {
  if (!node.firstChild) throw new NotHere();
  return node.firstChild;
}

const AROUND_SELECTORS = [
  'OffsetExpr',
  'ParenExpr',
  'StepInvariantExpr',
  'MatrixSelector',
];

export function isSelector(node: SyntaxNode): boolean {
  return (
    node.name === 'VectorSelector' ||
    (AROUND_SELECTORS.includes(node.name) &&
      node.firstChild !== null &&
      isSelector(node.firstChild))
  );
}

export function selectorsBelow(expr: string, node: SyntaxNode): Selector[] {
  return node.name === 'VectorSelector'
    ? [readSelector(expr, node)]
    : children(node).flatMap(child => selectorsBelow(expr, child));
}

/** As `createLabelsForAbsentFunction` has it: equalities, unless the label is asked for twice. */
export function labelsWhenAbsent({ matchers }: Selector): Labels {
  return Object.fromEntries(
    matchers
      .filter(
        ({ label, op, value }) =>
          op === '=' &&
          value !== '' &&
          matchers.filter(other => other.label === label).length === 1,
      )
      .map(({ label, value }) => [label, value]),
  );
}

export function oneOf<T extends string>(
  known: readonly T[],
  text: string,
): T | undefined {
  return known.find(item => item === text);
}

export function readNumber(text: string): number {
  if (/^inf$/i.test(text)) return Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const value = Number(text.replaceAll('_', ''));
  if (Number.isNaN(value)) throw new NotHere();
  return value;
}

/**
 * History knows what came after; a rule does not. And `start()` and `end()` are
 * one instant to a rule, but the two ends of a range query.
 */
export function refuseTimeTravel(expr: string, node: SyntaxNode): void {
  if (
    node.name === 'OffsetDurationExpr' &&
    textOf(expr, node).trimStart().startsWith('-')
  ) {
    throw new EvaluationError(
      'The dry run cannot replay a negative offset: it would see what had not happened yet',
    );
  }
  if (node.name === 'AtModifierPreprocessors') {
    throw new EvaluationError(
      'The dry run cannot replay @ start() and @ end(): for a rule they are the moment of its evaluation. Leave them out.',
    );
  }
  children(node).forEach(child => refuseTimeTravel(expr, child));
}
