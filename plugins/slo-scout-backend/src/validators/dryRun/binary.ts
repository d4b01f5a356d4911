/** Operators between vectors, over many ticks, as promql/engine.go has them. */
import { pickLabels, signatureOf } from './matching';
import {
  ARITHMETIC,
  type ArithmeticOperator,
  CALCULATE,
  type ComparisonOperator,
  type Matching,
  type SetOperator,
} from './operators';
import {
  EvaluationError,
  joinEqual,
  type Labels,
  type Series,
  type Vector,
  withoutName,
} from './vector';

const COMPARE: Record<ComparisonOperator, (a: number, b: number) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** The value that a pair of samples gives, or undefined where it is left out. */
type Pairing = (a: number, b: number) => number | undefined;

export interface BinaryOperation {
  operator: ArithmeticOperator | ComparisonOperator;
  bool: boolean;
}

function pairingOf({ operator, bool }: BinaryOperation): Pairing {
  if (isArithmetic(operator)) {
    return CALCULATE[operator];
  }
  const holds = COMPARE[operator];
  return bool
    ? (a, b) => (holds(a, b) ? 1 : 0)
    : (a, b) => (holds(a, b) ? a : undefined);
}

function isArithmetic(
  operator: BinaryOperation['operator'],
): operator is ArithmeticOperator {
  return ARITHMETIC.some(known => known === operator);
}

/** A filtering comparison says something of its left side and leaves its name. */
function keepsName({ operator, bool }: BinaryOperation): boolean {
  return !isArithmetic(operator) && !bool;
}

/** Vector with scalar. A comparison always keeps the vector's value. */
export function withScalar(
  vector: Vector,
  scalar: number,
  scalarIsLeft: boolean,
  operation: BinaryOperation,
): Vector {
  const pair = pairingOf(operation);
  const keep = keepsName(operation);
  const result = vector.map(({ labels, values, present }) => {
    const series: Series = {
      labels: keep ? labels : withoutName(labels),
      values: new Float64Array(values.length),
      present: new Uint8Array(values.length),
    };
    for (let i = 0; i < values.length; i++) {
      if (present[i] === 0) continue;
      const value = scalarIsLeft
        ? pair(scalar, values[i])
        : pair(values[i], scalar);
      if (value === undefined) continue;
      series.values[i] = keep ? values[i] : value;
      series.present[i] = 1;
    }
    return series;
  });
  return keep ? result : joinEqual(result);
}

/** Vector with vector, one to one. */
export function withVector(
  left: Vector,
  right: Vector,
  matching: Matching,
  operation: BinaryOperation,
): Vector {
  const pair = pairingOf(operation);
  const rightBySide = oneSide(right, matching, 'right');
  const result: Vector = [];
  oneSide(left, matching, 'left').forEach((ones, signature) => {
    const others = rightBySide.get(signature) ?? [];
    for (const one of ones) {
      for (const other of others) {
        const series = pairUp(one, other, pair);
        const kept = keepsName(operation)
          ? one.labels
          : withoutName(one.labels);
        series.labels = matchedLabels(kept, matching);
        result.push(series);
      }
    }
  });
  return joinEqual(result);
}

function pairUp(one: Series, other: Series, pair: Pairing): Series {
  const length = one.values.length;
  const values = new Float64Array(length);
  const present = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    if (one.present[i] === 0 || other.present[i] === 0) continue;
    const value = pair(one.values[i], other.values[i]);
    if (value === undefined) continue;
    values[i] = value;
    present[i] = 1;
  }
  return { labels: one.labels, values, present };
}

/** `and`, `or`, `unless`: by signature, many to many. */
export function setOperation(
  operator: SetOperator,
  left: Vector,
  right: Vector,
  matching: Matching,
): Vector {
  if (operator === 'or') {
    const known = presenceBySignature(left, matching);
    const added = right.map(series =>
      masked(series, known.get(signatureOf(series.labels, matching)), false),
    );
    return joinEqual([...left, ...added]);
  }
  const known = presenceBySignature(right, matching);
  return left.map(series =>
    masked(
      series,
      known.get(signatureOf(series.labels, matching)),
      operator === 'and',
    ),
  );
}

/** The series where the mask is set (or where it is not). */
function masked(
  series: Series,
  mask: Uint8Array | undefined,
  wanted: boolean,
): Series {
  const present = series.present.map((here, i) =>
    here === 1 && (mask !== undefined && mask[i] === 1) === wanted ? 1 : 0,
  );
  return { labels: series.labels, values: series.values, present };
}

function presenceBySignature(
  vector: Vector,
  matching: Matching,
): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { labels, present } of vector) {
    const signature = signatureOf(labels, matching);
    const known = found.get(signature);
    if (!known) {
      found.set(signature, present.slice());
      continue;
    }
    for (let i = 0; i < present.length; i++) {
      if (present[i] === 1) known[i] = 1;
    }
  }
  return found;
}

/** The series of one side by signature, refusing two with one signature at one tick. */
function oneSide(vector: Vector, matching: Matching, side: string) {
  const found = new Map<string, Series[]>();
  for (const series of vector) {
    const signature = signatureOf(series.labels, matching);
    const known = found.get(signature) ?? [];
    if (known.some(other => overlap(other.present, series.present))) {
      throw new EvaluationError(
        `found duplicate series for the match group ${signature} on the ${side} hand-side of the operation`,
      );
    }
    found.set(signature, [...known, series]);
  }
  return found;
}

function overlap(a: Uint8Array, b: Uint8Array): boolean {
  return a.some((here, i) => here === 1 && b[i] === 1);
}

/** Labels of the result of a one-to-one operation. */
function matchedLabels(labels: Labels, matching: Matching): Labels {
  return matching.on || matching.labels.length > 0
    ? pickLabels(labels, matching, false)
    : labels;
}
