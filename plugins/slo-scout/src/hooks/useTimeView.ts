import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import {
  isWhole,
  revealing,
  within,
  zoomedBy,
  zoomedTo,
  type TimeSpan,
} from '../model/timeView';

const CLOSER = 0.5;
/** A step of the arrow keys as a share of what is seen; ten times as much with Shift. */
const STEP = 0.01;

/** The part of the time that charts beside each other show, and the instant read in them. */
export interface TimeView {
  bounds: TimeSpan;
  view: TimeSpan;
  /** Milliseconds since 1970; undefined while nothing is read. */
  cursor: number | undefined;
  whole: boolean;
  zoomIn: () => void;
  zoomOut: () => void;
  zoomTo: (from: number, to: number) => void;
  reset: () => void;
  setCursor: (instant: number | undefined) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** `stops`: instants that Page up and Page down go to, in any order. */
export function useTimeView(bounds: TimeSpan, stops: number[]): TimeView {
  const [chosen, setChosen] = useState<TimeSpan>();
  const [pointed, setCursor] = useState<number>();
  // Answers to other numbers may be about other days: what was chosen must fit them.
  const view = useMemo(
    () => (chosen ? within(chosen, bounds) : bounds),
    [chosen, bounds],
  );
  const cursor =
    pointed === undefined
      ? undefined
      : Math.min(bounds.end, Math.max(bounds.start, pointed));
  const middle = (view.start + view.end) / 2;

  const show = (next: TimeSpan) =>
    setChosen(isWhole(next, bounds) ? undefined : next);
  const zoom = (factor: number) => {
    const seen =
      cursor !== undefined && cursor >= view.start && cursor <= view.end;
    show(zoomedBy(view, bounds, factor, seen ? cursor : middle));
  };
  const moveTo = (instant: number) => {
    const cut = Math.min(bounds.end, Math.max(bounds.start, instant));
    setCursor(cut);
    show(revealing(view, bounds, cut));
  };
  const reset = useCallback(() => setChosen(undefined), []);
  const time: Omit<TimeView, 'onKeyDown'> = {
    bounds,
    view,
    cursor,
    whole: isWhole(view, bounds),
    zoomIn: () => zoom(CLOSER),
    zoomOut: () => zoom(1 / CLOSER),
    zoomTo: (from, to) => show(zoomedTo(from, to, bounds)),
    reset,
    setCursor,
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = keyAction(event, time, moveTo, stops, cursor ?? middle);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return { ...time, onKeyDown };
}

function keyAction(
  { key, shiftKey }: KeyboardEvent,
  time: Omit<TimeView, 'onKeyDown'>,
  moveTo: (instant: number) => void,
  stops: number[],
  from: number,
): (() => void) | undefined {
  const { view, bounds } = time;
  const step = (view.end - view.start) * STEP * (shiftKey ? 10 : 1);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return () => moveTo(from - step);
    case 'ArrowRight':
    case 'ArrowUp':
      return () => moveTo(from + step);
    case 'Home':
      return () => moveTo(bounds.start);
    case 'End':
      return () => moveTo(bounds.end);
    case 'PageUp':
      return () => moveTo(Math.max(...stops.filter(s => s < from), -Infinity));
    case 'PageDown':
      return () => moveTo(Math.min(...stops.filter(s => s > from), Infinity));
    case '+':
    case '=':
      return time.zoomIn;
    case '-':
    case '_':
      return time.zoomOut;
    case 'Escape':
      // With nothing to reset, Escape belongs to the dialog around.
      return time.whole ? undefined : time.reset;
    default:
      return undefined;
  }
}
