import { useState, type PointerEvent, type ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { zonedTime } from '../../format/time';
import { useText } from '../../hooks/useText';
import type { TimeView } from '../../hooks/useTimeView';
import { instantAt, positionOf } from '../../model/timeView';

// Below this a press is a press, not a drag.
const DRAG_PX = 5;

const useStyles = makeStyles(theme => ({
  surface: { position: 'relative' },
  point: {
    position: 'absolute',
    inset: 0,
    cursor: 'crosshair',
    // Across zooms, up and down scrolls the page.
    touchAction: 'pan-y',
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  cursor: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 0,
    borderLeft: `1px solid ${theme.palette.text.primary}`,
    pointerEvents: 'none',
  },
  dragged: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    background: theme.palette.action.selected,
    border: `1px solid ${theme.palette.primary.main}`,
    pointerEvents: 'none',
  },
}));

interface Drag {
  fromPx: number;
  from: number;
  to: number;
}

function instantOf(event: PointerEvent, time: TimeView): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return instantAt(width > 0 ? (event.clientX - left) / width : 0, time.view);
}

/** Where a point in time is chosen, for all panels in it: by hand or by keyboard. */
export function ChartSurface(props: {
  time: TimeView;
  /** Accessible name, where there are several. */
  label?: string;
  /** What stands at the point, for those who do not see it; the time without it. */
  valueText?: string;
  children: ReactNode;
}) {
  const { time, label, valueText, children } = props;
  const { view, bounds, cursor } = time;
  const classes = useStyles();
  const t = useText();
  const [drag, setDrag] = useState<Drag>();
  const percent = (instant: number) => `${positionOf(instant, view) * 100}%`;
  const seen =
    cursor !== undefined && cursor >= view.start && cursor <= view.end;
  const now = cursor ?? (view.start + view.end) / 2;

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = instantOf(event, time);
    event.currentTarget.setPointerCapture?.(event.pointerId);
    setDrag({ fromPx: event.clientX, from: at, to: at });
  };
  const move = (event: PointerEvent) => {
    const at = instantOf(event, time);
    time.setCursor(at);
    if (drag) setDrag({ ...drag, to: at });
  };
  const up = (event: PointerEvent) => {
    if (drag && Math.abs(event.clientX - drag.fromPx) >= DRAG_PX) {
      time.zoomTo(drag.from, instantOf(event, time));
    } else if (drag) {
      time.setCursor(drag.from);
    }
    setDrag(undefined);
  };

  return (
    <div className={classes.surface}>
      {children}
      <div
        aria-label={label ?? t('dryRun.chart.cursor')}
        aria-valuemax={bounds.end}
        aria-valuemin={bounds.start}
        aria-valuenow={Math.round(now)}
        aria-valuetext={valueText ?? zonedTime(now)}
        className={classes.point}
        onKeyDown={time.onKeyDown}
        onPointerCancel={() => setDrag(undefined)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        role="slider"
        tabIndex={0}
        title={t('dryRun.chart.keys')}
      >
        {drag && drag.from !== drag.to && (
          <div
            className={classes.dragged}
            style={{
              left: percent(Math.min(drag.from, drag.to)),
              right: `${
                (1 - positionOf(Math.max(drag.from, drag.to), view)) * 100
              }%`,
            }}
          />
        )}
        {seen && (
          <div className={classes.cursor} style={{ left: percent(cursor) }} />
        )}
      </div>
    </div>
  );
}
