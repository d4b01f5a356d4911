import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type {
  DashboardPanel,
  DashboardSeries,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatUnit } from '../../format/unit';
import { useText } from '../../hooks/useText';
import { seriesRows } from '../../model/panelSeries';
import { Disclosure } from '../Disclosure';
import { TimeText } from '../TimeText';

const useStyles = makeStyles({
  scroll: { maxHeight: 320, overflow: 'auto' },
});

/** The twin of a chart, for those who read numbers. */
export function SeriesTable(props: {
  panel: DashboardPanel;
  series: DashboardSeries[];
}) {
  const t = useText();
  const { title } = props.panel;
  return (
    <Disclosure
      closedLabel={`${t('preview.dashboard.showTable')}: ${title}`}
      closedText={t('preview.dashboard.showTable')}
      openLabel={`${t('preview.dashboard.hideTable')}: ${title}`}
      openText={t('preview.dashboard.hideTable')}
    >
      <Values {...props} />
    </Disclosure>
  );
}

function Values(props: { panel: DashboardPanel; series: DashboardSeries[] }) {
  const { panel, series } = props;
  const classes = useStyles();
  const t = useText();
  const label = t('preview.dashboard.tableOf', { panel: panel.title });
  return (
    <div
      aria-label={label}
      className={classes.scroll}
      role="region"
      // It scrolls, so that it must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table aria-label={label} size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>{t('preview.dashboard.time')}</TableCell>
            {series.map(({ name }, index) => (
              <TableCell key={index} align="right">
                {name || panel.title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {seriesRows(series).map(({ time, values }) => (
            <TableRow key={time}>
              <TableCell component="th" scope="row">
                <TimeText value={time * 1000} />
              </TableCell>
              {values.map((value, index) => (
                <TableCell key={index} align="right">
                  {formatUnit(value, panel.unit)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
