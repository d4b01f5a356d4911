/** A range of values, drawn from the bottom to the top of a panel. */
export interface ValueRange {
  low: number;
  high: number;
}

/** How far below the top of a panel of `height` a value is drawn; cut at its rims. */
export function heightOf(
  value: number,
  range: ValueRange,
  height: number,
): number {
  const share = (value - range.low) / (range.high - range.low);
  return (1 - Math.min(1, Math.max(0, share))) * height;
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

const rounded = (value: number) => Number(value.toFixed(2));

export interface Point {
  x: number;
  value: number | null;
}

/**
 * The points as an SVG path, with gaps where the value is null. A point between
 * two gaps is a stroke of no length, which round line caps show as a dot.
 */
export function linePath(
  points: Point[],
  y: (value: number) => number,
): string {
  const parts: string[] = [];
  let drawing = false;
  points.forEach(({ x, value }, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const at = `${rounded(x)} ${rounded(y(value))}`;
    parts.push(`${drawing ? 'L' : 'M'}${at}`);
    const last = (points[index + 1]?.value ?? null) === null;
    if (!drawing && last) parts.push('h0');
    drawing = true;
  });
  return parts.join('');
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
