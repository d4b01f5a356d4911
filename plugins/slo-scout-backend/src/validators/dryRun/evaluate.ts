import { aggregate } from './aggregate';
import { setOperation, withScalar, withVector } from './binary';
import { replaceLabel } from './labelReplace';
import type { PlanNode } from './planNode';
import {
  anyPresent,
  emptySeries,
  type Grid,
  gridBetween,
  lastTick,
  type Vector,
  withoutName,
  joinEqual,
} from './vector';
import { slide } from './windows';

/** How Prometheus would evaluate, and how closely we follow. */
export interface EvaluationRules {
  /** Distance of a subquery's samples where it names none: the global evaluation interval. */
  defaultResolution: number;
  /**
   * A window is computed from at least this many samples, or from all of them
   * where it has fewer; Infinity makes it exact.
   */
  minWindowSamples: number;
  /** Prometheus 3: a range leaves out the sample at its very beginning. */
  leftOpen: boolean;
}

type WindowNode = Extract<PlanNode, { op: 'window' }>;

function resolutionOf(node: WindowNode, rules: EvaluationRules): number {
  return node.resolution || rules.defaultResolution;
}

/** The ticks at which the operand of a window is needed. */
export function innerGrid(
  node: WindowNode,
  outer: Grid,
  rules: EvaluationRules,
): Grid {
  const resolution = resolutionOf(node, rules);
  const wanted = Math.min(outer.step, node.length / rules.minWindowSamples);
  const step = Math.max(resolution, divisorBelow(outer.step, wanted));
  return gridBetween(
    outer.start - node.offset - node.length,
    lastTick(outer) - node.offset,
    step,
  );
}

/** The largest whole divisor of `step` that is not above `limit`, so that leaves are shared. */
function divisorBelow(step: number, limit: number): number {
  for (let parts = 1; parts <= step; parts++) {
    if (step % parts === 0 && step / parts <= limit) return step / parts;
  }
  return 0;
}

/** Calls `visit` for every leaf with the ticks at which it is needed. */
export function forEachLeaf(
  node: PlanNode,
  grid: Grid,
  rules: EvaluationRules,
  visit: (query: string, grid: Grid) => void,
): void {
  switch (node.op) {
    case 'leaf':
      visit(node.query, grid);
      break;
    case 'binary':
    case 'set':
      forEachLeaf(node.left, grid, rules, visit);
      forEachLeaf(node.right, grid, rules, visit);
      break;
    case 'window':
      forEachLeaf(node.operand, innerGrid(node, grid, rules), rules, visit);
      break;
    case 'aggregate':
    case 'label_replace':
    case 'absent':
      forEachLeaf(node.operand, grid, rules, visit);
      break;
    default:
  }
}

/** Evaluates a plan over a grid from leaves that are already there. */
export function evaluate(
  node: PlanNode,
  grid: Grid,
  rules: EvaluationRules,
  leaf: (query: string, grid: Grid) => Vector,
): Vector {
  const at = (operand: PlanNode) => evaluate(operand, grid, rules, leaf);
  switch (node.op) {
    case 'leaf':
      return leaf(node.query, grid);
    case 'number':
    case 'constant':
      return constant(node.value, grid);
    case 'binary':
      if (node.right.op === 'number') {
        return withScalar(at(node.left), node.right.value, false, node);
      }
      if (node.left.op === 'number') {
        return withScalar(at(node.right), node.left.value, true, node);
      }
      return withVector(at(node.left), at(node.right), node.matching, node);
    case 'set':
      return setOperation(
        node.operator,
        at(node.left),
        at(node.right),
        node.matching,
      );
    case 'aggregate':
      return aggregate(
        node.operator,
        node.by,
        node.labels,
        at(node.operand),
        grid,
      );
    case 'label_replace':
      return replaceLabel(at(node.operand), node.change);
    case 'absent':
      return absent(at(node.operand), grid);
    default:
      return evaluateWindow(node, grid, rules, leaf);
  }
}

function constant(value: number, grid: Grid): Vector {
  const series = emptySeries({}, grid);
  series.values.fill(value);
  series.present.fill(1);
  return [series];
}

function absent(vector: Vector, grid: Grid): Vector {
  const series = emptySeries({}, grid);
  const there = anyPresent(vector, grid);
  series.values.fill(1);
  series.present.set(there.map(here => 1 - here));
  return [series];
}

/** Number of samples in a window that is full. */
function samplesIn(
  length: number,
  step: number,
  { leftOpen }: EvaluationRules,
): number {
  const whole = Math.floor(length / step);
  return leftOpen ? Math.max(1, whole) : whole + 1;
}

function evaluateWindow(
  node: WindowNode,
  grid: Grid,
  rules: EvaluationRules,
  leaf: (query: string, grid: Grid) => Vector,
): Vector {
  const inner = innerGrid(node, grid, rules);
  const recorded = samplesIn(node.length, resolutionOf(node, rules), rules);
  const weight = recorded / samplesIn(node.length, inner.step, rules);
  const window = {
    length: node.length,
    offset: node.offset,
    leftOpen: rules.leftOpen,
  };
  const slid = evaluate(node.operand, inner, rules, leaf).map(series =>
    slide(series, inner, grid, window, node.fn, weight),
  );
  return joinEqual(
    slid.map(series => ({ ...series, labels: withoutName(series.labels) })),
  );
}
