import { MarkdownContent } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import type { TimeView } from '../../hooks/useTimeView';
import { PanelNotes } from './PanelNotes';
import { PanelTableView } from './PanelTableView';
import { TimeSeriesPanel } from './TimeSeriesPanel';
import { ValuePanel } from './ValuePanel';

const useStyles = makeStyles(theme => ({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { marginBottom: theme.spacing(1) },
  },
  row: {
    alignSelf: 'end',
    margin: theme.spacing(1, 0, 0),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { margin: theme.spacing(2, 0, 1) },
  },
  title: { fontWeight: 500 },
}));

interface Props {
  panel: DashboardPanel;
  /** Of its place in the grid. CSS pixels. */
  height: number;
  /** Seconds between two values. */
  step: number;
  time: TimeView;
}

/** One panel at its place in the grid. */
export function DashboardPanelView({ panel, height, step, time }: Props) {
  const classes = useStyles();
  const { x, y, w, h } = panel.grid;
  const place = {
    gridColumn: `${x + 1} / span ${w}`,
    gridRow: `${y + 1} / span ${h}`,
  };
  if (panel.type === 'row') {
    return (
      <Typography
        className={classes.row}
        component="h4"
        style={place}
        variant="subtitle1"
      >
        {panel.title}
      </Typography>
    );
  }
  return (
    <Paper
      aria-label={panel.title}
      className={classes.panel}
      component="section"
      style={place}
      variant="outlined"
    >
      <Typography className={classes.title} component="h5" variant="body2">
        {panel.title}
      </Typography>
      {panel.description && (
        <Typography color="textSecondary" variant="caption">
          {panel.description}
        </Typography>
      )}
      <Content height={height} panel={panel} step={step} time={time} />
      <PanelNotes panel={panel} />
    </Paper>
  );
}

function Content({ panel, height, step, time }: Props) {
  const t = useText();
  switch (panel.type) {
    case 'timeseries':
    case 'graph':
      return (
        <TimeSeriesPanel
          height={height}
          panel={panel}
          step={step}
          time={time}
        />
      );
    case 'stat':
    case 'gauge':
    case 'bargauge':
      return <ValuePanel panel={panel} />;
    case 'table':
      return <PanelTableView panel={panel} />;
    case 'text':
      return <MarkdownContent content={panel.text ?? ''} />;
    default:
      return (
        <Typography variant="body2">
          {t('preview.dashboard.unknownType', { type: panel.type })}
        </Typography>
      );
  }
}
