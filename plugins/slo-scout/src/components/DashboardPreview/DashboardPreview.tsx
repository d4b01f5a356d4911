import { useCallback, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  DASHBOARD_RANGES,
  type DashboardData,
  type DashboardRange,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { formatDuration } from '../../format/duration';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { useTimeView } from '../../hooks/useTimeView';
import { ErrorNotice, LoadingRows } from '../LoadState';
import { TimeText } from '../TimeText';
import { DashboardPanelView } from './DashboardPanelView';

/** As Grafana's cells, so that panels have its proportions. */
const CELL_PX = 30;
const GAP_PX = 8;

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(24, minmax(0, 1fr))',
    // Panels that say more than fits in their cells make them higher.
    gridAutoRows: `minmax(${CELL_PX}px, auto)`,
    gap: GAP_PX,
    [theme.breakpoints.down('sm')]: { display: 'block' },
  },
}));

/** A generated dashboard with the data of its service, in its own layout. */
export function DashboardPreview({ artifactId }: { artifactId: string }) {
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const [range, setRange] = useState<DashboardRange>('24h');
  // Closing the view, or another range, cancels the queries that still run.
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getPanels({ id: artifactId, range }, { signal }),
    [api, artifactId, range],
  );
  const { value, error, loading, refresh } = useLoaded(load);
  return (
    <section aria-label={t('preview.dashboard.title')}>
      <Box
        alignItems="center"
        display="flex"
        flexWrap="wrap"
        gridGap={12}
        mb={2}
      >
        <RangeSelect range={range} onChoose={setRange} />
        <Button onClick={refresh} size="small" variant="outlined">
          {t('preview.dashboard.refresh')}
        </Button>
        {value && <Step dashboard={value.dashboard} />}
      </Box>
      {error && (
        <ErrorNotice
          byItself
          error={error}
          title={t('preview.dashboard.failed')}
        />
      )}
      {loading && (
        <>
          <Typography aria-live="polite" color="textSecondary" variant="body2">
            {t('preview.dashboard.loading')}
          </Typography>
          <LoadingRows rows={3} />
        </>
      )}
      {value && <Panels dashboard={value.dashboard} />}
    </section>
  );
}

function RangeSelect(props: {
  range: DashboardRange;
  onChoose: (range: DashboardRange) => void;
}) {
  const t = useText();
  return (
    <TextField
      id="slo-scout-dashboard-range"
      label={t('preview.dashboard.range')}
      onChange={event => props.onChoose(event.target.value as DashboardRange)}
      select
      size="small"
      style={{ minWidth: 160 }}
      value={props.range}
      variant="outlined"
    >
      {DASHBOARD_RANGES.map(name => (
        <MenuItem key={name} value={name}>
          {t(`preview.dashboard.ranges.${name}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Step({ dashboard }: { dashboard: DashboardData }) {
  const t = useText();
  const step = formatDuration(dashboard.step_seconds);
  return (
    <Typography color="textSecondary" variant="caption">
      {t('preview.dashboard.explain')} {t('preview.dashboard.step', { step })}{' '}
      <TimeText value={dashboard.end} />.
    </Typography>
  );
}

/** One cursor for all charts, as the dashboard asks Grafana for. */
function Panels({ dashboard }: { dashboard: DashboardData }) {
  const { panels, panels_left_out: left } = dashboard;
  const classes = useStyles();
  const t = useText();
  const bounds = useMemo(
    () => ({
      start: Date.parse(dashboard.start),
      end: Date.parse(dashboard.end),
    }),
    [dashboard.start, dashboard.end],
  );
  const time = useTimeView(bounds, []);
  if (panels.length === 0) {
    return <Alert severity="info">{t('preview.dashboard.empty')}</Alert>;
  }
  return (
    <>
      <div className={classes.grid}>
        {panels.map((panel, index) => (
          <DashboardPanelView
            key={`${panel.id} ${index}`}
            height={panel.grid.h * (CELL_PX + GAP_PX) - GAP_PX}
            panel={panel}
            step={dashboard.step_seconds}
            time={time}
          />
        ))}
      </div>
      {left > 0 && (
        <Typography variant="body2">
          {t('preview.dashboard.panelsLeft', { count: left })}
        </Typography>
      )}
    </>
  );
}
