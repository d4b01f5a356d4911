import type { PointerEvent } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { formatDuration } from '../../format/duration';
import { timeTip } from '../../format/time';
import { replayReason } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';
import {
  barOf,
  instantAt,
  positionOf,
  type TimeSpan,
} from '../../model/timeView';
import { TimeAxis } from '../TimeText';

const WIDTH = 1000;
const HEIGHT = 22;
// A firing of minutes in 30 days would be thinner than a pixel.
const MIN_BAR = 4;
const TICKS = 5;

const useStyles = makeStyles(theme => ({
  row: { marginBottom: theme.spacing(1.5) },
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
  secondary: { color: theme.palette.text.secondary },
  track: {
    display: 'block',
    width: '100%',
    height: HEIGHT,
    background: theme.palette.action.hover,
    borderRadius: 3,
  },
  tick: { stroke: theme.palette.divider, strokeWidth: 1 },
  cursor: {
    stroke: theme.palette.text.primary,
    strokeWidth: 1,
    vectorEffect: 'non-scaling-stroke',
  },
  firing: {
    fill: theme.palette.error.main,
    // Of a width that no scale makes thinner: it must be seen on a phone too.
    stroke: theme.palette.error.main,
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
}));

const ticks = Array.from({ length: TICKS }, (_, i) => i / (TICKS - 1));

interface Props {
  rows: AlertRow[];
  /** The part of the time that is drawn. Milliseconds since 1970. */
  range: TimeSpan;
  /** The instant that is read elsewhere, and how to choose it here. */
  cursor?: number;
  onPoint?: (instant: number) => void;
  /** Accessible name, where there are several. */
  label?: string;
}

/** When each alert would have fired, one line for each. Its table twin stands beside it. */
export function DryRunTimeline(props: Props) {
  const { rows, range, cursor, onPoint, label } = props;
  const classes = useStyles();
  const t = useText();
  const wordsOf = (row: AlertRow) => {
    const reason = replayReason(row, t);
    return reason === undefined
      ? firingWords(row)
      : t('dryRun.notReplayed', { reason });
  };
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) onPoint?.(instantAt((event.clientX - left) / width, range));
  };
  return (
    <div
      role="group"
      aria-label={label ?? t('dryRun.timeline')}
      onPointerMove={point}
    >
      {rows.map(row => (
        <div key={row.key} className={classes.row}>
          <div className={classes.name}>
            <span>
              {row.alert}{' '}
              <span className={classes.secondary}>{row.distinction}</span>
            </span>
            <span className={classes.secondary}>{wordsOf(row)}</span>
          </div>
          <Track cursor={cursor} range={range} row={row} />
        </div>
      ))}
      <TimeAxis count={TICKS} span={range} />
    </div>
  );
}

function Track(props: { row: AlertRow; range: TimeSpan; cursor?: number }) {
  const { row, range, cursor } = props;
  const classes = useStyles();
  const t = useText();
  const at =
    cursor !== undefined && cursor >= range.start && cursor <= range.end
      ? positionOf(cursor, range) * WIDTH
      : undefined;
  return (
    <svg
      aria-label={t('dryRun.row', { alert: row.alert, count: row.count })}
      className={classes.track}
      preserveAspectRatio="none"
      role="img"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      {ticks.slice(1, -1).map(tick => (
        <line
          key={tick}
          className={classes.tick}
          x1={tick * WIDTH}
          x2={tick * WIDTH}
          y1={0}
          y2={HEIGHT}
        />
      ))}
      {row.firings.map(firing => {
        const span = {
          start: Date.parse(firing.start),
          end: Date.parse(firing.end),
        };
        const bar = barOf(span, range, WIDTH, MIN_BAR);
        return (
          bar && (
            <rect
              key={firing.start}
              className={classes.firing}
              height={HEIGHT - 6}
              width={bar.width}
              x={bar.x}
              y={3}
            >
              <title>
                {`${timeTip(firing.start)} · ${formatDuration(
                  firing.duration_seconds,
                )}`}
              </title>
            </rect>
          )
        );
      })}
      {at !== undefined && (
        <line className={classes.cursor} x1={at} x2={at} y1={0} y2={HEIGHT} />
      )}
    </svg>
  );
}

function firingWords(row: AlertRow): string {
  return row.count === 0
    ? '0'
    : `${row.count} × ⌀ ${formatDuration(row.averageSeconds)}`;
}
