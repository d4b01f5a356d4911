import { makeStyles } from '@material-ui/core/styles';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatUnit } from '../../format/unit';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';
import { useSeriesStyle } from './seriesStyle';
import { colorWords, useThresholdColor } from './thresholdColors';

const useStyles = makeStyles(theme => ({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.pxToRem(12.5),
    '& li': { display: 'flex', alignItems: 'center', gap: 6, minWidth: 0 },
    '& svg': { flexShrink: 0 },
  },
  value: { fontVariantNumeric: 'tabular-nums', fontWeight: 500 },
  secondary: { color: theme.palette.text.secondary },
}));

/** What each line is and its value: at the point in time, or the last one. */
export function SeriesLegend(props: {
  panel: DashboardPanel;
  readings: Array<{ name: string; value: number | null }>;
  /** Milliseconds since 1970; undefined where no point in time is read. */
  at: number | undefined;
}) {
  const { panel, readings, at } = props;
  const classes = useStyles();
  const t = useText();
  const styleOf = useSeriesStyle();
  return (
    <>
      <ul
        aria-label={t('preview.dashboard.legend', { panel: panel.title })}
        className={classes.legend}
      >
        {readings.map(({ name, value }, index) => (
          <li key={`${name} ${index}`}>
            <Stroke {...styleOf(index)} />
            <span>
              {name}{' '}
              <span className={classes.value}>
                {formatUnit(value, panel.unit)}
              </span>{' '}
              <span className={classes.secondary}>
                (
                {at === undefined ? (
                  t('preview.dashboard.last')
                ) : (
                  <TimeText value={at} />
                )}
                )
              </span>
            </span>
          </li>
        ))}
      </ul>
      {panel.threshold_lines && <Thresholds panel={panel} />}
    </>
  );
}

function Thresholds({ panel }: { panel: DashboardPanel }) {
  const classes = useStyles();
  const t = useText();
  const color = useThresholdColor();
  return (
    <ul
      aria-label={t('preview.dashboard.thresholds')}
      className={`${classes.legend} ${classes.secondary}`}
    >
      {panel.thresholds.map(({ value, color: name }) => (
        <li key={`${value} ${name}`}>
          {value !== null && (
            <Stroke stroke={color(name)} strokeDasharray="6 4" />
          )}
          {value === null
            ? t('preview.dashboard.thresholdBelow', {
                color: colorWords(name, t),
              })
            : t('preview.dashboard.threshold', {
                color: colorWords(name, t),
                value: formatUnit(value, panel.unit),
              })}
        </li>
      ))}
    </ul>
  );
}

function Stroke(props: { stroke: string; strokeDasharray?: string }) {
  return (
    <svg aria-hidden height={10} width={24}>
      <line {...props} strokeWidth={2} x1={0} x2={24} y1={5} y2={5} />
    </svg>
  );
}
