import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
  },
  item: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  sli: { stroke: theme.palette.info.main, strokeWidth: 2 },
  objective: {
    stroke: theme.palette.text.primary,
    strokeDasharray: '6 4',
    strokeWidth: 1.5,
  },
  firing: { fill: theme.palette.error.main, opacity: 0.32 },
}));

/** What the strokes of the chart mean, each told by its shape too. */
export function ChartLegend() {
  const classes = useStyles();
  const t = useText();
  const items: Array<{ text: string; mark: ReactNode }> = [
    {
      text: t('dryRun.chart.legendSli'),
      mark: <line className={classes.sli} x1={0} x2={24} y1={6} y2={6} />,
    },
    {
      text: t('dryRun.chart.legendObjective'),
      mark: <line className={classes.objective} x1={0} x2={24} y1={6} y2={6} />,
    },
    {
      text: t('dryRun.chart.legendFiring'),
      mark: <rect className={classes.firing} height={12} width={8} x={8} />,
    },
    {
      text: t('dryRun.chart.legendGap'),
      mark: (
        <>
          <line className={classes.sli} x1={0} x2={8} y1={6} y2={6} />
          <line className={classes.sli} x1={16} x2={24} y1={6} y2={6} />
        </>
      ),
    },
  ];
  return (
    <ul className={classes.legend}>
      {items.map(({ text, mark }) => (
        <li key={text} className={classes.item}>
          <svg aria-hidden height={12} width={24}>
            {mark}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
