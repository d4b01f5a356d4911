import { useMemo, useState } from 'react';
import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { useTimeView } from '../../hooks/useTimeView';
import type { AlertRow } from '../../model/dryRun';
import { curveName, isAbout, worstFirst } from '../../model/sliCurve';
import type { TimeSpan } from '../../model/timeView';
import { Disclosure } from '../Disclosure';
import { ChartLegend } from './ChartLegend';
import { ChartSurface } from './ChartSurface';
import { DaysTable } from './DaysTable';
import { DryRunTimeline } from './DryRunTimeline';
import { Readout } from './Readout';
import { SliPanels } from './SliPanels';
import { TimeControls } from './TimeControls';

interface Props {
  curves: SliCurve[];
  rows: AlertRow[];
  range: TimeSpan;
}

/** The alerts beside what they are about, on one time axis. */
export function TimelineWithCurve({ curves, rows, range }: Props) {
  const t = useText();
  const { start, end } = range;
  const bounds = useMemo(() => ({ start, end }), [start, end]);
  const sorted = worstFirst(curves);
  // By name: the answer to other numbers has other curves of the same names.
  const [chosen, setChosen] = useState<string>();
  const curve = sorted.find(c => curveName(c) === chosen) ?? sorted[0];
  const name = curveName(curve);
  const about = rows.filter(row => isAbout(row, curve));
  const firings = about.flatMap(row =>
    row.firings.map(firing => ({
      start: Date.parse(firing.start),
      end: Date.parse(firing.end),
    })),
  );
  const time = useTimeView(
    bounds,
    rows.flatMap(row => row.firings.map(f => Date.parse(f.start))),
  );

  return (
    <>
      <Box
        alignItems="center"
        display="flex"
        flexWrap="wrap"
        gridGap={12}
        mb={1}
      >
        {sorted.length > 1 && (
          <TextField
            id="slo-scout-curve"
            label={t('dryRun.chart.choose')}
            onChange={event => setChosen(event.target.value)}
            select
            size="small"
            style={{ minWidth: 180, maxWidth: '100%' }}
            value={name}
            variant="outlined"
          >
            {sorted.map(c => (
              <MenuItem key={curveName(c)} value={curveName(c)}>
                {curveName(c)}
              </MenuItem>
            ))}
          </TextField>
        )}
        <TimeControls time={time} />
      </Box>
      <ChartSurface time={time}>
        <SliPanels curve={curve} firings={firings} view={time.view} />
      </ChartSurface>
      <ChartLegend />
      <Readout curve={curve} rows={rows} time={time} />
      <DryRunTimeline
        cursor={time.cursor}
        onPoint={time.setCursor}
        range={time.view}
        rows={rows}
      />
      <Disclosure
        closedText={t('dryRun.days.show')}
        openText={t('dryRun.days.hide')}
      >
        <DaysTable curve={curve} rows={rows} />
      </Disclosure>
    </>
  );
}
