import { aggregate } from './aggregate';
import { setOperation, withScalar, withVector } from './binary';
import { replaceLabel } from './labelReplace';
import { SAMPLE_FUNCTIONS } from './operators';
import type { PlanNode } from './planNode';
import { readInstants, readRanges } from './recorded';
import type { RecordingRule } from './ruleFile';
import type { HeldTicks } from './SlidingColumns';
import { TickFailures } from './TickFailures';
import {
  anyPresent,
  emptySeries,
  type Grid,
  gridBetween,
  joinEqual,
  type Labels,
  lastTick,
  type Series,
  type Vector,
  withoutName,
} from './vector';
import { slideVector, spansOf } from './windows';

/** How Prometheus would evaluate, and how closely we follow. */
export interface EvaluationRules {
  /** Distance of a subquery's samples where it names none: the global evaluation interval. */
  defaultResolution: number;
  /**
   * A subquery is computed from at least this many samples, or from all of them
   * where it has fewer; Infinity makes it exact.
   */
  minWindowSamples: number;
  /** Prometheus 3: a range leaves out the sample at its very beginning. */
  leftOpen: boolean;
  /** How long the last sample of a series stands for the present. Seconds. */
  lookback: number;
}

/** Where an evaluation reads from. */
export interface Sources {
  /** What Prometheus answered, on exactly these ticks. */
  leaf(query: string, grid: Grid): { vector: Vector; failed?: Uint8Array };
  /** What a rule recorded between two instants. */
  recorded(rule: RecordingRule, from: number, to: number): HeldTicks;
}

type WindowNode = Extract<PlanNode, { op: 'window' }>;

function resolutionOf(node: WindowNode, rules: EvaluationRules): number {
  return node.resolution || rules.defaultResolution;
}

/** The distance of the ticks at which the operand of a window is needed; they are its multiples. */
export function innerStep(
  node: WindowNode,
  outerStep: number,
  rules: EvaluationRules,
): number {
  const resolution = resolutionOf(node, rules);
  const wanted = Math.min(outerStep, node.length / rules.minWindowSamples);
  return Math.max(resolution, divisorBelow(outerStep, wanted));
}

function innerGrid(
  node: WindowNode,
  outer: Grid,
  rules: EvaluationRules,
): Grid {
  return gridBetween(
    outer.start - node.offset - node.length,
    lastTick(outer) - node.offset,
    innerStep(node, outer.step, rules),
  );
}

/** The largest whole divisor of `step` that is not above `limit`, so that leaves are shared. */
function divisorBelow(step: number, limit: number): number {
  for (let parts = 1; parts <= step; parts++) {
    if (step % parts === 0 && step / parts <= limit) return step / parts;
  }
  return 0;
}

/** Evaluates a plan over a grid from what is already there. Pure but for `failures`. */
export function evaluate(
  node: PlanNode,
  grid: Grid,
  rules: EvaluationRules,
  sources: Sources,
  failures: TickFailures,
): Vector {
  const at = (operand: PlanNode) =>
    evaluate(operand, grid, rules, sources, failures);
  switch (node.op) {
    case 'leaf':
      return readLeaf(node.query, grid, sources, failures);
    case 'number':
    case 'constant':
      return constant(node.value, grid);
    case 'recorded':
      return readInstants(node, grid, rules, sources);
    case 'samples':
      return readRanges(node, grid, rules, sources, failures);
    case 'binary':
      return evaluateBinary(node, grid, at, failures);
    case 'set': {
      const { operator, matching } = node;
      const [left, right] = [at(node.left), at(node.right)];
      return setOperation(operator, left, right, matching, failures);
    }
    case 'aggregate':
      return aggregate(
        node.operator,
        node.by,
        node.labels,
        at(node.operand),
        grid,
      );
    case 'map':
      return mapSamples(node.fn, node.parameters, at(node.operand), failures);
    case 'label_replace':
      return replaceLabel(at(node.operand), node.change, failures);
    case 'absent':
      return absent(at(node.operand), node.labels, grid);
    default:
      return evaluateWindow(node, grid, rules, sources, failures);
  }
}

function readLeaf(
  query: string,
  grid: Grid,
  sources: Sources,
  failures: TickFailures,
): Vector {
  const { vector, failed } = sources.leaf(query, grid);
  failed?.forEach((one, tick) => {
    if (one === 1) failures.add(tick, `Prometheus could not evaluate ${query}`);
  });
  return vector;
}

function evaluateBinary(
  node: Extract<PlanNode, { op: 'binary' }>,
  grid: Grid,
  at: (operand: PlanNode) => Vector,
  failures: TickFailures,
): Vector {
  const { left, right } = node;
  if (right.op === 'number') {
    return withScalar(at(left), right.value, false, node, failures);
  }
  if (left.op === 'number') {
    return withScalar(at(right), left.value, true, node, failures);
  }
  return withVector(at(left), at(right), node, grid, failures);
}

function constant(value: number, grid: Grid): Vector {
  const series = emptySeries({}, grid);
  series.values.fill(value);
  series.present.fill(1);
  return [series];
}

function absent(vector: Vector, labels: Labels, grid: Grid): Vector {
  const series = emptySeries(labels, grid);
  const there = anyPresent(vector, grid);
  series.values.fill(1);
  series.present.set(there.map(here => 1 - here));
  return [series];
}

function mapSamples(
  fn: string,
  parameters: number[],
  vector: Vector,
  failures: TickFailures,
): Vector {
  const { of } = SAMPLE_FUNCTIONS[fn];
  const mapped = vector.map(
    ({ labels, values, present }): Series => ({
      labels: withoutName(labels),
      values: values.map(value => of(value, ...parameters)),
      present,
    }),
  );
  return joinEqual(mapped, failures);
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
  sources: Sources,
  failures: TickFailures,
): Vector {
  const { length, offset, fn, parameter } = node;
  const inner = innerGrid(node, grid, rules);
  const recorded = samplesIn(length, resolutionOf(node, rules), rules);
  const weight = recorded / samplesIn(length, inner.step, rules);
  const spans = spansOf(inner, grid, {
    length,
    offset,
    leftOpen: rules.leftOpen,
  });
  const within = new TickFailures(inner.count);
  const operand = evaluate(node.operand, inner, rules, sources, within);
  failAcross(within, spans, failures);
  const how = { fn, parameter, weight };
  return slideVector(operand, spans, grid, how, failures);
}

/** An error inside a subquery is an error of every window that looks at it. */
function failAcross(
  inner: TickFailures,
  { from, to }: { from: Int32Array; to: Int32Array },
  outer: TickFailures,
): void {
  const { mask, message } = inner;
  if (!mask || message === undefined) return;
  for (let i = 0; i < from.length; i++) {
    if (mask.subarray(from[i], to[i] + 1).includes(1)) outer.add(i, message);
  }
}
