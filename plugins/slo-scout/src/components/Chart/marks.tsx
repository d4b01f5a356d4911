import { makeStyles } from '@material-ui/core/styles';
import { LinePath } from '@visx/shape';
import {
  valueScale,
  type Point,
  type ValueRange,
} from '../../model/curvePoints';
import { PANEL_WIDTH } from './ChartPanel';

const useStyles = makeStyles(theme => ({
  line: {
    fill: 'none',
    stroke: theme.palette.info.main,
    // A value between two gaps has no length: the round caps show it as a dot.
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    strokeWidth: 2,
    vectorEffect: 'non-scaling-stroke',
  },
  objective: {
    stroke: theme.palette.text.primary,
    strokeDasharray: '6 4',
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
  limit: {
    stroke: theme.palette.error.main,
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
}));

interface Scaled {
  /** Of the panel that it is drawn in. */
  range: ValueRange;
  height: number;
}

/** A curve of a panel, with a gap wherever there is no value. */
export function ValueLine({
  points,
  range,
  height,
}: Scaled & { points: Point[] }) {
  const classes = useStyles();
  const y = valueScale(range, height);
  return (
    <LinePath
      className={classes.line}
      data={points}
      defined={point => point.value !== null}
      x={point => point.x}
      y={point => y(point.value ?? range.low)}
    />
  );
}

/** A line across a panel at one value: what is aimed at, or what must not be crossed. */
export function Level({
  value,
  kind,
  range,
  height,
}: Scaled & { value: number; kind: 'objective' | 'limit' }) {
  const classes = useStyles();
  const y = valueScale(range, height)(value);
  return (
    <line className={classes[kind]} x1={0} x2={PANEL_WIDTH} y1={y} y2={y} />
  );
}
