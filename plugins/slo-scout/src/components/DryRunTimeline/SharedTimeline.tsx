import { useMemo, useState } from 'react';
import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { useTimeView, type TimeView } from '../../hooks/useTimeView';
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

/** Alerts that belong together, with a name where there are several groups. */
export interface TimelineGroup {
  label?: string;
  rows: AlertRow[];
}

interface Props {
  curves: SliCurve[];
  /** The alerts whose firings are shaded in the curves. */
  curveRows: AlertRow[];
  groups: TimelineGroup[];
  range: TimeSpan;
}

const startsOf = (rows: AlertRow[]) =>
  rows.flatMap(row => row.firings.map(firing => Date.parse(firing.start)));

/** Alerts and what they are about, on one time axis that all of them share. */
export function SharedTimeline({ curves, curveRows, groups, range }: Props) {
  const { start, end } = range;
  const bounds = useMemo(() => ({ start, end }), [start, end]);
  const sorted = worstFirst(curves);
  // By name: the answer to other numbers has other curves of the same names.
  const [chosen, setChosen] = useState<string>();
  const curve = sorted.find(c => curveName(c) === chosen) ?? sorted[0];
  const rows = groups.flatMap(group =>
    group.rows.map(row => ({
      ...row,
      alert: group.label ? `${group.label}: ${row.alert}` : row.alert,
    })),
  );
  const time = useTimeView(bounds, startsOf(rows));
  const timelines = <Timelines groups={groups} time={time} />;

  return (
    <>
      <Box
        alignItems="center"
        display="flex"
        flexWrap="wrap"
        gridGap={12}
        mb={1}
      >
        <CurveSelect chosen={curve} curves={sorted} onChoose={setChosen} />
        <TimeControls time={time} />
      </Box>
      {curve ? (
        <CurveChart curve={curve} rows={curveRows} time={time} />
      ) : (
        <ChartSurface time={time}>{timelines}</ChartSurface>
      )}
      <Readout curve={curve} rows={rows} time={time} />
      {curve && timelines}
      {curve && <DaysTwin curve={curve} rows={curveRows} />}
    </>
  );
}

function CurveSelect(props: {
  curves: SliCurve[];
  chosen: SliCurve | undefined;
  onChoose: (name: string) => void;
}) {
  const { curves, chosen, onChoose } = props;
  const t = useText();
  if (!chosen || curves.length < 2) return null;
  return (
    <TextField
      id="slo-scout-curve"
      label={t('dryRun.chart.choose')}
      onChange={event => onChoose(event.target.value)}
      select
      size="small"
      style={{ minWidth: 180, maxWidth: '100%' }}
      value={curveName(chosen)}
      variant="outlined"
    >
      {curves.map(curve => (
        <MenuItem key={curveName(curve)} value={curveName(curve)}>
          {curveName(curve)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function CurveChart(props: {
  curve: SliCurve;
  rows: AlertRow[];
  time: TimeView;
}) {
  const { curve, rows, time } = props;
  const firings = rows
    .filter(row => isAbout(row, curve))
    .flatMap(row =>
      row.firings.map(firing => ({
        start: Date.parse(firing.start),
        end: Date.parse(firing.end),
      })),
    );
  return (
    <>
      <ChartSurface time={time}>
        <SliPanels curve={curve} firings={firings} view={time.view} />
      </ChartSurface>
      <ChartLegend />
    </>
  );
}

function Timelines(props: { groups: TimelineGroup[]; time: TimeView }) {
  const { groups, time } = props;
  const t = useText();
  return (
    <>
      {groups.map(({ label, rows }, index) => (
        <div key={label ?? index}>
          {label && (
            <Typography component="h4" gutterBottom variant="subtitle2">
              {label}
            </Typography>
          )}
          <DryRunTimeline
            cursor={time.cursor}
            label={label && `${label}: ${t('dryRun.timeline')}`}
            onPoint={time.setCursor}
            range={time.view}
            rows={rows}
          />
        </div>
      ))}
    </>
  );
}

function DaysTwin(props: { curve: SliCurve; rows: AlertRow[] }) {
  const t = useText();
  return (
    <Disclosure
      closedText={t('dryRun.days.show')}
      openText={t('dryRun.days.hide')}
    >
      <DaysTable {...props} />
    </Disclosure>
  );
}
