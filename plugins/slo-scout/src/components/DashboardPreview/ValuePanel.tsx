import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatUnit } from '../../format/unit';
import { useText } from '../../hooks/useText';
import { lastValue, thresholdOf } from '../../model/panelSeries';
import { colorWords, useThresholdColor } from './thresholdColors';
import { NoValues, PanelErrors } from './PanelNotes';

const useStyles = makeStyles(theme => ({
  value: {
    fontSize: theme.typography.pxToRem(30),
    fontVariantNumeric: 'tabular-nums',
    fontWeight: 500,
    lineHeight: 1.2,
  },
  track: {
    height: 8,
    margin: theme.spacing(0.5, 0),
    borderRadius: 4,
    background: theme.palette.action.selected,
    overflow: 'hidden',
  },
  filled: { height: '100%' },
}));

/** The last value of each series as a number, with the range that it lies in, in words. */
export function ValuePanel({ panel }: { panel: DashboardPanel }) {
  const classes = useStyles();
  const t = useText();
  const color = useThresholdColor();
  const values = panel.targets
    .flatMap(({ series }) => series)
    .map(({ name, points }) => ({ name, value: lastValue(points) }));
  const { min, max } = panel;
  return (
    <>
      <PanelErrors panel={panel} />
      {values.length === 0 && <NoValues panel={panel} />}
      {values.map(({ name, value }, index) => {
        const reached =
          value === null ? undefined : thresholdOf(value, panel.thresholds);
        const share =
          value === null || min === undefined || max === undefined || max <= min
            ? undefined
            : Math.min(1, Math.max(0, (value - min) / (max - min)));
        return (
          <div key={`${name} ${index}`}>
            <div className={classes.value}>
              {value === null
                ? panel.no_value ?? t('preview.dashboard.noData')
                : formatUnit(value, panel.unit)}
            </div>
            {share !== undefined && (
              <div className={classes.track} aria-hidden>
                <div
                  className={classes.filled}
                  style={{
                    width: `${share * 100}%`,
                    background: color(reached?.color),
                  }}
                />
              </div>
            )}
            {reached && (
              <Typography component="div" variant="body2">
                {t('preview.dashboard.reached', {
                  color: colorWords(reached.color, t),
                })}
              </Typography>
            )}
            {name && (
              <Typography color="textSecondary" variant="caption">
                {name}
              </Typography>
            )}
          </div>
        );
      })}
    </>
  );
}
