import { scaleLinear } from '@visx/scale';

/** A range of values, drawn from the bottom to the top of a panel. */
export interface ValueRange {
  low: number;
  high: number;
}

/** How far below the top of a panel of `height` a value is drawn; cut at its rims. */
export function valueScale(
  range: ValueRange,
  height: number,
): (value: number) => number {
  const scale = scaleLinear<number>({
    domain: [range.low, range.high],
    range: [height, 0],
    clamp: true,
  });
  return value => scale(value);
}

/** From the least to the largest of the values, with some room at both ends. */
export function rangeAround(
  values: Array<number | null>,
  most = Infinity,
): ValueRange {
  // Not by spreading: a long curve has more cells than a call may have arguments.
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  const room = (high - low) * 0.08 || Math.abs(high) * 0.01 || 1;
  return { low: low - room, high: Math.min(most, high + room) };
}

export interface Point {
  x: number;
  value: number | null;
}

/**
 * At most some three points for each of `columns` of equal width: the least value
 * and the last, since the least is what a reader looks for; a gap wherever one
 * began. `points` are ordered by x.
 */
export function thinned(
  points: Point[],
  size: number,
  columns: number,
): Point[] {
  if (points.length <= columns * 2) return points;
  const width = size / columns;
  const kept: Point[] = [];
  let column: Point[] = [];
  const flush = () => {
    kept.push(...tellingPoints(column));
    column = [];
  };
  for (const point of points) {
    const first = column[0];
    if (first && Math.floor(point.x / width) !== Math.floor(first.x / width)) {
      flush();
    }
    column.push(point);
  }
  flush();
  return kept;
}

function tellingPoints(column: Point[]): Point[] {
  const least = column.reduce<Point | undefined>(
    (best, point) =>
      point.value !== null && (best?.value ?? Infinity) > point.value
        ? point
        : best,
    undefined,
  );
  const gap = column.find(point => point.value === null);
  const last = column[column.length - 1];
  return column.filter(p => p === least || p === gap || p === last);
}
