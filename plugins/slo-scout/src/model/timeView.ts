/** A stretch of time. Milliseconds since 1970. */
export interface TimeSpan {
  start: number;
  end: number;
}

/** Below five minutes there is nothing more to see: rules are evaluated twice a minute. */
const SHORTEST_MS = 5 * 60_000;

const lengthOf = (span: TimeSpan) => span.end - span.start;

/** The span moved, and shortened where it must be, so that it lies within `bounds`. */
export function within(span: TimeSpan, bounds: TimeSpan): TimeSpan {
  const length = Math.min(lengthOf(span), lengthOf(bounds));
  const start = Math.min(
    Math.max(span.start, bounds.start),
    bounds.end - length,
  );
  return { start, end: start + length };
}

/** Factors below 1 come closer. The instant `around` stays where it is on the screen. */
export function zoomedBy(
  view: TimeSpan,
  bounds: TimeSpan,
  factor: number,
  around: number,
): TimeSpan {
  const shortest = Math.min(SHORTEST_MS, lengthOf(bounds));
  const length = Math.max(shortest, lengthOf(view) * factor);
  const start = around - positionOf(around, view) * length;
  return within({ start, end: start + length }, bounds);
}

/** What was dragged across, in either direction; too short a drag shows its surroundings. */
export function zoomedTo(from: number, to: number, bounds: TimeSpan): TimeSpan {
  const middle = (from + to) / 2;
  const shortest = Math.min(SHORTEST_MS, lengthOf(bounds));
  const half = Math.max(Math.abs(to - from), shortest) / 2;
  return within({ start: middle - half, end: middle + half }, bounds);
}

/** The view, moved as far as needed for the instant to be seen. */
export function revealing(
  view: TimeSpan,
  bounds: TimeSpan,
  instant: number,
): TimeSpan {
  if (instant >= view.start && instant <= view.end) return view;
  const by = instant < view.start ? instant - view.start : instant - view.end;
  return within({ start: view.start + by, end: view.end + by }, bounds);
}

/** Where an instant lies in a span: 0 at its start, 1 at its end. */
export function positionOf(instant: number, span: TimeSpan): number {
  return (instant - span.start) / lengthOf(span);
}

/** The instant at a position from 0 to 1; beyond them the start or the end. */
export function instantAt(position: number, span: TimeSpan): number {
  return span.start + Math.min(1, Math.max(0, position)) * lengthOf(span);
}

export function isWhole(view: TimeSpan, bounds: TimeSpan): boolean {
  return view.start <= bounds.start && view.end >= bounds.end;
}

export interface Bar {
  x: number;
  width: number;
}

/**
 * A span as a bar within `view`, in parts of `size`; undefined where it lies
 * outside. A firing of minutes in 30 days would be thinner than a pixel, hence `least`.
 */
export function barOf(
  span: TimeSpan,
  view: TimeSpan,
  size: number,
  least: number,
): Bar | undefined {
  if (span.end < view.start || span.start > view.end) return undefined;
  const from = Math.max(0, positionOf(span.start, view)) * size;
  const to = Math.min(1, positionOf(span.end, view)) * size;
  const width = Math.max(least, to - from);
  return { x: Math.max(0, Math.min(from, size - width)), width };
}
