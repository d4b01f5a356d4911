import { makeStyles } from '@material-ui/core/styles';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import type {
  DashboardPanel,
  DashboardSeries,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { zonedTime } from '../../format/time';
import { formatUnit } from '../../format/unit';
import { useText } from '../../hooks/useText';
import type { TimeView } from '../../hooks/useTimeView';
import {
  rangeAround,
  valueScale,
  type ValueRange,
} from '../../model/curvePoints';
import { lastValue, valueAt, withGaps } from '../../model/panelSeries';
import { positionOf, type TimeSpan } from '../../model/timeView';
import { ChartPanel, PANEL_WIDTH } from '../Chart';
import { ChartSurface } from '../DryRunTimeline';
import { TimeAxis } from '../TimeText';
import { NoValues, PanelErrors } from './PanelNotes';
import { SeriesLegend } from './SeriesLegend';
import { SeriesTable } from './SeriesTable';
import { useSeriesStyle } from './seriesStyle';
import { useThresholdColor } from './thresholdColors';

/** Title, description, axis, legend and buttons of a panel. CSS pixels. */
const AROUND = 150;
const LOWEST = 110;
const TICKS = 4;

const useStyles = makeStyles(theme => ({
  grid: {
    stroke: theme.palette.divider,
    strokeWidth: 1,
    vectorEffect: 'non-scaling-stroke',
  },
  line: {
    fill: 'none',
    // A value between two gaps has no length: the round caps show it as a dot.
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    strokeWidth: 2,
    vectorEffect: 'non-scaling-stroke',
  },
  threshold: {
    strokeDasharray: '6 4',
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
}));

interface Props {
  panel: DashboardPanel;
  height: number;
  /** Seconds. */
  step: number;
  time: TimeView;
}

/** The lines of a panel, to read by hand, by keyboard and as a table. */
export function TimeSeriesPanel({ panel, height, step, time }: Props) {
  const t = useText();
  const series = panel.targets.flatMap(target => target.series);
  const nameOf = (one: DashboardSeries) => one.name || panel.title;
  const readings = series.map(one => ({
    name: nameOf(one),
    value:
      time.cursor === undefined
        ? lastValue(one.points)
        : valueAt(one.points, time.cursor / 1000, step),
  }));
  const words = readings
    .map(({ name, value }) => `${name} ${formatUnit(value, panel.unit)}`)
    .join(', ');
  if (series.length === 0) {
    return (
      <>
        <PanelErrors panel={panel} />
        <NoValues panel={panel} />
      </>
    );
  }
  return (
    <>
      <PanelErrors panel={panel} />
      <ChartSurface
        label={t('preview.dashboard.cursor', { panel: panel.title })}
        time={time}
        valueText={
          time.cursor === undefined
            ? undefined
            : `${zonedTime(time.cursor)}: ${words}`
        }
      >
        <Lines
          height={Math.max(LOWEST, height - AROUND)}
          label={t('preview.dashboard.chart', {
            panel: panel.title,
            names: readings.map(({ name }) => name).join(', '),
          })}
          panel={panel}
          series={series}
          step={step}
          view={time.view}
        />
      </ChartSurface>
      <TimeAxis count={3} span={time.view} />
      <SeriesLegend at={time.cursor} panel={panel} readings={readings} />
      <SeriesTable panel={panel} series={series} />
    </>
  );
}

/** Values of the view, thresholds that are drawn, and limits that the panel names. */
function rangeOf(
  { thresholds, threshold_lines: drawn, min, max }: DashboardPanel,
  series: DashboardSeries[],
  view: TimeSpan,
): ValueRange {
  const seen = series.flatMap(({ points }) =>
    points
      .filter(([at]) => at * 1000 >= view.start && at * 1000 <= view.end)
      .map(([, value]) => value),
  );
  const limits = drawn ? thresholds.map(({ value }) => value) : [];
  const ends = [min ?? null, max ?? null];
  const range = rangeAround([...seen, ...ends, ...nearLimits(seen, limits)]);
  return { low: min ?? range.low, high: max ?? range.high };
}

/** A limit far beyond all values would make a flat line of them. */
function nearLimits(
  values: Array<number | null>,
  limits: Array<number | null>,
): Array<number | null> {
  const { low, high } = rangeAround(values);
  const room = (high - low) * 4;
  return limits.filter(
    limit => limit !== null && limit >= low - room && limit <= high + room,
  );
}

function Lines(props: {
  panel: DashboardPanel;
  series: DashboardSeries[];
  label: string;
  height: number;
  step: number;
  view: TimeSpan;
}) {
  const { panel, series, label, height, step, view } = props;
  const classes = useStyles();
  const styleOf = useSeriesStyle();
  const color = useThresholdColor();
  const range = rangeOf(panel, series, view);
  const y = valueScale(range, height);
  const ticks = scaleLinear<number>({
    domain: [range.low, range.high],
  }).ticks(TICKS);
  const limits = panel.threshold_lines
    ? panel.thresholds.filter(
        ({ value }) =>
          value !== null && value >= range.low && value <= range.high,
      )
    : [];
  return (
    <ChartPanel
      height={height}
      label={label}
      labels={ticks.map(value => ({
        ...{ value, text: formatUnit(value, panel.unit) },
        side: 'left',
      }))}
      range={range}
      title=""
    >
      {ticks.map(value => (
        <line
          key={value}
          className={classes.grid}
          x1={0}
          x2={PANEL_WIDTH}
          y1={y(value)}
          y2={y(value)}
        />
      ))}
      {limits.map(({ value, color: name }) => (
        <line
          key={value}
          className={classes.threshold}
          stroke={color(name)}
          x1={0}
          x2={PANEL_WIDTH}
          y1={y(value ?? 0)}
          y2={y(value ?? 0)}
        />
      ))}
      {series.map((one, index) => (
        <LinePath
          key={index}
          {...styleOf(index)}
          className={classes.line}
          data={withGaps(one.points, step)}
          defined={([, value]) => value !== null}
          x={([at]) => positionOf(at * 1000, view) * PANEL_WIDTH}
          y={([, value]) => y(value ?? range.low)}
        />
      ))}
    </ChartPanel>
  );
}
