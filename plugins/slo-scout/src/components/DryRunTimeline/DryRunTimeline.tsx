import { makeStyles } from '@material-ui/core/styles';
import { formatDuration } from '../../format/duration';
import { dayLabel, readableTime } from '../../format/time';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';

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
  firing: { fill: theme.palette.error.main },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
  },
}));

/** When each alert would have fired, one line for each. Its table twin stands beside it. */
export function DryRunTimeline(props: {
  rows: AlertRow[];
  range: { start: number; end: number };
}) {
  const { rows, range } = props;
  const classes = useStyles();
  const t = useText();
  const span = range.end - range.start;
  const ticks = Array.from({ length: TICKS }, (_, i) => i / (TICKS - 1));

  return (
    <div role="group" aria-label={t('dryRun.timeline')}>
      {rows.map(row => (
        <div key={row.key} className={classes.row}>
          <div className={classes.name}>
            <span>
              {row.alert}{' '}
              <span className={classes.secondary}>{row.distinction}</span>
            </span>
            <span className={classes.secondary}>
              {row.reason
                ? t('dryRun.notReplayed', { reason: row.reason })
                : firingWords(row)}
            </span>
          </div>
          <svg
            aria-label={t('dryRun.row', { alert: row.alert, count: row.count })}
            className={classes.track}
            preserveAspectRatio="none"
            role="img"
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          >
            {ticks.slice(1, -1).map(at => (
              <line
                key={at}
                className={classes.tick}
                x1={at * WIDTH}
                x2={at * WIDTH}
                y1={0}
                y2={HEIGHT}
              />
            ))}
            {row.firings.map(firing => {
              const from = (Date.parse(firing.start) - range.start) / span;
              const width = Math.max(
                MIN_BAR,
                ((firing.duration_seconds * 1000) / span) * WIDTH,
              );
              return (
                <rect
                  key={firing.start}
                  className={classes.firing}
                  height={HEIGHT - 6}
                  width={width}
                  x={Math.max(0, Math.min(from * WIDTH, WIDTH - width))}
                  y={3}
                >
                  <title>
                    {`${
                      readableTime(firing.start)?.local ?? firing.start
                    }, ${formatDuration(firing.duration_seconds)}`}
                  </title>
                </rect>
              );
            })}
          </svg>
        </div>
      ))}
      <div className={classes.axis} aria-hidden>
        {ticks.map(at => (
          <span key={at}>{dayLabel(range.start + at * span)}</span>
        ))}
      </div>
    </div>
  );
}

function firingWords(row: AlertRow): string {
  return row.count === 0
    ? '0'
    : `${row.count} × ⌀ ${formatDuration(row.averageSeconds)}`;
}
