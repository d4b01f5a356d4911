import { makeStyles } from '@material-ui/core/styles';
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatWindow } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { rangeAround, thinned, type Point } from '../../model/curvePoints';
import { cellsWithin, cellStart, curveName } from '../../model/sliCurve';
import { barOf, positionOf, type TimeSpan } from '../../model/timeView';
import { ChartPanel, Level, PANEL_WIDTH, ValueLine } from '../Chart';

const SLI_HEIGHT = 150;
const BUDGET_HEIGHT = 90;
const COLUMNS = 500;
const THINNEST_BAND = 3;

const useStyles = makeStyles(theme => ({
  band: {
    fill: theme.palette.error.main,
    // Of a width that no scale makes thinner: it must be seen on a phone too.
    stroke: theme.palette.error.main,
    strokeWidth: 2,
    vectorEffect: 'non-scaling-stroke',
    opacity: 0.32,
  },
}));

/** The values in a view as points of the panel, in the middle of their cells or at their ends. */
function pointsOf(
  curve: SliCurve,
  values: Array<number | null>,
  view: TimeSpan,
  at: number,
): Point[] {
  const { from, to } = cellsWithin(curve, view);
  // One more at both ends, so that the line leaves the panel rather than stops short.
  const first = Math.max(0, from - 1);
  const points = values.slice(first, to + 1).map((value, index) => ({
    x: positionOf(cellStart(curve, first + index + at), view) * PANEL_WIDTH,
    value,
  }));
  return thinned(points, PANEL_WIDTH, COLUMNS);
}

/** The SLI and what is left of its budget, one above the other on the same time. */
export function SliPanels(props: {
  curve: SliCurve;
  view: TimeSpan;
  /** When alerts about it fired. */
  firings: TimeSpan[];
}) {
  const { curve, view, firings } = props;
  const classes = useStyles();
  const t = useText();
  const slo = curveName(curve);
  const { from, to } = cellsWithin(curve, view);
  const sliRange = rangeAround(
    [...curve.sli.slice(from, to), curve.objective],
    1,
  );
  const budgetRange = rangeAround([...curve.budget_left.slice(from, to), 0, 1]);
  const lowest = percentOf(sliRange.low);
  const objective = formatPercent(curve.objective);
  const bands = firings.flatMap(firing => {
    const bar = barOf(firing, view, PANEL_WIDTH, THINNEST_BAND);
    return bar ? [{ ...bar, key: `${firing.start} ${firing.end}` }] : [];
  });

  return (
    <>
      <ChartPanel
        height={SLI_HEIGHT}
        label={t('dryRun.chart.sli', { slo })}
        labels={[
          {
            value: sliRange.high,
            text: percentOf(sliRange.high),
            side: 'left',
          },
          { value: sliRange.low, text: lowest, side: 'left' },
          {
            value: curve.objective,
            text: t('dryRun.chart.objective', { percent: objective }),
            side: 'right',
          },
        ]}
        range={sliRange}
        title={t('dryRun.chart.sliTitle')}
      >
        {bands.map(({ key, x, width }, index) => (
          <rect
            key={`${key} ${index}`}
            className={classes.band}
            height={SLI_HEIGHT}
            width={width}
            x={x}
            y={0}
          />
        ))}
        <Level
          height={SLI_HEIGHT}
          kind="objective"
          range={sliRange}
          value={curve.objective}
        />
        <ValueLine
          height={SLI_HEIGHT}
          points={pointsOf(curve, curve.sli, view, 0.5)}
          range={sliRange}
        />
      </ChartPanel>
      <ChartPanel
        height={BUDGET_HEIGHT}
        label={t('dryRun.chart.budget', { slo })}
        labels={[
          { value: 1, text: formatPercent(1), side: 'left' },
          { value: 0, text: formatPercent(0), side: 'left' },
          { value: 0, text: t('dryRun.chart.noBudget'), side: 'right' },
          ...(budgetRange.low < -0.2
            ? [
                {
                  value: budgetRange.low,
                  text: percentOf(budgetRange.low, 0),
                  side: 'left' as const,
                },
              ]
            : []),
        ]}
        range={budgetRange}
        title={t('dryRun.chart.budgetTitle', {
          window: formatWindow(curve.window),
        })}
      >
        <Level
          height={BUDGET_HEIGHT}
          kind="limit"
          range={budgetRange}
          value={0}
        />
        <ValueLine
          height={BUDGET_HEIGHT}
          points={pointsOf(curve, curve.budget_left, view, 1)}
          range={budgetRange}
        />
      </ChartPanel>
    </>
  );
}

/** A figure of the scale: rounded, since nobody chose it. */
function percentOf(value: number, digits = 2): string {
  return formatPercent(Number(value.toFixed(2 + digits)));
}
