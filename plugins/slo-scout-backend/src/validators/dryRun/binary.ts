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
import type { TickFailures } from './TickFailures';
import {
  anyPresent,
  type Grid,
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
  failures: TickFailures,
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
  return keep ? result : joinEqual(result, failures);
}

/** Vector with vector: one to one, or many to one with `group_left` and `group_right`. */
export function withVector(
  left: Vector,
  right: Vector,
  operation: BinaryOperation & { matching: Matching },
  grid: Grid,
  failures: TickFailures,
): Vector {
  const { matching } = operation;
  const swapped = matching.group?.many === 'right';
  const many = swapped ? right : left;
  const one = swapped ? left : right;
  const pairing = pairingOf(operation);
  const pair: Pairing = swapped ? (a, b) => pairing(b, a) : pairing;
  const ones = oneSide(one, many, matching, swapped ? 'left' : 'right', {
    grid,
    failures,
  });
  const result: Vector = [];
  bySignature(many, matching).forEach((members, signature) => {
    const others = ones.get(signature);
    if (!others) return;
    const pairs = members.flatMap(member =>
      others.map(other => ({
        ...pairUp(member, other, pair),
        labels: resultLabels(member.labels, other.labels, operation),
      })),
    );
    if (!matching.group) refuseTwo(pairs, failures);
    result.push(...pairs);
  });
  return joinEqual(
    result,
    failures,
    matching.group &&
      'multiple matches for labels: grouping labels must ensure unique matches',
  );
}

function pairUp(one: Series, other: Series, pair: Pairing) {
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
  return { values, present };
}

/** One to one, only one pair of a signature may give something at a tick. */
function refuseTwo(pairs: Vector, failures: TickFailures): void {
  if (pairs.length < 2) return;
  const taken = new Uint8Array(pairs[0].present.length);
  for (const { present } of pairs) {
    for (let i = 0; i < taken.length; i++) {
      if (present[i] === 0) continue;
      if (taken[i] === 1) {
        failures.add(
          i,
          'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
        );
      }
      taken[i] = 1;
    }
  }
}

/** `and`, `or`, `unless`: by signature, many to many. */
export function setOperation(
  operator: SetOperator,
  left: Vector,
  right: Vector,
  matching: Matching,
  failures: TickFailures,
): Vector {
  if (operator === 'or') {
    const known = presenceBySignature(left, matching);
    const added = right.map(series =>
      masked(series, known.get(signatureOf(series.labels, matching)), false),
    );
    return joinEqual([...left, ...added], failures);
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
  const { present: before } = series;
  const present = new Uint8Array(before.length);
  for (let i = 0; i < present.length; i++) {
    const set = mask !== undefined && mask[i] === 1;
    present[i] = before[i] === 1 && set === wanted ? 1 : 0;
  }
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

function bySignature(vector: Vector, matching: Matching) {
  const found = new Map<string, Series[]>();
  for (const series of vector) {
    const signature = signatureOf(series.labels, matching);
    const known = found.get(signature);
    if (known) known.push(series);
    else found.set(signature, [series]);
  }
  return found;
}

/**
 * The side of which there may be one sample of a signature at a tick. Where the
 * other side has nothing at all, Prometheus does not look.
 */
function oneSide(
  vector: Vector,
  others: Vector,
  matching: Matching,
  side: string,
  { grid, failures }: { grid: Grid; failures: TickFailures },
) {
  const found = bySignature(vector, matching);
  const looked = anyPresent(others, grid);
  found.forEach((members, signature) => {
    if (members.length < 2) return;
    const taken = new Uint8Array(grid.count);
    for (const { present } of members) {
      for (let i = 0; i < taken.length; i++) {
        if (present[i] === 0) continue;
        if (taken[i] === 1 && looked[i] === 1) {
          failures.add(
            i,
            `found duplicate series for the match group ${signature} on the ${side} hand-side of the operation`,
          );
        }
        taken[i] = 1;
      }
    }
  });
  return found;
}

function resultLabels(
  labels: Labels,
  others: Labels,
  operation: BinaryOperation & { matching: Matching },
): Labels {
  const { matching } = operation;
  const kept = keepsName(operation) ? labels : withoutName(labels);
  if (matching.group) {
    const result = { ...kept };
    for (const name of matching.group.include) {
      if (others[name]) result[name] = others[name];
      else delete result[name];
    }
    return result;
  }
  return matching.on || matching.labels.length > 0
    ? pickLabels(kept, matching, false)
    : kept;
}
